"""One experiment as a page of its own, to be shown inside other pages."""

from collections.abc import Iterator

from lessons import COURSE, Claim, Lesson, Question, words
from locales import Texts
from publish.experiment import Packed
from publish.lesson import Written, experiment
from publish.markup import Markup, tag
from publish.page import SANDBOX, Page

TALL = 660
"""The height of a frame, px, until the page inside it has said its own."""
# The page inside a frame tells how tall it is; any frame on the page around it listens.
_LISTEN = (
    "addEventListener('message',e=>{for(const f of document.querySelectorAll('iframe'))"
    "if(f.contentWindow===e.source&&e.data&&e.data.optimizers)"
    "f.style.height=e.data.optimizers+'px'})"
)


def embedded(lesson: Lesson, t: Texts) -> list[Page]:
    """The lesson's experiments, each as a page."""
    return [_page(lesson, section, shown, t) for section, shown in _shown(lesson)]


def _shown(lesson: Lesson) -> Iterator[tuple[str, Claim | Question]]:
    """The lesson's claims and questions, each with the mark of its section."""
    for section, several in (
        ("strengths", lesson.strengths),
        ("weaknesses", lesson.weaknesses),
        ("predict", lesson.questions),
    ):
        for shown in several:
            yield section, shown


def titles(lesson: Lesson, t: Texts) -> dict[str, str]:
    """What the lesson's experiments are called, by their keys."""
    parts = words(lesson, t.lang).sections
    return {
        lesson.key_of(shown.key): parts[section].parts[shown.key].title
        for section, shown in _shown(lesson)
    }


def path(lesson: Lesson, key: str, lang: str) -> str:
    """The page of an experiment, below the site's root."""
    return f"{lang}/embed/{lesson.key_of(key)}.html"


def _page(lesson: Lesson, section: str, shown, t: Texts) -> Page:
    title = words(lesson, t.lang).sections[section].parts[shown.key].title
    written = Written(lesson, words(lesson, t.lang), Packed(t), "")
    figure = experiment(lesson.key_of(shown.key), shown.experiment, written, picture=False)
    body = tag("div", tag("h1", title, class_="hidden-head"), figure)
    place, packed = path(lesson, shown.key, t.lang), written.packed.message()
    return Page(t, place, title, body, packed, kind="embed", chrome=False, stands=False)


def snippet(site: str, key: str, t: Texts) -> Markup:
    """The HTML that shows an experiment of the course on another page.

    site: the address at which the site lies. key: of the experiment, as in "4-flat-ground".
    Raises KeyError where the course has no such experiment.
    """
    known = {
        lesson.key_of(shown.key): (path(lesson, shown.key, t.lang), title)
        for lesson in COURSE
        for (_, shown), title in zip(_shown(lesson), titles(lesson, t).values(), strict=True)
    }
    place, title = known[key]
    return framed(f"{site.rstrip('/')}/{place}", title)


def framed(address: str, title: str) -> Markup:
    """A frame around a page of the site that takes the page's own height.

    address: on the web; in such a frame a browser lets no file load its script. title: what a
    screen reader calls it.
    """
    style = f"width:100%;height:{TALL}px;border:0"
    frame = tag(
        "iframe",
        src=address,
        title=title,
        loading="lazy",
        sandbox=SANDBOX,
        style=style,
    )
    return Markup(f"{frame}\n<script>{_LISTEN}</script>")
