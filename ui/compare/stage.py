"""A comparison on the screen: title, player and table."""

from collections.abc import Callable, Sequence
from functools import partial

from cachetools import LRUCache

from player import VIEWS, Live, PlayedRun, Slider
from player.comparison import curve_below, picture
from player.component import play
from simulation.comparison import Comparison, Run
from simulation.judge.measures import arrival, distance
from ui.compare.describe import describe
from ui.compare.goal import judge
from ui.compare.paths import trajectory
from ui.frame.form import given
from ui.frame.heading import surface_title
from ui.frame.lock import touchable
from ui.frame.put import put_link
from ui.frame.setting import Choice
from ui.frame.text import number, t, texts
from ui.parts.facts import facts
from ui.settings.kept import kept
from ui.settings.surface import movable, put_start


def title(surface) -> None:
    """The surface's name and formula."""
    surface_title(t(f"surface.{surface.key}.name"), surface)


def played(comparison: Comparison, run: Run, curve: str, arrows: bool = False) -> PlayedRun:
    """The run as the player shows it, with `curve` (a key of UNDER_PANELS) under the panels."""
    return picture(comparison.surface, run, trajectory(comparison, run), curve, arrows)


def _place(comparison: Comparison) -> str:
    """Where the runs begin: another start or surface is played from there, not shown as run."""
    return repr((comparison.surface.key, comparison.surface.formula, comparison.start))


def stage(key: str, comparison: Comparison, *, curve: str = "loss", arrows: bool = False) -> None:
    """The player with all runs of `comparison`; a click in a panel moves the start."""
    runs = [played(comparison, run, curve, arrows) for run in comparison.runs]
    present(key, comparison, runs, curve=curve)


def present(
    key: str,
    comparison: Comparison,
    runs: Sequence[PlayedRun],
    *,
    curve: str = "loss",
    live: Live | None = None,
    knob: Slider | None = None,
    on_knob: Callable[[int], None] | None = None,
) -> None:
    """The player with pictures of the runs of `comparison`.

    live: as for player.play; without it no slider turns the runs. knob: as in player.Show.
    """
    judge(comparison)
    surface, said = comparison.surface, given()
    view = said.read(Choice("view", t("player.view"), VIEWS[0], VIEWS))
    meant = bool(runs) and runs[0].curve is not None
    show = describe(
        comparison,
        "compare.alt",
        movable=movable(surface),
        view=view,
        replay=_place(comparison),
        views=VIEWS if touchable("view") else (view,),
        autoplay=said.read(Choice("autoplay", "", "1", ("0", "1"))) == "1",
        knob=knob,
        **curve_below(texts(), meant, curve),
    )
    play(
        key,
        surface,
        runs,
        show,
        live=live or Live(comparison),
        on_start=partial(put_start, surface),
        on_view=partial(put_link, "view") if touchable("view") else None,
        on_knob=on_knob,
    )


@kept(LRUCache(4096))
def _outcome(
    comparison: Comparison, run: Run
) -> tuple[float, float | None, int | None, int | None]:
    """Last loss, last distance to the nearest minimum, and when a run arrived and diverged."""
    surface, path = comparison.surface, trajectory(comparison, run)
    away = distance(surface, path.theta)
    last = None if away is None else float(away[-1])
    return float(path.loss[-1]), last, arrival(surface, path), path.diverged_at


def table(comparison: Comparison) -> None:
    """The same facts as the picture, in numbers."""
    heads = [
        t(f"table.{name}") for name in ("optimizer", "loss", "distance", "reached", "diverged")
    ]
    none, never = t("table.none"), t("table.never")
    rows = []
    for run in comparison.runs:
        loss, away, *steps = _outcome(comparison, run)
        counts = [never if step is None else str(step) for step in steps]
        cells = [run.label, number(loss), none if away is None else number(away), *counts]
        rows.append(dict(zip(heads, cells, strict=True)))
    facts(rows)
