"""A lesson on the page: its sections in their order, each with what belongs to it."""

from functools import lru_cache, partial

import streamlit as st

from lessons import Claim, Lesson, Ran, TorchProgram
from lessons import words as read
from lessons.exercises.posed import declared
from lessons.text import LessonText, Part, Section
from optimizers import OPTIMIZERS
from publish.lesson import code, lesson_file
from publish.lesson import title as lesson_title
from ui.course.aim import lead_to_aims
from ui.course.exercise import exercises
from ui.course.experiment import footer, posed, show
from ui.course.glossary import glossary
from ui.course.predict import ask
from ui.frame.heading import MEASURE
from ui.frame.lock import bare
from ui.frame.put import put_only_link
from ui.frame.text import language, named, t, texts
from ui.network.lead import networks, opening
from ui.parts.facts import STYLE

FOLDED = ("source", "pytorch", "published")
"""Sections beside the main line of a lesson, which open when they are asked for."""


def title(lesson: Lesson) -> str:
    """What a lesson is called in the reader's language."""
    return lesson_title(lesson, language())


def turn_to(key: str) -> None:
    """Open something else to read; the settings of the experiments here stay behind."""
    kept = {name: st.query_params[name] for name in ("lang",) if name in st.query_params}
    put_only_link(kept | {"lesson": key})


def head(lesson: Lesson) -> str | None:
    """Title, lead, and the picture at the head of a lesson; its player's name, if it has one."""
    text = read(lesson, language())
    st.html(STYLE)
    _title(lesson, text)
    return _opening(lesson, text)


def body(lesson: Lesson) -> None:
    """The sections of the lesson."""
    text = read(lesson, language())
    if "predict" not in text.sections:
        exercises(lesson, MEASURE)
    for mark, section in text.sections.items():
        if mark == "predict":
            exercises(lesson, MEASURE)
        if mark in FOLDED:
            with st.expander(section.title, key=f"facts-{mark}", width=MEASURE):
                st.markdown(section.body)
                _below(mark, lesson, section)
        elif mark != "symbols":  # the glossary has them
            with st.container(width=MEASURE, key=f"facts-{mark}"):
                st.markdown(f"## {section.title}\n\n{section.body}")
            _below(mark, lesson, section)
        _networks(lesson, mark)
        if mark == "predict":
            lead_to_aims(lesson, MEASURE)


def _title(lesson: Lesson, text: LessonText) -> None:
    """Title and lead, the glossary, and the ways to present and to save the lesson."""
    with st.container(width=MEASURE):
        st.markdown(f"# {title(lesson)}\n\n{text.lead}")
        with st.container(horizontal=True, vertical_alignment="center"):
            glossary(text)
            if bare():
                return
            st.page_link(
                "pages/present.py",
                label=t("lesson.present"),
                icon=":material/slideshow:",
                query_params={"lesson": lesson.id, "lang": language()},
            )
            st.download_button(
                t("lesson.save"),
                partial(lesson_file, lesson, texts()),
                f"lesson-{lesson.id}.html",
                "text/html",
                icon=":material/save:",
                help=t("lesson.save_help"),
                on_click="ignore",
            )


def _below(mark: str, lesson: Lesson, section: Section) -> None:
    _BELOW.get(mark, lambda lesson, section: None)(lesson, section)


def _networks(lesson: Lesson, mark: str) -> None:
    """Experiments on networks; before the lesson on networks they are an outlook."""
    keys = lesson.networks.get(mark, ())
    if keys and "opening" not in lesson.networks:
        with st.container(width=MEASURE):
            st.caption(t("lesson.networks"))
    networks(keys, MEASURE)


def _opening(lesson: Lesson, text: LessonText) -> str | None:
    """What the lesson is about, moving, before a word is said of it; the name of its player."""
    if keys := lesson.networks.get("opening"):
        players = [opening(name, MEASURE) for name in keys]
        return players[0]
    if not lesson.strengths:
        return None
    claim = lesson.strengths[0]
    still = {"curve": False, "movable": False, "tallest": 300}
    key = lesson.key_of("opening")
    player = show(key, claim.experiment, declared(claim.experiment), **still)
    name = text.sections["strengths"].parts[claim.key].title
    st.caption(t("lesson.headed", title=name, text=t("lesson.opening")))
    return player


def _formulas(lesson: Lesson, section: Section) -> None:
    with st.container(width=MEASURE):
        for key in lesson.rules:
            if len(lesson.rules) > 1:
                st.markdown(f"**{named(OPTIMIZERS[key])}**")
            st.latex(OPTIMIZERS[key].formula)


def _sources(lesson: Lesson, section: Section) -> None:
    functions = {named(OPTIMIZERS[key]): OPTIMIZERS[key].function for key in lesson.rules}
    functions |= {f"{function.__name__}": function for function in lesson.more}
    with st.container(width=MEASURE):
        _each(functions, lambda function: st.code(code(function), language="python"))


def _each(things: dict, draw) -> None:
    """One thing alone, several in tabs."""
    places = st.tabs(list(things)) if len(things) > 1 else [st.container()]
    for spot, thing in zip(places, things.values(), strict=True):
        with spot:
            draw(thing)


def _claims(claims: tuple[Claim, ...], lesson: Lesson, section: Section) -> None:
    for one in claims:
        claim(lesson.key_of(one.key), one, section.parts[one.key])


@st.fragment
def claim(key: str, claim: Claim, part: Part, level: int = 3) -> None:
    """A claim in words, its run, and whether the run shows it with the settings as they are.

    level: of its heading.
    """
    with st.container(width=MEASURE):
        st.markdown(f"{'#' * level} {part.title}\n\n{part.body}")
    now = posed(key, claim.experiment, part.title)
    show(key, claim.experiment, now)
    holds = _holds(claim, *now)
    icon = "check" if holds else "close"
    if not holds:
        said = t("lesson.fails")
    elif now == declared(claim.experiment):
        said = t("lesson.holds")
    else:
        said = t("lesson.holds_too")
    st.caption(f":material/{icon}: {said}")
    footer(key, claim.experiment, now)


@lru_cache(maxsize=512)
def _holds(claim: Claim, start, settings) -> bool:
    return claim.holds(Ran(claim.experiment.comparison(start, dict(settings))))


def _questions(lesson: Lesson, section: Section) -> None:
    for question in lesson.questions:
        ask(lesson.key_of(question.key), question, section.parts[question.key], MEASURE)


def _programs(lesson: Lesson, section: Section) -> None:
    programs = {named(OPTIMIZERS[program.optimizer]): program for program in lesson.programs}
    with st.container(width=MEASURE):
        _each(programs, _program)


def _program(program: TorchProgram) -> None:
    code, output = st.columns((3, 1))
    code.code(program.source, language="python")
    with output:
        st.caption(t("lesson.computed"))
        st.code("\n".join(map(repr, program.numbers)), language=None)


_BELOW = {
    "formula": _formulas,
    "source": _sources,
    "strengths": lambda lesson, section: _claims(lesson.strengths, lesson, section),
    "weaknesses": lambda lesson, section: _claims(lesson.weaknesses, lesson, section),
    "predict": _questions,
    "pytorch": _programs,
}
"""What a section shows below its words."""
