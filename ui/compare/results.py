"""What follows from a comparison's settings: the picture, words, numbers, and files to take."""

import streamlit as st

from simulation.comparison import Comparison
from ui.compare.sliders import compared
from ui.compare.stage import pick_curve, played, present, table, title
from ui.compare.story import story
from ui.compare.takeaway import take_away
from ui.frame.formula import derivation, rules, unfolded
from ui.frame.text import listed, t
from ui.settings.settings import movable, pick_comparison, rates_mode
from ui.settings.stability import readout

PLAYER = "compare"
AT_ORIGIN = 1e-9


def pick() -> tuple[Comparison, str, bool]:
    """The comparison, the key of the curve under it, and whether there are arrows at the heads.

    Raises surfaces.FormulaError as `ui.settings.settings.pick_comparison` does.
    """
    return pick_comparison(), *pick_curve()


def results(settings: tuple[Comparison, str, bool], complete: bool) -> None:
    """All that follows from the settings. complete: not the picture alone."""
    comparison, curve, arrows = settings
    title(comparison.surface)
    runs = [played(comparison, run, curve, arrows) for run in comparison.runs]
    turned = compared(comparison, rates_mode())
    present(PLAYER, comparison, runs, curve=curve, live=turned, awaited=True)
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
    if not comparison.surface.equal_axes:
        notes.append(t("compare.unequal_axes"))
    if names := helped_by_decay(comparison):
        notes.append(t("compare.decay_helps", names=listed(names)))
    st.caption("  \n".join(notes))


def helped_by_decay(comparison: Comparison) -> list[str]:
    """The runs whose weight decay pulls them to a minimum, because it lies at the origin."""
    minima = comparison.surface.minima
    if not any(abs(point.x) < AT_ORIGIN and abs(point.y) < AT_ORIGIN for point in minima):
        return []
    return [run.label for run in comparison.runs if run.values.get("decay")]
