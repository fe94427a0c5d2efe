"""Practice: everything that can be done, by lessons; or what a teacher has chosen of it."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import streamlit as st

from lessons import Lesson
from lessons.exercises.handed import Handed
from lessons.exercises.progress import LONGEST_FILE, read
from lessons.exercises.tasks import Task, tasks
from player.page import keep_place, text_files
from ui.course.lesson import title as lesson_title
from ui.course.progress import done as known
from ui.course.progress import join, remember
from ui.frame.form import given
from ui.frame.heading import MEASURE
from ui.frame.put import put_only_link
from ui.frame.setting import SEPARATOR, Choice, Setting
from ui.frame.text import language, t
from ui.practice.handin import hand_in, handed_in, left_out, show_work
from ui.practice.task import do, done, mark, pose_tasks_again, title
from ui.share.hand_out import address, public
from ui.share.task import KEPT

CHOOSING = "practice.choosing"
MOST = 40
"""Exercises that an assignment may have."""
# On a telephone a title may take two lines.
STYLE = '<style>[class*="st-key-go-"] button p { text-align: left; }</style>'
ICONS = {"question": "psychology", "compute": "calculate", "write": "edit", "aim": "flag"}


@dataclass(frozen=True)
class Keys(Setting):
    """Exercises one after another, as a teacher chose them; what is not known is left out."""

    def spelled(self, texts: Sequence[str]) -> tuple[str, ...] | None:
        listed = _listed(texts[-1])
        return tuple(key for key in listed if key in tasks())[:MOST] if listed else None


def _listed(text: str) -> list[str]:
    """The exercises that a link names, each once, known or not."""
    return list(dict.fromkeys(filter(None, text.split(SEPARATOR)[: 2 * MOST])))


@dataclass(frozen=True)
class Asked:
    """What is to be shown. chosen: the tasks of the assignment that are known here.

    missing: how many more the assignment names. Where it names none, all tasks are offered. task:
    the one that is open. work: what was handed in, which is all that is shown then.
    """

    chosen: tuple[Task, ...] = ()
    missing: int = 0
    task: Task | None = None
    work: Handed | None = None


def asked() -> Asked:
    """What the link asks for."""
    if remember():
        pose_tasks_again()
    if work := handed_in():
        return Asked(work=work)
    said, every = given(), tasks()
    chosen = tuple(every[key] for key in said.read(Keys("set", "", ())))
    known_keys = [task.key for task in chosen] or list(every)
    key = said.read(Choice("exercise", "", "", ["", *known_keys]))
    missing = sum(name not in every for name in _listed(st.query_params.get("set", "")))
    return Asked(chosen, missing, every[key] if key else None)


def practice(now: Asked) -> None:
    """The page below its title."""
    st.html(STYLE)
    if now.work:
        _link("list", t("practice.all"), ":material/list:")
        show_work(now.work)
    elif now.task:
        _one(now, now.task)
    elif now.chosen:
        _assignment(now)
    elif now.missing:
        _link("list", t("practice.all"), ":material/list:")
        left_out(now.missing)
    else:
        _course()
    keep_place(f"practice.{now.task.key if now.task else ''}")


def _link(name: str, label: str, icon: str, **link: str) -> None:
    """A button that leads to another place of this page; name: its own on the page."""
    st.button(label, f"go.{name}", type="tertiary", icon=icon, on_click=_go, kwargs=link)


def _go(**link: str) -> None:
    """Open another place of this page; the settings of this one stay behind."""
    kept = {key: st.query_params[key] for key in ("lang", *KEPT) if key in st.query_params}
    put_only_link(kept | link)


def _chosen(now: Asked) -> dict[str, str]:
    """The part of a link that names the assignment."""
    return {"set": SEPARATOR.join(task.key for task in now.chosen)} if now.chosen else {}


def _named(task: Task) -> str:
    return t(f"practice_kind.{task.kind}", title=title(task))


def _row(now: Asked, task: Task) -> None:
    _link(task.key, _named(task), mark(task), exercise=task.key, **_chosen(now))


def _one(now: Asked, task: Task) -> None:
    """One exercise, with the ways to the others."""
    order = list(now.chosen) or list(tasks().values())
    place = order.index(task)
    with st.container(width=MEASURE):
        with st.container(horizontal=True, vertical_alignment="center"):
            label = t("practice.assignment" if now.chosen else "practice.all")
            _link("list", label, ":material/list:", **_chosen(now))
            _to_lesson(task)
            st.caption(f"{place + 1} / {len(order)}", width="content")
        _heading(task.lesson)
    do(task, MEASURE)
    with st.container(width=MEASURE, horizontal=True, horizontal_alignment="distribute"):
        for other, icon in ((place - 1, "arrow_back"), (place + 1, "arrow_forward")):
            if 0 <= other < len(order):
                near = order[other]
                _link(icon, title(near), f":material/{icon}:", exercise=near.key, **_chosen(now))
            elif other == len(order) and now.chosen:
                icon = ":material/assignment_turned_in:"
                _link("finish", t("practice.finish"), icon, **_chosen(now))


def _heading(lesson: Lesson) -> None:
    """The lesson as the heading of what it has for practice."""
    with st.container(key=f"section-{lesson.id}"):
        st.markdown(f"## {lesson_title(lesson)}")


def _to_lesson(task: Task) -> None:
    number = task.lesson.number
    st.page_link(
        "pages/lessons.py",
        label=t("practice.lesson", number=number) if number else lesson_title(task.lesson),
        icon=":material/menu_book:",
        query_params={"lesson": task.lesson.id, "lang": language()},
    )


def _tally(several: Sequence[Task]) -> None:
    count = sum(map(done, several))
    said = t("practice.progress", done=count, total=len(several))
    st.progress(count / len(several), said)


def _assignment(now: Asked) -> None:
    """What the teacher chose, in order, and the way to hand it in."""
    with st.container(width=MEASURE):
        st.markdown(t("practice.assigned"))
        if now.missing:
            left_out(now.missing)
        _tally(now.chosen)
        with st.container(gap="xxsmall"):
            for task in now.chosen:
                _row(now, task)
        hand_in(now.chosen)


def _course() -> None:
    """All exercises by lessons, and what can be made of them."""
    every = list(tasks().values())
    with st.container(width=MEASURE):
        st.markdown(t("practice.lead"))
        _tally(every)
        choosing = st.toggle(
            t("practice.choose"),
            key=CHOOSING,
            help=t("practice.choose_help"),
            persist_state="session",
        )
        made = st.container()  # above the long list: a tick shows what it does
        chosen = [task for lesson, own in _by_lesson(every) for task in _lesson(own, choosing)]
        if choosing:
            with made:
                _make(chosen)
        else:
            hand_in(every)
            _take_along()


def _by_lesson(every: Sequence[Task]) -> Iterator[tuple]:
    return ((lesson, list(own)) for lesson, own in groupby(every, lambda task: task.lesson))


def _lesson(own: Sequence[Task], choosing: bool) -> list[Task]:
    """The exercises of a lesson; those that are ticked."""
    _heading(own[0].lesson)
    with st.container(gap="xxsmall"):
        if choosing:
            return [task for task in own if _ticked(task)]
        for task in own:
            _row(Asked(), task)
    return []


def _ticked(task: Task) -> bool:
    label = f":material/{ICONS[task.kind]}: {_named(task)}"
    # What is ticked stays while the teacher looks at an exercise.
    return st.checkbox(label, key=f"practice.tick.{task.key}", persist_state="session")


def _make(chosen: Sequence[Task]) -> None:
    """The link that opens what is ticked."""
    if not chosen:
        st.info(t("practice.nothing"))
        return
    if len(chosen) > MOST:
        st.warning(t("practice.too_many", most=MOST))
        chosen = chosen[:MOST]
    keys = SEPARATOR.join(task.key for task in chosen)
    link = address(public(st.context.url or ""), {"set": keys})
    st.markdown(t("practice.made"))
    st.code(link, language=None, wrap_lines=True)


def _take_along() -> None:
    """Progress as a file, out of this browser and into it."""
    with st.expander(t("practice.along")):
        st.markdown(t("practice.along_help"))
        st.download_button(
            t("practice.save"),
            json.dumps(known().written()),
            "progress.json",
            "application/json",
            icon=":material/download:",
            on_click="ignore",
        )
        found = text_files("practice.file", t("practice.load"), ".json", LONGEST_FILE, many=1)
        for text in found.values():
            _load(text)


def _load(text: str | None) -> None:
    try:
        told = None if text is None else read(json.loads(text))
    except (ValueError, RecursionError):
        told = None
    if told is None or not told.records:
        st.error(t("practice.no_file"))
        return
    join(told)
    pose_tasks_again()
    st.rerun()
