"""Basin maps and η profiles: the optimizers of a comparison from all starts, at all rates."""

from dataclasses import replace
from functools import partial

import streamlit as st

from figures.maps import COLORS, basin_map, minimum_color, profile_figure
from player.chart import LegendEntry, Panel, chart
from player.comparison import run_style
from simulation.comparison import Comparison, Run
from simulation.many.grids import basin_grid, profile, rate_grid
from surfaces import SURFACES
from ui.compare.stage import stage
from ui.compare.story import story
from ui.frame.form import Form
from ui.frame.lock import touchable
from ui.frame.text import listed, number, t
from ui.maps.maps import axis_title, outcomes, point, pointed, read_cells, table_button
from ui.parts.facts import facts
from ui.parts.plot import chart_words
from ui.settings.comparison import read_comparison
from ui.settings.surface import choose_surface, movable, put_start

LEGEND = 12
"""The maximum number of minima with a line of their own in the legend."""
OFFERED = 3
"""The number of surfaces with several minima that are offered where there is at most one."""


def read_basins(form: Form) -> tuple[Comparison, int]:
    """The comparison, and how many starts the map has along each axis."""
    first = form.part()
    comparison = read_comparison(form).comparison
    steps = comparison.steps * max(1, len(comparison.runs))
    return comparison, read_cells(first, "basin.cells", 64, comparison.surface, steps)


def read_profiles(form: Form) -> Comparison:
    """The comparison. Raises surfaces.FormulaError for a typed formula that will not do."""
    return read_comparison(form).comparison


def basins(setting: tuple[Comparison, int]) -> None:
    """One map per run: which minimum each start leads to. A click moves the start of all runs."""
    comparison, count = setting
    surface, runs = comparison.surface, comparison.runs
    if len(surface.minima) < 2:
        _offer_several()
    if not runs:
        st.info(t("player.none"))
        return
    grids = [basin_grid(comparison, run, count) for run in runs]
    ends = outcomes(grids)
    reached = sorted({int(k) for end in ends for k in end.minimum.flat if k >= 0})
    maps = [basin_map(grid, end, reached) for grid, end in zip(grids, ends, strict=True)]
    name = t(f"surface.{surface.key}.name")
    panels = [
        Panel(
            run.key, made.figure, t("maps.basin_alt", optimizer=run.label, surface=name), run.label
        )
        for run, made in zip(runs, maps, strict=True)
    ]
    kinds = dict.fromkeys(kind for made in maps for kind in made.present)
    chart(
        "basins",
        panels,
        text=chart_words(),
        legend=[
            *_minima(surface, reached),
            *(LegendEntry(t(f"map_kind.{k}"), COLORS[k]) for k in kinds),
        ],
        mark=comparison.start,
        file=f"basins-{surface.key}",
        on_click=partial(_start_at, surface, grids[0]) if movable(surface) else None,
    )
    st.caption(t("maps.basin_hint"))
    table_button({run.key: (g, end) for run, g, end in zip(runs, grids, ends, strict=True)})
    stage("basin", comparison)
    story(comparison)


def _offer_several() -> None:
    """Buttons to the first surfaces that have several minima, but can still be told apart."""
    if not touchable("surface"):
        return
    several = [key for key, s in SURFACES.items() if 2 < len(s.minima) <= LEGEND]
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.caption(t("maps.few_basins"), width="content")
        for key in several[:OFFERED]:
            name = t(f"surface.{key}.name")
            st.button(name, key=f"basins.{key}", on_click=choose_surface, args=(key,))


def _start_at(surface, grid, panel: str, x: float, y: float) -> None:
    row, column = grid.up.nearest(y), grid.across.nearest(x)
    put_start(surface, grid.settings(row, column)[0])


def _minima(surface, reached: list[int]) -> list[LegendEntry]:
    """The minima that are reached, the lowest first; of very many the first ones."""
    shown = [(k, surface.minima[k]) for k in reached[:LEGEND]]
    entries = [
        LegendEntry(
            f"({number(p.x)}, {number(p.y)})  f = {number(p.value)}", minimum_color(k), "star"
        )
        for k, p in shown
    ]
    more = len(reached) - len(shown)
    return entries + ([LegendEntry(t("maps.more", count=more))] if more else [])


def profiles(comparison: Comparison) -> None:
    """Final loss over the rate for every run; a click plays them all at that rate."""
    runs = [run for run in comparison.runs if "lr" in run.values]
    if not runs:
        st.info(t("maps.no_rate" if comparison.runs else "player.none"))
        return
    grids = [rate_grid(comparison, run) for run in runs]
    ends = outcomes(grids)
    made = {r.key: profile(g, end, *ends) for r, g, end in zip(runs, grids, ends, strict=True)}
    labels = {run.key: run.label for run in runs}
    styles = {run.key: run_style(run) for run in runs}
    titles = axis_title("lr", runs[0].optimizer), t("map_shown.loss.title")
    across, rate = grids[0].across, pointed({"lr": None})["lr"]
    nearest = None if rate is None else float(across.values[across.nearest(rate)])
    chart(
        "profiles",
        [
            Panel(
                "profiles",
                profile_figure(made, styles, labels, titles),
                t("maps.profiles_alt", names=listed(labels.values())),
            )
        ],
        text=chart_words(),
        legend=[LegendEntry(labels[key], style.color, "line") for key, style in styles.items()],
        mark=None if nearest is None else (nearest, None),
        file=f"profiles-{comparison.surface.key}",
        on_click=partial(point, ["lr"]) if touchable("at", t("maps.cell")) else None,
    )
    st.caption(t("maps.profiles_hint"))
    facts([_width(run, made[run.key]) for run in runs])
    table_button({run.key: (g, end) for run, g, end in zip(runs, grids, ends, strict=True)})
    if nearest is not None:
        st.markdown(f"**{t('maps.cell')}** η = {number(nearest)}")
        at = tuple(replace(run, hypers={**run.values, "lr": nearest}) for run in runs)
        watched = replace(comparison, runs=at)
        stage("rate", watched)
        story(watched)


def _width(run: Run, shown) -> dict[str, str]:
    """A row of the table: how wide the good range is, as a factor, and where it lies."""
    none = t("table.never")
    width, *ends = none, none, none
    if shown.good:
        low, high = shown.good
        width, *ends = f"× {number(high / low)}", number(low), number(high)
    cells = {
        "optimizer": run.label,
        "width": width,
        "from": ends[0],
        "to": ends[1],
        "best": none if shown.best is None else number(shown.best),
    }
    return {t(f"maps.column_{name}"): cell for name, cell in cells.items()}
