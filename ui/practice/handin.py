"""Handing in: what was done as a link, and what a teacher sees who opens it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import streamlit as st

from lessons.exercises.aim import Aim
from lessons.exercises.compute import Compute
from lessons.exercises.handed import LONGEST, Handed, handed, read_text, shorter, text
from lessons.exercises.posed import posed
from lessons.exercises.progress import Answer
from lessons.exercises.tasks import Judged, Proof, Task, typed
from lessons.exercises.write import Write
from lessons.lesson import Lesson
from lessons.own import shelf
from optimizers import HYPERS
from ui.course.lesson import title as lesson_title
from ui.course.progress import done, join, record
from ui.frame.form import given
from ui.frame.setting import Setting, packed, plain, unpacked
from ui.frame.text import listed, number, t, texts
from ui.parts.facts import facts
from ui.practice.task import part, pose_tasks_again, title
from ui.share.hand_out import address

LINK = "work"
LONGEST_LINK = 7000
"""Characters of the packed work: what browsers and servers in between let through."""
SHOWN = 60
"""Characters of an answer in the table."""


@dataclass(frozen=True)
class Work(Setting):
    """What was handed in, packed; not to be read it is an empty one."""

    def spelled(self, texts: Sequence[str]) -> Handed | None:
        return _read(texts[-1], shelf()[0]) or Handed((), done())


@lru_cache(maxsize=64)
def _read(link: str, beside: tuple[Lesson, ...]) -> Handed | None:
    """The work in a link. beside: a teacher's own lessons, by which it is remembered too: with
    others beside the course, the same link tells of more or less.
    """
    return read_text(unpacked(link, LONGEST)) if len(link) <= 2 * LONGEST_LINK else None


def hand_in(several: Sequence[Task]) -> None:
    """A button, and after it the link that shows a teacher what was done."""
    if not any(record(task.key).tries for task in several):
        st.caption(t("handin.none"))
        return
    if st.button(t("handin.make"), key="handin.make", icon=":material/assignment_turned_in:"):
        st.session_state["handin.open"] = True
    if not st.session_state.get("handin.open"):
        return
    work = handed(several, done())
    link, shortened = _packed(work), False
    while len(link) > LONGEST_LINK and (less := shorter(work)):
        work, shortened = less, True
        link = _packed(work)
    st.markdown(t("handin.made"))
    st.code(address(st.context.url or "", {LINK: link}), language=None, wrap_lines=True)
    if shortened:
        st.caption(t("handin.shortened"))


def _packed(work: Handed) -> str:
    return packed(text(work))


def handed_in() -> Handed | None:
    """The work that the link holds, if it holds any; without exercises if it is not to be read."""
    return given().read(Work(LINK, "", None))


def left_out(count: int) -> None:
    """Say that so many exercises belong to a lesson which is not taught here."""
    st.warning(t("handin.missing", count=count), icon=":material/menu_book:")


def show_work(work: Handed) -> None:
    """What was handed in, judged again."""
    if work.missing:
        left_out(work.missing)
    elif not work.tasks:
        st.error(t("handin.unreadable"))
    if not work.tasks:
        return
    with st.spinner(t("handin.judging")):
        proofs = _proofs(work)
    right = sum(proof.right for _, proof in proofs)
    st.markdown(t("handin.summary", right=right, total=len(proofs)))
    facts([_row(task, proof) for task, proof in proofs], "handin")
    st.caption(t("handin.believed"))
    label, why = t("handin.take"), t("handin.take_help")
    st.button(label, key="handin.take", help=why, on_click=_take, args=(work,))


@lru_cache(maxsize=64)
def _proofs(work: Handed) -> list[tuple[Task, Proof]]:
    return work.proofs


def _take(work: Handed) -> None:
    """Go on with this work in this browser; what is further here stays."""
    join(work.progress)
    pose_tasks_again()
    st.toast(t("handin.taken"))


def _row(task: Task, proof: Proof) -> dict[str, str]:
    wrong, why = "–", "–"
    if proof.wrong:
        count, answer, judged = proof.wrong
        wrong = t("handin.at_try", answer=_quoted(_said(task, answer)), count=count)
        why = _mistake(task, judged)
    names = ("exercise", "tries", "right", "wrong", "why")
    state = "yes" if proof.right else "no" if proof.told else "gone" if proof.tries else "none"
    name = f"{task.lesson.number or lesson_title(task.lesson)} · {title(task)}"
    cells = (name, str(proof.tries), t(f"handin.state_{state}"), wrong, why)
    return {t(f"handin.column_{key}"): cell for key, cell in zip(names, cells, strict=True)}


def _said(task: Task, answer: Answer) -> str:
    """An answer as text."""
    thing = task.thing
    if isinstance(thing, Compute):
        found = typed(thing, answer)
        return " · ".join(found[1] if found else ())
    if isinstance(thing, Write):
        return " ⏎ ".join(answer["text"].splitlines())
    if isinstance(thing, Aim):
        return _posed(thing, answer)
    return part(task.lesson, thing).options[answer["choice"]].label


def _posed(aim: Aim, answer: Answer) -> str:
    settings = posed(aim.experiment, answer)
    if settings is None:
        return ""
    knobs = [f"{_knob(aim, knob)} = {plain(value)}" for knob, value in settings[1]]
    start = [f"({', '.join(map(number, settings[0]))})"] if aim.free else []
    return listed([*start, *knobs])


def _knob(aim: Aim, knob: str) -> str:
    """What a knob is called."""
    run, _, name = knob.rpartition(".")
    return f"{aim.experiment.label(run, texts())} {HYPERS[name].plain}" if run else knob


def _mistake(task: Task, judged: Judged) -> str:
    """What was wrong with it."""
    thing: Any = task.thing
    if judged.mistake == "foreign":
        return t("write.foreign", name=_quoted(judged.name))
    if judged.mistake == "unread":
        return t("handin.unread")
    if isinstance(thing, Write) and judged.mistake == "other":
        return t("handin.other_path")
    if isinstance(thing, Write):
        return t("write.slipped", hint=t(f"slip.{judged.mistake}"))
    if isinstance(thing, Compute) and judged.mistake in {slip.kind for slip in thing.slips}:
        return t("compute.slipped", hint=t(f"slip.{judged.mistake}"))
    if isinstance(thing, Compute):
        return t(f"slip.{judged.mistake}")
    if isinstance(thing, Aim):
        return t("aims.missed")
    return t("handin.came", answer=part(task.lesson, thing).options[judged.mistake].label)


def _quoted(answer: str) -> str:
    """A stranger's text as text: short, and harmless between the marks of code."""
    short = answer if len(answer) <= SHOWN else f"{answer[:SHOWN]}…"
    plain = "".join(c if c.isprintable() and c != "`" else " " for c in short)
    return f"`{plain or ' '}`"
