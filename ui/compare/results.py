"""What follows from a comparison's settings: the picture, words, numbers, and files to take."""

from collections.abc import Iterator
from dataclasses import replace

import streamlit as st

from player import reach, swap, touched
from simulation.comparison import Comparison, Run
from ui.compare.stage import pick_curve, present, table, title
from ui.compare.steer import around, steerable
from ui.compare.story import story
from ui.compare.takeaway import take_away
from ui.frame.formula import derivation, rules, unfolded
from ui.frame.quiet import quietly
from ui.frame.text import language, listed, speak, t
from ui.settings.settings import Live, movable, pick_comparison, rates_mode
from ui.settings.stability import readout

PLAYER = "compare"
AT_ORIGIN = 1e-9


def pick(live: Live | None = None) -> tuple[Comparison, str, bool]:
    """The comparison, the key of the curve under it, and whether there are arrows at the heads.

    live: as for `ui.settings.settings.pick_comparison`. Raises surfaces.FormulaError as it does.
    """
    return pick_comparison(live), *pick_curve()


@st.fragment
def results(first: tuple[Comparison, str, bool], complete: bool, calls: Iterator[int]) -> None:
    """All that follows from the settings. It runs again by itself when a run's sliders rest.

    first: the settings for the first of the `calls`; later they are read anew. complete:
    not the picture alone.
    """
    speak(language())
    comparison, curve, arrows = first
    if next(calls):
        with quietly():
            comparison, curve, arrows = pick()
        if replace(comparison, runs=first[0].runs) != first[0]:
            st.rerun()  # the start was put elsewhere: its fields are outside
    title(comparison.surface)
    runs = [steerable(comparison, run, curve, arrows) for run in comparison.runs]
    present(PLAYER, comparison, runs, curve=curve, awaited=True)
    if not complete:
        return
    st.markdown(t(f"surface.{comparison.surface.key}.teaches"))
    if comparison.runs:
        _notes(comparison)
    story(comparison)
    table(comparison)
    take_away(comparison)
    if (details := unfolded("compare.rules")).open:
        with details:
            rules({run.optimizer.key: run.optimizer for run in comparison.runs}.values())
    if (details := unfolded("compare.under_the_hood")).open:
        with details:
            derivation(comparison.surface)
            readout(comparison)


def restage(comparison: Comparison, run: Run, *, curve: str, arrows: bool) -> None:
    """Show one run with other hyper-parameters, before the page runs again."""
    swap(PLAYER, comparison.surface, steerable(comparison, run, curve, arrows))


@st.fragment
def ahead() -> None:
    """Send the paths around a slider when a hand comes to it: it runs again by itself then."""
    speak(language())
    if asked := touched(PLAYER):
        with quietly():
            comparison, curve, arrows = pick()
        reach(PLAYER, comparison.surface, around(comparison, *asked, curve, arrows))
    else:
        reach(PLAYER)


def _notes(comparison: Comparison) -> None:
    """What is to be known of the picture, in one text: a line each."""
    notes = [t(f"compare.mode_{rates_mode()}")]
    if movable(comparison.surface):
        notes.insert(0, t("compare.hint"))
    if comparison.schedule:
        notes.append(t("compare.scheduled", name=t(f"schedule.{comparison.schedule.key}.name")))
    if comparison.noise:
        notes.append(t("compare.noisy", noise=f"{comparison.noise:g}"))
    elif comparison.surface.sampler is None:
        notes.append(t("compare.plain_sgd"))
    if names := helped_by_decay(comparison):
        notes.append(t("compare.decay_helps", names=listed(names)))
    st.caption("  \n".join(notes))


def helped_by_decay(comparison: Comparison) -> list[str]:
    """The runs whose weight decay pulls them to a minimum, because it lies at the origin."""
    minima = comparison.surface.minima
    if not any(abs(point.x) < AT_ORIGIN and abs(point.y) < AT_ORIGIN for point in minima):
        return []
    return [run.label for run in comparison.runs if run.values.get("decay")]
