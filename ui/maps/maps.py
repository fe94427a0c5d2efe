"""What the maps share: their outcomes, their axes, their table, the place pointed at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import streamlit as st

from export import outcomes_csv
from expressions.symbols import symbol
from figures.maps import COLORS
from locales import whole_percent
from optimizers import Optimizer
from player.chart import LegendEntry
from simulation import Outcome
from simulation.many.grids import STARTS, Grid
from surfaces import SURFACES
from ui.frame.form import Form, given
from ui.frame.put import put_link
from ui.frame.setting import Number, Setting, parsed
from ui.frame.text import named, t
from ui.parts.progress import with_bar
from ui.serving.shared import Report, Shared
from ui.settings.declared import hyper, hyper_label

T = TypeVar("T")
MEMORY = 128 * 2**20
"""Bytes of outcomes that are kept: 40 maps of 256 x 256 cells, or 160 of the usual 128 x 128."""
CELLS = (1, 8, 16, 32, 64, 128, 256)
MOST = 20_000_000
"""The maximum number of steps that are worked out for a picture: a link cannot ask for more."""
KEPT = Shared(MEMORY, lambda outcome: sum(array.nbytes for array in vars(outcome).values()))


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
class MapPlace(Setting):
    """A place on a map: a number for some keys, `lr:0.1,beta1:0.9` in the link."""

    def spelled(self, texts: Sequence[str]) -> dict[str, float] | None:
        pairs = [part.split(":") for part in texts[-1].split(",") if part]
        found = [(pair[0], parsed(pair[1])) for pair in pairs if len(pair) == 2]
        place = {key: value for key, value in found if value is not None}
        return place if len(found) == len(pairs) and None not in dict(found).values() else None


def pointed(defaults: Mapping[str, T]) -> dict[str, float | T]:
    """The place on a map that the link points at, by key."""
    found = given().read(MapPlace("at", t("maps.cell"), {}))
    return {key: found.get(key, default) for key, default in defaults.items()}


def point(keys: Sequence[str], panel: str, *values: float) -> None:
    """Let the link point at a place on a map."""
    pairs = zip(keys, values, strict=False)
    put_link("at", ",".join(f"{key}:{value:.6g}" for key, value in pairs))


def legend_of(present: Mapping[str, float]) -> list[LegendEntry]:
    """One entry for each kind of cell that has no place on the colour scale."""
    return [
        LegendEntry(f"{t(f'map_kind.{name}')} {whole_percent(share)}", COLORS[name])
        for name, share in present.items()
    ]


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
