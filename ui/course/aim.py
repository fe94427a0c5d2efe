"""An aim on the page: its goal, its knobs, the player under the hand, and how far one has got."""

import streamlit as st

from lessons import Lesson
from lessons.exercises.aim import MISSED, Aim, Reached, reached
from lessons.exercises.aims import AIMS
from lessons.exercises.posed import Posed, declared, written
from lessons.exercises.posed import posed as posed_so
from ui.compare.story import story
from ui.course.experiment import compared, footer, pose_again, posed, show
from ui.course.progress import answered, record, remember_one
from ui.frame.lock import touchable
from ui.frame.setting import plain
from ui.frame.text import language, t


def lead_to_aims(lesson: Lesson, width: int) -> None:
    """The ways to the aims of a lesson, under a heading of their own."""
    own = [aim for aim in AIMS.values() if lesson.asks(aim)]
    if not own:
        return
    with st.container(width=width):
        st.markdown(f"## {t('aims.heading')}\n\n{t('aims.lead')}")
        for aim in own:
            st.page_link(
                "pages/practice.py",
                label=t(f"aim.{aim.key}.title"),
                icon=":material/flag:",
                query_params={"exercise": aim.record, "lang": language()},
            )


def pose_aim_again(aim: Aim) -> None:
    """Put its knobs where the learner had them last."""
    last = record(aim.record).last
    if last and (settings := posed_so(aim.experiment, last)):
        pose_again(aim.record, settings)


@st.fragment
def attempt(aim: Aim, width: int) -> None:
    """The aim, to be tried: whatever is set is judged as soon as the hand rests."""
    key, title = aim.record, t(f"aim.{aim.key}.title")
    movable = aim.free and touchable(f"{key}.start", f"{title}: {t('compare.start')}")
    with st.container(width=width):
        free = f"\n\n{t('aims.free')}" if movable else ""
        st.markdown(f"### {title}\n\n{t(f'aim.{aim.key}.goal')}{free}")
        now = posed(key, aim.experiment, title)
        found = reached(aim, now)
        first = _count(key, aim, now, found)
        st.markdown(f"{_verdict(aim, found)}\u2002{_tally(key, aim)}")
    show(key, aim.experiment, now, movable=movable)
    with st.container(width=width):
        story(compared(aim.experiment, now), key)
        remember_one(key)
    footer(key, aim.experiment, now)
    if first:
        st.rerun()  # the whole page, since marks of progress stand elsewhere on it


def _count(key: str, aim: Aim, now: Posed, found: Reached) -> bool:
    """Notes a try where start or knobs have changed; whether it is the first that succeeds."""
    seen, before = f"{key}.judged", record(key)
    last, st.session_state[seen] = st.session_state.get(seen), now
    kept = before.last and posed_so(aim.experiment, before.last)
    if last is None or now in (last, kept, declared(aim.experiment)):
        return False
    best = _best(key, aim)
    answered(key, written(now), found.goal, best=found.beats(best))
    return found.goal and not before.right


def _best(key: str, aim: Aim) -> Reached:
    """The best of the learner's own tries."""
    kept = record(key).best
    settings = posed_so(aim.experiment, kept) if kept else None
    return reached(aim, settings) if settings else MISSED


def cost(aim: Aim, value: float) -> str:
    """A cost in words."""
    return t(f"aim.{aim.key}.cost", cost=plain(value))


def _verdict(aim: Aim, found: Reached) -> str:
    """Whether it is reached, or what is missing."""
    if found.goal:
        return f":green[:material/flag: **{t('aims.reached', cost=cost(aim, found.cost))}**]"
    return f":material/outlined_flag: {t('aims.missed')} {_missing(aim, found)}"


def _missing(aim: Aim, found: Reached) -> str:
    if found.missing == "short":
        return t(f"aim.{aim.key}.short", cost=cost(aim, found.cost))
    return t(f"aims.missed_{found.missing}")


def _tally(key: str, aim: Aim) -> str:
    """Tries, the best of them, and after the first success the par."""
    best = _best(key, aim)
    said = [t("aims.tries", count=record(key).tries)]
    if best.goal:
        said += [t("aims.best", cost=cost(aim, best.cost)), t("aims.par", cost=cost(aim, aim.par))]
    return " · ".join(said)
