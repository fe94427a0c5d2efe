"""The rotation laboratory: the same ravine at every angle."""

from collections.abc import Iterator

from figures.lines import Series, lines
from player.comparison import run_style
from simulation.comparison import Comparison, Run
from simulation.laboratory import rotation
from ui.compare.paths import trajectory
from ui.frame.text import number, t
from ui.labs.laboratory import diverged
from ui.parts.plot import plot

ALIKE = 1 + 1e-9
"""By less than this factor rounding alone changes a final loss."""
SHOWN = 1.001
"""By less than this factor a rule that sees the axes does not show it."""


def _finals(comparison: Comparison, run: Run) -> list[float]:
    turned = (rotation.turn(comparison, phi) for phi in rotation.ANGLES)
    return [float(trajectory(setting, run).loss[-1]) for setting in turned]


def over_angles(comparison: Comparison) -> None:
    """The final loss of every run over the angle."""
    series = [Series(r.label, _finals(comparison, r), run_style(r)) for r in comparison.runs]
    titles = (f"φ · {t('parameter.phi.label')}", t("table.loss"))
    at = comparison.surface.values["phi"]
    figure = lines(rotation.ANGLES, series, titles, log=(False, True), at=at)
    plot("rotation.angles", figure, t("rotation.alt"))


def findings(comparison: Comparison) -> Iterator[str | None]:
    """By what factor each run's final loss changes over the angles."""
    if comparison.noise:
        yield t("rotation.noisy")
    for run in comparison.runs:
        if trajectory(comparison, run).diverged_at is not None:
            yield diverged(comparison, run)
            continue
        finals = _finals(comparison, run)
        if rotation.at_minimum(comparison, finals).all():
            yield t("rotation.there", name=run.label)
        elif not comparison.noise:
            yield _seen(comparison, run.label, finals)


def _seen(comparison: Comparison, name: str, finals: list[float]) -> str:
    """Whether the run called `name` sees the axes, by its final losses over the angles."""
    factor = rotation.change(finals)
    if factor < ALIKE:
        return t("rotation.blind", name=name, factor=number(factor))
    if factor < SHOWN:
        return t("rotation.close", name=name)
    if rotation.at_minimum(comparison, finals).any():
        return t("rotation.arrives", name=name, loss=number(max(finals)))
    return t("rotation.sees", name=name, factor=number(factor))
