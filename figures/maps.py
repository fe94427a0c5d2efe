"""Maps of outcomes as plotly figures: every cell a run, every kind of end its own colour.

What has no place on a colour scale (a run that diverged, a start where the surface has no value) is
drawn as a patch of its own colour on top of it. The letters are left to the theme of the page.
"""

import colorsys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go

from figures.curves import FLOOR, value_range
from figures.look import POWER, QUIET, Style, plotly_ticks
from simulation import Outcome, Status
from simulation.many.grids import Grid, MapAxis, Profile, excess

COLORS = {
    "converged": "#3C9D8B",
    "slow": "#E8C872",
    "oscillating": "#8C7BC0",
    "diverged": "#B4523B",
    "undefined": "#8A8F98",
    "never": "#D9CBB0",
    "elsewhere": "#C9C4BC",
}
"""What a cell may be besides a value: how it ended, or why it has no value."""

SCALE = ["#0B3C5D", "#1F6F8B", "#5FA8A3", "#B4D6C1", "#EEF4E4"]
"""From few steps or little loss to many or much."""

_MINIMA = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9")
TALL = 400
INK = "#16202a"
"""What is drawn on a map, with a white rim: the map has the same colours on a dark page."""


@dataclass(frozen=True)
class MapFigure:
    """A map: the figure, and which part of the cells has each of the names in COLORS that occur."""

    figure: go.Figure
    present: Mapping[str, float]


def statuses(grid: Grid, outcome: Outcome) -> np.ndarray:
    """The name of each cell's end, a key of COLORS: its status, or undefined where f has no value
    at the start."""
    names = np.array([status.name.lower() for status in Status] + ["undefined"])
    with np.errstate(all="ignore"):
        undefined = ~np.isfinite(grid.surface.value(grid.starts))
    return names[np.where(undefined, len(Status), outcome.status)]


def status_map(grid: Grid, outcome: Outcome, labels: Mapping[str, str]) -> MapFigure:
    """How each run ended. labels: titles of the axes by key, and `end`."""
    return _map(grid, outcome, statuses(grid, outcome), None, labels)


def steps_map(grid: Grid, outcome: Outcome, labels: Mapping[str, str]) -> MapFigure:
    """The steps that each run took to the tolerance; labels also has `steps`."""
    kinds = statuses(grid, outcome)
    reached = outcome.steps_to_tolerance >= 0
    kinds = np.where(reached, "", np.where(_failed(kinds), kinds, "never"))
    z = np.where(reached, outcome.steps_to_tolerance, np.nan)
    bar = dict(title=dict(text=labels["steps"], side="right"), nticks=6)
    return _map(grid, outcome, kinds, z, labels, colorbar=bar, zmin=0, zmax=max(grid.steps, 1))


def loss_map(grid: Grid, outcome: Outcome, labels: Mapping[str, str]) -> MapFigure:
    """The final loss above the lowest known one, in decades; labels also has `loss`."""
    kinds = statuses(grid, outcome)
    kinds = np.where(_failed(kinds), kinds, "")
    z = np.where(kinds == "", np.log10(np.maximum(excess(grid, outcome), FLOOR)), np.nan)
    low, high = _decades(z)
    decades = np.arange(np.ceil(low), high + 0.01, max(1, (high - low) // 5))
    bar = dict(
        title=dict(text=labels["loss"], side="right"),
        tickvals=decades,
        # The space keeps the title off: plotly measures the powers too short.
        ticktext=[f"{_power(int(decade))}\u2003" for decade in decades],
    )
    return _map(grid, outcome, kinds, z, labels, colorbar=bar, zmin=low, zmax=high)


def basin_map(grid: Grid, outcome: Outcome, minima: Sequence[int]) -> MapFigure:
    """Which minimum each start leads to: its colour, the paler the more steps it took.

    minima: indices of all minima that some map beside this one reaches, so that a minimum has
    one colour in all of them.
    """
    kinds = statuses(grid, outcome)
    there = (outcome.minimum >= 0) & ~_failed(kinds)
    kinds = np.where(there, "", np.where(_failed(kinds), kinds, "elsewhere"))
    slot = np.searchsorted(minima, np.where(there, outcome.minimum, 0))
    pale = np.sqrt(np.maximum(outcome.steps_to_minimum, 0) / max(grid.steps, 1))
    z = np.where(there, 2 * slot + np.minimum(pale, 1.0), np.nan)
    last = max(2 * len(minima) - 1, 1)
    scale = [
        ((2 * k + end) / last, _paler(minimum_color(minimum), 0.6 * end))
        for k, minimum in enumerate(minima)
        for end in (0, 1)
    ]
    stars = dict(
        type="scatter",
        x=[point.x for point in grid.surface.minima],
        y=[point.y for point in grid.surface.minima],
        mode="markers",
        marker=dict(symbol="star", size=9, color=INK, line=dict(color="#fff", width=1)),
        hoverinfo="skip",
    )
    return _map(
        grid,
        outcome,
        kinds,
        z,
        {"start_x": "", "start_y": ""},
        stars,
        colorscale=scale or SCALE,
        zmin=0,
        zmax=last,
        bare=True,
    )


def minimum_color(index: int) -> str:
    """The colour of a surface's minimum, by its index; the first few are easy to tell apart."""
    if index < len(_MINIMA):
        return _MINIMA[index]
    parts = colorsys.hls_to_rgb(index * 0.618034 % 1, 0.35 + 0.15 * (index % 3), 0.5)
    return "#" + "".join(f"{round(255 * part):02X}" for part in parts)


def profile_figure(
    profiles: Mapping[str, Profile],
    styles: Mapping[str, Style],
    names: Mapping[str, str],
    titles: tuple[str, str],
) -> go.Figure:
    """Final loss over the rate, one line per run, its good range underlaid."""
    drawn = []
    for key, shown in profiles.items():
        style, loss = styles[key], np.maximum(shown.loss, FLOOR)
        if shown.good:
            inside = (shown.rates >= shown.good[0]) & (shown.rates <= shown.good[1])
            under = dict(line=dict(color=style.color, width=11), opacity=0.25, hoverinfo="skip")
            drawn.append(_line(shown.rates, np.where(inside, loss, np.nan), **under))
        line = dict(color=style.color, dash=style.dash, width=style.width)
        said = f"{names[key]} η %{{x:.3g}}: %{{y:.3g}}<extra></extra>"
        drawn.append(_line(shown.rates, loss, line=line, hovertemplate=said))
    losses = [shown.loss[np.isfinite(shown.loss)] for shown in profiles.values()]
    low, high = value_range([loss for loss in losses if loss.size], log=True)
    axis: dict[str, Any] = dict(type="log", **QUIET)
    powers = dict(dtick=1, exponentformat="power", tickfont=POWER)
    across = axis | powers | dict(title=titles[0])
    up = axis | plotly_ticks(low, high, 6) | dict(title=titles[1], range=[low, high])
    return go.Figure(drawn, _frame(across, up))


def _line(x: np.ndarray, y: np.ndarray, **look) -> dict:
    return dict(type="scatter", mode="lines", x=x, y=y, **look)


def _map(grid, outcome, kinds, z, labels, *above: dict, bare=False, **scale) -> MapFigure:
    """Patches for the cells with a kind, a colour scale for those whose kind is empty.

    above: what is drawn over them. bare: a small map, whose axes and colours are said elsewhere.
    The figure is made whole: added to and updated, it is checked anew each time.
    """
    drawn = []
    present = {name: float((kinds == name).mean()) for name in COLORS if (kinds == name).any()}
    hover = "<br>".join(
        f"{axis.key if bare else labels[axis.key]} %{{{letter}:.3g}}"
        for axis, letter in ((grid.across, "x"), (grid.up, "y"))
    ) + ("" if bare else f"<br>{labels['end']} %{{customdata:.3g}}")
    common = dict(
        type="heatmap",
        x=grid.across.edges,
        y=grid.up.edges,
        customdata=None if bare else outcome.loss,
        hovertemplate=hover.replace("start_", "") + "<extra></extra>",
        hoverongaps=False,
    )
    if z is not None and np.isfinite(z).any():
        bar = dict(thickness=10, outlinewidth=0, ticklen=3) | scale.pop("colorbar", {})
        look = dict(colorscale=SCALE, colorbar=bar, showscale=not bare) | scale
        drawn.append(dict(z=z.astype(np.float32), **common, **look))
    if present:
        drawn.append(dict(**_patches(kinds, list(present)), **common))
    line = grid.edge()
    if line:
        for color, width in (("#fff", 5), (INK, 2)):
            look = dict(line=dict(color=color, width=width), hoverinfo="skip")
            drawn.append(_line(line[0], line[1], **look))
    across, up = (_axis(axis, labels[axis.key]) for axis in (grid.across, grid.up))
    size = dict(height=290, margin=dict(l=34, r=8, t=4, b=24)) if bare else {}
    if bare and grid.surface.equal_axes:
        across |= dict(constrain="domain")
        up |= dict(scaleanchor="x", constrain="domain")
    return MapFigure(go.Figure([*drawn, *above], _frame(across, up) | size), present)


def _patches(kinds: np.ndarray, names: Sequence[str]) -> dict:
    """Heights and colours of a heatmap that gives the cells of each kind its own colour."""
    codes = np.full(kinds.shape, np.nan, dtype=np.float32)
    for k, name in enumerate(names):
        codes[kinds == name] = k
    n = len(names)
    scale = [((k + end) / n, COLORS[name]) for k, name in enumerate(names) for end in (0, 1)]
    return dict(z=codes, zmin=-0.5, zmax=n - 0.5, colorscale=scale, showscale=False)


def _decades(z: np.ndarray) -> tuple[float, float]:
    """The range of colours: without the few best and worst cells, that the rest be told apart."""
    finite = z[np.isfinite(z)]
    low, high = np.percentile(finite, [0.5, 95]) if finite.size else (0.0, 1.0)
    return float(low), float(max(high, low + 1))


def _power(decade: int) -> str:
    """A power of ten as it stands on plotly's axes."""
    return {0: "1", 1: "10"}.get(decade, f"10<sup>{decade}</sup>".replace("-", "−"))


def _axis(axis: MapAxis, title: str) -> dict[str, Any]:
    low, high = np.log10(axis.edges[[0, -1]]) if axis.log else axis.edges[[0, -1]]
    return dict(
        type="log" if axis.log else "linear",
        range=[low, high],
        title=dict(text=title, standoff=6),
        **(plotly_ticks(low, high, 6) if axis.log else dict(nticks=6)),
        tickangle=0,
        showgrid=False,
        **QUIET,
    )


def _frame(across: dict, up: dict) -> dict[str, Any]:
    """The layout with these axes."""
    return dict(
        template="none",
        xaxis=across,
        yaxis=up,
        height=TALL,
        margin=dict(l=56, r=10, t=6, b=44),
        dragmode=False,
        showlegend=False,
        hovermode="closest",
    )


def _failed(kinds: np.ndarray) -> np.ndarray:
    return (kinds == "diverged") | (kinds == "undefined")


def _paler(color: str, share: float) -> str:
    parts = [int(color[i : i + 2], 16) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(p + (255 - p) * share):02X}" for p in parts)
