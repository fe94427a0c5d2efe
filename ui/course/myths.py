"""What is often believed: each belief with the run that shows it, and what is counted beside it."""

import streamlit as st

from figures import style_of
from figures.lines import Series, lines
from lessons import Lesson, words
from lessons.myths import MYTHS, TAUGHT, beliefs
from lessons.myths.counted import DIMENSIONS, DRAWS, SIZES, bowls, descending, solving
from optimizers import OPTIMIZERS
from ui.course.lesson import MEASURE, claim
from ui.frame.text import language, t
from ui.parts.plot import plot

SAMPLES, STEPS = 10, 100
"""Samples for each parameter, and steps of descent, in what is counted."""


def myths() -> None:
    """All beliefs in their order."""
    text = words(MYTHS, language())
    with st.container(width=MEASURE):
        st.markdown(f"# {text.title}\n\n{text.lead}")
    (section,) = text.sections.values()
    for belief in MYTHS.weaknesses:
        claim(f"{MYTHS.id}-{belief.key}", belief, section.parts[belief.key], level=2)
        if belief.key in COUNTED:
            COUNTED[belief.key]()
        st.page_link(
            "pages/lessons.py",
            label=t("myths.lesson", number=TAUGHT[belief.key]),
            icon=":material/menu_book:",
            query_params={"lesson": str(TAUGHT[belief.key]), "lang": language()},
        )


def leads(lesson: Lesson) -> None:
    """The beliefs that a lesson sets right, and the way to them."""
    found = [] if lesson.texts else beliefs(lesson.number)
    if not found:
        return
    (section,) = words(MYTHS, language()).sections.values()
    with st.container(width=MEASURE):
        said = "\n".join(f"- {section.parts[belief.key].title}" for belief in found)
        st.markdown(f"**{t('myths.here')}**\n\n{said}")
        st.page_link(
            "pages/lessons.py",
            label=t("myths.all"),
            icon=":material/psychology_alt:",
            query_params={"lesson": MYTHS.id, "lang": language()},
        )


def _costs() -> None:
    """Solving against descending, for ever more parameters."""
    series = [
        Series(t("myths.solving"), solving(SIZES, SAMPLES * SIZES), style_of(OPTIMIZERS["adam"])),
        Series(
            t("myths.descending", steps=STEPS),
            descending(SIZES, SAMPLES * SIZES, STEPS),
            style_of(OPTIMIZERS["sgd"]),
        ),
    ]
    axes = (t("myths.parameters"), t("myths.multiplications"))
    _chart("costs", lines(SIZES, series, axes, log=(True, True)), t("myths.costs_alt"))


def _bowls() -> None:
    """How seldom a point without slope is a minimum, for ever more dimensions."""
    series = [
        Series(t("myths.share"), [100 * share for share in bowls()], style_of(OPTIMIZERS["sgd"]))
    ]
    figure = lines(DIMENSIONS, series, (t("myths.dimensions"), t("myths.percent")))
    _chart("bowls", figure, t("myths.bowls_alt", draws=f"{DRAWS:,}".replace(",", " ")))


def _chart(key: str, figure, alt: str) -> None:
    with st.container(width=MEASURE):
        st.caption(alt)
        plot(f"myths.{key}", figure, alt)


COUNTED = {"zero-and-done": _costs, "local-minima": _bowls}
"""What is counted beside a belief's run."""
