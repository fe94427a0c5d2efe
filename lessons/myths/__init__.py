"""What is often believed of optimizers and is not so: each belief with a run that shows it."""

from pathlib import Path

from lessons.declare import Table, lesson, table
from lessons.lesson import Claim, Lesson
from lessons.text import check, read
from locales import LANGUAGES

FOLDER = Path(__file__).parent


def _read() -> tuple[Lesson, dict[str, int]]:
    name = "declared.toml"
    declared = table((FOLDER / name).read_text("utf-8"), f"myths/{name}")
    taught = declared.take("taught", "table")
    claims = {key: value for key, value in declared.values.items() if key != "taught"}
    texts = {
        lang: read((FOLDER / f"{lang}.md").read_text("utf-8"), f"myths/{lang}.md", whole=False)
        for lang in LANGUAGES
    }
    made = lesson(Table(claims, (), declared.name, declared.lines), 0, "myths", texts=texts)
    for lang, text in texts.items():
        check(text, made, f"myths/{lang}.md")
    return made, taught


MYTHS, TAUGHT = _read()
"""The beliefs as a lesson, whose weaknesses they are; and in which lesson each is taught."""


def beliefs(number: int) -> tuple[Claim, ...]:
    """The beliefs that a lesson of the course sets right."""
    return tuple(myth for myth in MYTHS.weaknesses if TAUGHT[myth.key] == number)
