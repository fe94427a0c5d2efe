"""What is often believed: each belief with the run that shows it, and what is counted beside it."""

import streamlit as st

from figures.lines import lines
from lessons import Lesson, words
from lessons.myths import MYTHS, TAUGHT, beliefs
from publish.stills.counted import counted
from ui.course.lesson import claim, turn_to
from ui.frame.heading import MEASURE
from ui.frame.text import language, t, texts
from ui.parts.plot import plot


def myths() -> None:
    """All beliefs in their order."""
    text = words(MYTHS, language())
    with st.container(width=MEASURE):
        st.markdown(f"# {text.title}\n\n{text.lead}")
    (section,) = text.sections.values()
    for belief in MYTHS.weaknesses:
        claim(MYTHS.key_of(belief.key), belief, section.parts[belief.key], level=2)
        _chart(belief.key)
        number = TAUGHT[belief.key]
        _way(t("myths.lesson", number=number), "menu_book", belief.key, str(number))


def leads(lesson: Lesson) -> None:
    """The beliefs that a lesson sets right, and the way to them."""
    found = [] if lesson.texts else beliefs(lesson.number)
    if not found:
        return
    (section,) = words(MYTHS, language()).sections.values()
    with st.container(width=MEASURE):
        said = "\n".join(f"- {section.parts[belief.key].title}" for belief in found)
        st.markdown(f"**{t('myths.here')}**\n\n{said}")
        _way(t("myths.all"), "psychology_alt", "all", MYTHS.id)


def _way(label: str, icon: str, name: str, to: str) -> None:
    """A button to something else of the course; a link to its own page would look pressed."""
    st.button(
        label,
        key=f"way.{name}",
        icon=f":material/{icon}:",
        type="tertiary",
        on_click=turn_to,
        args=(to,),
    )


def _chart(belief: str) -> None:
    """What is counted beside a belief, if anything is."""
    if told := counted(belief, texts()):
        with st.container(width=MEASURE):
            st.caption(told.alt)
            figure = lines(told.x, told.series, told.titles, log=told.log)
            plot(f"myths.{belief}", figure, told.alt)
