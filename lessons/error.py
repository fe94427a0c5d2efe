"""What is wrong with a lesson, as a sentence with file and line."""

from expressions.error import FormulaError


class LessonError(FormulaError):
    """A lesson that is not whole.

    file, line: where, once it is known (see `at`). where: the keys, from the outermost, that lead
    to the trouble in the declaration of what was refused.
    """

    tables = ("lesson_file", "formula")
    file: str = ""
    line: int | None = None
    where: tuple[str, ...] = ()

    def at(self, file: str, line: int) -> "LessonError":
        """The same error, in this line of that file."""
        self.file, self.line = file, line
        return self

    def under(self, *where: str) -> "LessonError":
        """The same error, of what is declared under these keys."""
        self.where = where
        return self

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {super().__str__()}" if self.file else super().__str__()
