"""Maps on the screen: what all of them share, and the tuning map."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from typing import TypeVar

import streamlit as st

from export import outcomes_csv
from expressions.symbols import symbol
from figures.maps import COLORS, loss_map, status_map, steps_map
from locales import whole_percent
from optimizers import Hyper, Optimizer
from player.chart import Entry, Panel, chart
from simulation import Outcome
from simulation.comparison import Comparison, Run
from simulation.many.grids import STARTS, Axis, Grid, hyper_axis, start_axes
from surfaces import SURFACES
from ui.compare.stage import stage
from ui.compare.story import story
from ui.frame.draw import control
from ui.frame.form import Form, given
from ui.frame.lock import touchable
from ui.frame.put import put_link
from ui.frame.setting import Choice, Ends, Number, Setting, parsed
from ui.frame.shared import Report, Shared
from ui.frame.text import listed, named, number, t
from ui.parts.plot import chart_words
from ui.parts.progress import with_bar
from ui.settings.declared import hyper, hyper_label, steps
from ui.settings.own import read_rule
from ui.settings.surface import read_start, read_surface

T = TypeVar("T")
MEMORY = 128 * 2**20
"""Bytes of outcomes that are kept: 40 maps of 256 x 256 cells, or 160 of the usual 128 x 128."""
CELLS = (1, 8, 16, 32, 64, 128, 256)
MOST = 20_000_000
"""The maximum number of steps that are worked out for a picture: a link cannot ask for more."""
KEPT = Shared(MEMORY, lambda outcome: sum(array.nbytes for array in vars(outcome).values()))
SHOWN = {"loss": loss_map, "steps": steps_map, "status": status_map}


def outcomes(grids: Sequence[Grid]) -> list[Outcome]:
    """The outcomes of maps, with a bar of progress while they are not at hand."""
    waiting = list(dict.fromkeys(grids))

    def made(show: Report) -> dict[Grid, Outcome]:
        def get(k: int, grid: Grid) -> Outcome:
            return KEPT.get(
                grid, partial(_outcome, grid), lambda share: show((k + share) / len(waiting))
            )

        return {grid: get(k, grid) for k, grid in enumerate(waiting)}

    found = with_bar(made, t("maps.progress"))
    return [found[grid] for grid in grids]


def _outcome(grid: Grid, report: Report) -> Outcome:
    return grid.outcome(lambda done, of: report(done / of))


def sign(key: str) -> str:
    """The symbol of an axis in plain text."""
    return key.removeprefix("start_") if key in STARTS else symbol(key).plain


def axis_title(key: str, rule: Optimizer) -> str:
    """What stands along an axis, of a map of this rule."""
    if key in STARTS:
        return f"{t('compare.start')} {sign(key)}"
    return " · ".join(filter(None, (sign(key), hyper_label(rule.hypers[key]))))


def read_cells(form: Form, key: str, default: int, surface, steps: int) -> int:
    """The number of cells along each axis; `steps`: of all runs of a cell together.

    A long formula that a visitor typed counts for several of ordinary length.
    """
    steps *= 1 if surface.key in SURFACES else max(1, len(surface.formula) // 30)
    asked = form.add(Number(key, t("maps.cells"), default, CELLS, help=t("maps.cells_help")))
    count = max(cells for cells in CELLS if cells == 1 or cells**2 * steps <= MOST)
    if count < asked:
        form.note(t("maps.cells_bounded", cells=count))
    return min(asked, count)


def _read_range(form: Form, hyper: Hyper, count: int) -> Axis:
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


def read_hypers(form: Form, optimizer, names: Sequence[str]) -> dict[str, float]:
    """Some hyper-parameters of the one optimizer that a map is about."""
    known, defaults = optimizer.hypers, optimizer.defaults
    return {
        name: form.add(
            hyper(f"{optimizer.key}.{name}", known[name], defaults[name], owner=named(optimizer))
        )
        for name in names
    }


@dataclass(frozen=True)
class Place(Setting):
    """A place on a map: a number for some keys, `lr:0.1,beta1:0.9` in the link."""

    def spelled(self, texts: Sequence[str]) -> dict[str, float] | None:
        pairs = [part.split(":") for part in texts[-1].split(",") if part]
        found = [(pair[0], parsed(pair[1])) for pair in pairs if len(pair) == 2]
        place = {key: value for key, value in found if value is not None}
        return place if len(found) == len(pairs) and None not in dict(found).values() else None


def pointed(defaults: Mapping[str, T]) -> dict[str, float | T]:
    """The place on a map that the link points at, by key."""
    found = given().read(Place("at", t("maps.cell"), {}))
    return {key: found.get(key, default) for key, default in defaults.items()}


def point(keys: Sequence[str], panel: str, *values: float) -> None:
    """Let the link point at a place on a map."""
    pairs = zip(keys, values, strict=False)
    put_link("at", ",".join(f"{key}:{value:.6g}" for key, value in pairs))


def legend_of(present: Mapping[str, float]) -> list[Entry]:
    """One entry for each kind of cell that has no place on the colour scale."""
    return [
        Entry(f"{t(f'map_kind.{name}')} {whole_percent(share)}", COLORS[name])
        for name, share in present.items()
    ]


def read_tuning(form: Form) -> Grid:
    """The settings of a tuning map. Raises surfaces.FormulaError for a typed formula."""
    surface = read_surface(form)
    return _read_grid(form, surface, read_start(form, surface))


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
    bound = [Entry(t("maps.bound"), shape="line")] if grid.edge() else []
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


def table_button(maps: Mapping[str, tuple[Grid, Outcome]]) -> None:
    """A button that saves maps as one table; it is made when it is asked for."""
    st.download_button(
        t("maps.csv"),
        partial(_table, maps),
        "map.csv",
        "text/csv",
        icon=":material/table:",
        on_click="ignore",
    )


def _table(maps: Mapping[str, tuple[Grid, Outcome]]) -> str:
    tables = []
    for name, (grid, outcome) in maps.items():
        text = outcomes_csv({"optimizer": name} | grid.cells, outcome)
        tables.append(text if not tables else text.partition("\n")[2])
    return "".join(tables)
