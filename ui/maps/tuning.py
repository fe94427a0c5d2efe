"""The tuning map: two settings of one optimizer, and the path of the cell that is pointed at."""

from functools import partial
from itertools import combinations

import streamlit as st

from figures.maps import loss_map, status_map, steps_map
from optimizers import Hyper
from player.chart import LegendEntry, Panel, chart
from simulation import Outcome
from simulation.comparison import Comparison, Run
from simulation.many.grids import STARTS, Grid, MapAxis, hyper_axis, start_axes
from ui.compare.stage import stage
from ui.compare.story import story
from ui.frame.draw import control
from ui.frame.form import Form
from ui.frame.lock import touchable
from ui.frame.setting import Choice, Ends
from ui.frame.text import listed, named, number, t
from ui.maps.maps import (
    axis_title,
    legend_of,
    outcomes,
    point,
    pointed,
    read_cells,
    read_hypers,
    sign,
    table_button,
)
from ui.parts.plot import chart_words
from ui.settings.declared import hyper_label, steps
from ui.settings.own import read_rule
from ui.settings.surface import read_start, read_surface

SHOWN = {"loss": loss_map, "steps": steps_map, "status": status_map}


def read_tuning(form: Form) -> Grid:
    """The settings of a tuning map. Raises surfaces.FormulaError for a typed formula."""
    surface = read_surface(form)
    return _read_grid(form, surface, read_start(form, surface))


def _read_range(form: Form, hyper: Hyper, count: int) -> MapAxis:
    """An axis between two of a hyper-parameter's stops."""
    key = hyper.key
    stops = [stop for stop in hyper.stops if hyper.low <= stop]
    label = f"{hyper.plain} {hyper_label(hyper)}".strip()
    ends = form.add(Ends(f"range.{key}", label, (hyper.low, hyper.high), stops))
    return hyper_axis(hyper, count, *ends)


def _read_grid(form: Form, surface, start) -> Grid:
    count = form.add(steps())
    optimizer = read_rule(form, "optimizer", t("maps.optimizer"))
    defaults = optimizer.defaults
    names = [*defaults, *STARTS[len(defaults) :]]
    pairs = {"-".join(pair): pair for pair in combinations(names, 2)}
    axes = Choice(
        f"{optimizer.key}.axes",
        t("maps.axes"),
        next(iter(pairs)),
        list(pairs),
        reads=lambda key: " × ".join(map(sign, pairs[key])),
    )
    pair = pairs[form.add(axes)]
    cells = read_cells(form, "cells", 128, surface, count)
    made = dict(zip(STARTS, start_axes(surface, cells), strict=True))
    spans = [
        made[key] if key in STARTS else _read_range(form, optimizer.hypers[key], cells)
        for key in pair
    ]
    others = read_hypers(form, optimizer, [key for key in defaults if key not in pair])
    across, up = spans
    return Grid(optimizer, surface, start, count, across, up, tuple(others.items()))


def tuning(grid: Grid) -> None:
    """A map over two hyper-parameters of one optimizer, and the path of the cell pointed at."""
    choice = Choice(
        "shown",
        t("maps.shown"),
        "loss",
        list(SHOWN),
        reads=lambda key: t(f"map_shown.{key}.name"),
        look="buttons",
        bare=True,
    )
    shown = control(choice)
    left, right = st.columns(2)
    start = dict(zip(STARTS, grid.start, strict=True))
    at = pointed({key: (start | grid.optimizer.defaults)[key] for key in grid.cells})
    column, row = grid.across.nearest(at[grid.across.key]), grid.up.nearest(at[grid.up.key])
    with left:
        outcome = outcomes([grid])[0]
        _draw(grid, outcome, shown, (column, row))
        table_button({grid.optimizer.key: (grid, outcome)})
    with right:
        _watch(grid, row, column)


def _draw(grid: Grid, outcome: Outcome, shown: str, cell: tuple[int, int]) -> None:
    titles = {key: axis_title(key, grid.optimizer) for key in grid.cells}
    scales = {name: t(f"map_shown.{name}.title") for name in ("loss", "steps")}
    made = SHOWN[shown](grid, outcome, titles | {"end": t("map_shown.loss.name")} | scales)
    bound = [LegendEntry(t("maps.bound"), shape="line")] if grid.edge() else []
    surface = t(f"surface.{grid.surface.key}.name")
    alt = t(
        "maps.tuning_alt",
        shown=t(f"map_shown.{shown}.name"),
        optimizer=named(grid.optimizer),
        surface=surface,
        across=titles[grid.across.key],
        up=titles[grid.up.key],
    )
    chart(
        "tuning",
        [Panel("map", made.figure, alt, f"{named(grid.optimizer)} · {surface}")],
        text=chart_words(),
        legend=legend_of(made.present) + bound,
        mark=(float(grid.across.values[cell[0]]), float(grid.up.values[cell[1]])),
        file=f"map-{grid.optimizer.key}-{grid.surface.key}",
        on_click=partial(point, list(titles)) if touchable("at", t("maps.cell")) else None,
    )
    st.caption(t("maps.tuning_hint"))


def _watch(grid: Grid, row: int, column: int) -> None:
    start, values = grid.settings(row, column)
    along = dict(zip(STARTS, start, strict=True)) | values
    shown = listed(f"{sign(key)} = {number(along[key])}" for key in grid.cells)
    st.markdown(f"**{t('maps.cell')}** {shown}")
    run = Run("cell", named(grid.optimizer), grid.optimizer, values)
    comparison = Comparison(grid.surface, start, grid.steps, (run,))
    stage("cell", comparison)
    story(comparison)
