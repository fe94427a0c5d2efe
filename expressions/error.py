"""What is wrong with a typed text, as a key of the locale files and what fills its gaps."""

import tomllib
from functools import cache
from pathlib import Path

LOCALES = Path(__file__).parent.parent / "locales"


@cache
def _english() -> dict[str, dict[str, str]]:
    return tomllib.loads((LOCALES / "en.toml").read_text("utf-8"))


class FormulaError(ValueError):
    """A text that will not do: str() is one English sentence that says what is wrong and where.

    `code` names the sentence in the table `table` of the locale files, the first of `tables` that
    has it, and `details` fills its gaps. `position` is the index into the text at which the trouble
    is, or None.
    """

    tables: tuple[str, ...] = ("formula",)

    def __init__(self, code: str, position: int | None = None, **details: object) -> None:
        self.code, self.position, self.details = code, position, details
        super().__init__(code, position, details)

    @property
    def table(self) -> str:
        return next((name for name in self.tables if self.code in _english()[name]), "formula")

    @property
    def place(self) -> dict[str, int]:
        """Where the trouble is, in numbers that a reader counts from 1; empty for nowhere."""
        return {} if self.position is None else {"column": self.position + 1}

    def __str__(self) -> str:
        texts = _english()
        sentence = texts[self.table][self.code].format(**self.details)
        where = texts["place_in_text"].get("_".join(self.place), "{sentence}")
        return where.format(sentence=sentence, **self.place)

    def __reduce__(self) -> tuple:
        return _rebuilt, (type(self), self.code, self.position, self.details, vars(self))


def _rebuilt(kind, code, position, details, state) -> FormulaError:
    error = kind(code, position, **details)
    vars(error).update(state)
    return error


class RuleError(FormulaError):
    """The same for an update rule: `line` is the number of the line, from 1, or None.

    `position` counts in that line. What rules have no sentence of their own for, formulas have.
    """

    tables = ("rule", "formula")
    line: int | None = None

    @property
    def place(self) -> dict[str, int]:
        found = {} if self.line is None else {"line": self.line}
        return found | super().place
