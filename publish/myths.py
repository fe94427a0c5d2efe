"""What is often believed, as a page: each belief with its run and what the run says to it."""

from lessons import COURSE, Lesson, words
from lessons.lesson import Claim
from lessons.myths import MYTHS, TAUGHT, beliefs
from locales import Texts
from publish.experiment import Packed
from publish.lesson import Written, beside, claim
from publish.markup import Markup, join, tag
from publish.page import Page
from publish.prose import line, prose
from publish.stills.counted import chart, counted

FILE = "myths.html"


def myths_page(t: Texts, app: str = "") -> Page:
    """The page. app: the address of the full app, "" for none."""
    text = words(MYTHS, t.lang)
    written = Written(MYTHS, text, Packed(t, "nav.present"), app)
    (section,) = text.sections.values()
    head = tag("div", tag("h1", text.title), prose(text.lead), class_="text")
    several = [_belief(belief, written, section.parts[belief.key]) for belief in MYTHS.weaknesses]
    body = join(head, tag("div", tag("h2", section.title), class_="text"), *several)
    return Page(t, f"{t.lang}/{FILE}", text.title, body, written.packed.message(), text.lead)


def _belief(belief: Claim, written: Written, part) -> Markup:
    told = counted(belief.key, written.t)
    lesson = COURSE[TAUGHT[belief.key] - 1]
    label = written.t("myths.lesson", number=lesson.number)
    way = tag("a", label, href=beside(lesson, written.t.lang))
    below = tag("div", chart(told) if told else None, tag("p", way), class_="text")
    return join(claim(belief, written, part), below)


def leads(lesson: Lesson, t: Texts) -> Markup | None:
    """The beliefs that a lesson sets right, and the way to each."""
    found = beliefs(lesson.number)
    if not found:
        return None
    (section,) = words(MYTHS, t.lang).sections.values()
    ways = [
        tag(
            "li",
            tag("a", line(section.parts[one.key].title), href=f"{FILE}#{MYTHS.key_of(one.key)}"),
        )
        for one in found
    ]
    return tag("div", tag("p", tag("b", t("myths.here"))), tag("ul", *ways), class_="text")
