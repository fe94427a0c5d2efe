"""What is looked at in every browser: the pages, and what else a link to them opens."""

from lessons.exercises.handed import handed, text
from lessons.exercises.progress import Progress, Record
from lessons.exercises.tasks import tasks
from tests.lessons.test_handed import QUESTION, RIGHT, WRONG
from ui.course.contents import READING
from ui.frame.frame import LABS, PAGES
from ui.frame.setting import packed

LONG = {"text": "m = beta1 * m + (1 - beta1) * g\n" * 4 + "theta = theta - lr * m"}
TRIED = {
    QUESTION.key: Record().tried(WRONG, False).tried(RIGHT, True),
    "compute.adam": Record().tried({"seed": 1, "typed": ["1,5", "x", "0.25", "", ""]}, False),
    "repair_eps": Record().tried(LONG, False),
    "aim.bold": Record().tried({"start": [-5, -2], "settings": {"adagrad.lr": 0.05}}, False),
}
WORK = packed(text(handed([*map(tasks().get, TRIED)], Progress(0, TRIED))))
HANDED_IN = f"practice?work={WORK}"
"""Exercises of each kind, answered wrongly."""
ADDRESSES = (
    *(*PAGES, *LABS),
    *(f"lessons?lesson={name}" for name in READING),
    *("practice?exercise=repair_eps", HANDED_IN),
)


def pictured(address: str) -> bool:
    """Whether a page opens with a picture: lists of exercises and of slides and a recipe do not."""
    return not any(name in address for name in ("slideshow", "practice", "recipe"))


def short(address: str) -> str:
    """The address as the name of a test."""
    return address[:30]


def with_settings(address: str, settings: str) -> str:
    """The address with further settings, such as "lang=en&autoplay=0"."""
    return f"{address}{'&' if '?' in address else '?'}{settings}"
