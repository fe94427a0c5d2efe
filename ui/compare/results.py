"""Compare: its settings, and what follows from them: the picture, words, numbers, and files."""

from dataclasses import dataclass

import streamlit as st

from player.comparison import UNDER_PANELS
from simulation.comparison import Comparison
from ui.compare.sliders import compared
from ui.compare.stage import played, present, table, title
from ui.compare.story import story
from ui.compare.takeaway import take_away
from ui.frame.form import Form
from ui.frame.lock import bare
from ui.frame.setting import Choice, Switch
from ui.frame.text import listed, t
from ui.parts.formula import derivation, rules, unfolded
from ui.settings.comparison import Compared, read_comparison
from ui.settings.stability import readout
from ui.settings.surface import movable

PLAYER = "compare"
AT_ORIGIN = 1e-9


@dataclass(frozen=True)
class Settings:
    """A comparison, the key of the curve under it, and whether arrows are drawn at the heads."""

    compared: Compared
    curve: str
    arrows: bool

    @property
    def comparison(self) -> Comparison:
        return self.compared.comparison


def read(form: Form) -> Settings:
    """All settings of Compare. Raises surfaces.FormulaError as `read_comparison` does."""
    compared = read_comparison(form)
    curve = Choice(
        "curve",
        t("compare.curve"),
        "loss",
        list(UNDER_PANELS),
        reads=lambda name: t(f"compare.curve_{name}"),
        look="buttons",
    )
    arrows = Switch("arrows", t("compare.arrows"), False, help=t("compare.arrows_help"))
    drawn = form.fold(t("compare.drawn"))
    return Settings(compared, drawn.add(curve), drawn.add(arrows))


def show(settings: Settings) -> None:
    """The surface's name, and the player with all runs."""
    comparison, look = settings.comparison, (settings.curve, settings.arrows)
    if not bare():
        title(comparison.surface)
    runs = [played(comparison, run, *look) for run in comparison.runs]
    turned = compared(comparison, settings.compared.rates)
    present(PLAYER, comparison, runs, curve=settings.curve, live=turned)


def explain(settings: Settings) -> None:
    """All that stands below the player."""
    comparison = settings.comparison
    if bare():
        title(comparison.surface)
    st.markdown(t(f"surface.{comparison.surface.key}.teaches"))
    if comparison.runs:
        _notes(settings.compared)
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


def _notes(compared: Compared) -> None:
    """What is to be known of the picture, in one text: a line each."""
    comparison = compared.comparison
    notes = [t(f"compare.mode_{compared.rates}")]
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
    runs = (run for run in comparison.runs if run.optimizer.decays)
    return [run.label for run in runs if run.values["decay"]]
