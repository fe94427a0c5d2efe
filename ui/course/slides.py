"""The experiments of the course as slides, for a projector."""

from dataclasses import dataclass
from functools import cache
from math import ceil
from unicodedata import east_asian_width

import streamlit as st

from lessons import COURSE, Claim, Lesson, Question
from lessons import words as read
from player.component import play
from ui.compare.describe import describe
from ui.compare.stage import played
from ui.frame.form import given
from ui.frame.setting import Choice
from ui.frame.text import language, t

# Everything on the page is laid out for 580 px and enlarged to the width of the screen, so that on
# 1280 px the smallest letters have 24.
STYLE = """<style>
[data-testid="stHeader"], [data-testid="stSidebar"] { display: none; }
[data-testid="stMainBlockContainer"] { padding: 8px 16px 0; }
[data-testid="stMainBlockContainer"] > [data-testid="stVerticalBlock"] { gap: 4px; }
.st-key-slide-head { flex-wrap: nowrap; }
.st-key-slide-head h1 { padding: 0; font-size: 1rem; }
[class*="st-key-present-"] kbd { display: none; }
[class*="st-key-present-"] p { position: absolute; width: 1px; height: 1px; overflow: hidden; }
.player-legend-row .player-value, .player-key { display: none; } /* the key may tell the answer */
.player-image, .player-page, .player-loop, .player-speed { display: none !important; }
@media (min-width: 960px) { [data-testid="stMain"] { zoom: 1.65; } }
@media (min-width: 1280px) { [data-testid="stMain"] { zoom: 2.2; } }
@media (min-width: 1600px) { [data-testid="stMain"] { zoom: 2.75; } }
@media (min-width: 1920px) { [data-testid="stMain"] { zoom: 3.3; } }
@media (min-width: 2560px) { [data-testid="stMain"] { zoom: 4.4; } }
@media (min-width: 3840px) { [data-testid="stMain"] { zoom: 6.6; } }
</style>"""


OR = " \N{EN SPACE}·\N{EN SPACE} "


@dataclass(frozen=True)
class Slide:
    """One experiment of a lesson. section: the section of the lesson that it belongs to."""

    lesson: Lesson
    section: str
    shown: Claim | Question

    @property
    def key(self) -> str:
        return f"{self.lesson.number}-{self.shown.key}"

    @property
    def asks(self) -> bool:
        return isinstance(self.shown, Question)


@cache
def slides() -> dict[str, Slide]:
    """Every experiment of the course by its key, in the order of the lessons."""
    found = [
        Slide(lesson, section, shown)
        for lesson in COURSE
        for section, several in (
            ("strengths", lesson.strengths),
            ("weaknesses", lesson.weaknesses),
            ("predict", lesson.questions),
        )
        for shown in several
    ]
    return {slide.key: slide for slide in found}


def current() -> Slide:
    """The slide that the link names, or the first of the lesson that it names."""
    said, known = given(), slides()
    firsts = {str(slide.lesson.number): key for key, slide in reversed(known.items())}
    lesson = said.read(Choice("lesson", "", str(_nth(0).lesson.number), list(firsts)))
    return known[said.read(Choice("slide", "", firsts[lesson], list(known)))]


def _nth(place: int) -> Slide:
    return list(slides().values())[place]


def turn(slide: Slide) -> None:
    """Title and place of the slide, and the ways to the next, the one before, and out."""
    st.html(STYLE)
    order = list(slides())
    place = order.index(slide.key)
    part = _part(slide)
    with st.container(key="slide-head", horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.title(part.title, anchor=False)
        st.caption(f"{place + 1} / {len(order)}", width="content")
        before, after = _nth(max(place - 1, 0)), _nth(min(place + 1, len(order) - 1))
        _button("present.before", "arrow_back", "PageUp", on_click=_go, args=(before.key,))
        _button("present.after", "arrow_forward", "PageDown", on_click=_go, args=(after.key,))
        if _button("present.leave", "close", "Escape"):
            lesson = {"lesson": str(slide.lesson.number), "lang": language()}
            st.switch_page("pages/lessons.py", query_params=lesson)
    if slide.asks:
        st.caption(OR.join(option.label for option in part.options.values()))


def _button(name: str, icon: str, shortcut: str, **reaction) -> bool:
    settings = {"icon": f":material/{icon}:", "type": "tertiary", "width": "content"}
    return st.button(
        t(name), key=name, shortcut=shortcut, help=t("present.keys"), **settings, **reaction
    )


def _go(key: str) -> None:
    st.query_params["slide"] = key


def _part(slide: Slide):
    return read(slide.lesson, language()).sections[slide.section].parts[slide.shown.key]


def _lines(text: str) -> int:
    """About how many lines `text` takes on a slide; a Chinese letter is as wide as two others."""
    wide = sum(east_asian_width(letter) in "WF" for letter in text)
    return ceil((len(text) + wide) / 74)


def show(slide: Slide) -> None:
    """The player, its keys open to the whole page. A question waits for the class to answer."""
    comparison = slide.shown.experiment.comparison()
    many = len(comparison.runs) > 3  # their legend has a second row
    asked = OR.join(option.label for option in _part(slide).options.values()) if slide.asks else ""
    view = "overlay" if many else "panels"
    play(
        "slide",
        comparison.surface,
        [played(comparison, run, "loss") for run in comparison.runs],
        describe(
            comparison,
            "lesson.alt",
            movable=False,
            replay=slide.key,
            autoplay=not slide.asks,
            keys="page",
            view=view,
            views=(view,),
            least=170,
            tallest=228 - 58 * many - 26 * _lines(asked),
        ),
    )
