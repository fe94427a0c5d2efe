"""Further views of a training: the landscape around its path, and how sharp it is there."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from figures import Style
from figures.lines import Series, lines
from networks.reading.judge import late_share
from networks.reading.landscape import Slice, surface_of
from networks.reading.sharpness import ADAMS_EDGE
from networks.reading.trial import PLACES, Line, Trial, Worked, movable, place_rates, place_steps
from player import PlayedRun, Show
from player.component import play
from player.trained import style_of
from ui.frame.draw import control
from ui.frame.form import given
from ui.frame.put import put_link
from ui.frame.setting import Choice
from ui.frame.text import language, listed, number, t, words
from ui.network.stage import Labels, rate
from ui.network.work import adams_sharpness, sharpness, sliced
from ui.parts.plot import plot

VIEWS = ("none", "landscape", "sharpness")
BOUND = Style("#808080", "dash", width=1.5)
EDGE = 0.15
"""Within this share of its bound, the sharpness is at it."""


def views(trial: Trial, labels: Labels, found: Worked, usual: str) -> None:
    """The choice of a further view, and the view; `usual` at first."""
    chosen = control(
        Choice(
            "net.view",
            t("network.view"),
            usual,
            VIEWS,
            reads=lambda name: t(f"network_views.{name}"),
            look="buttons",
        )
    )
    if chosen == "landscape":
        _landscape(trial, labels, found)
    elif chosen == "sharpness":
        _sharpness(trial, labels, found)


def _landscape(trial: Trial, labels: Labels, found: Worked) -> None:
    st.caption(t("network_view.landscape_about"))
    shown = movable(trial, found)
    if not shown:
        st.info(t("network_view.no_plane"))
        return
    *others, last = shown
    pairs = {line.key: (line,) for line in shown}
    pairs |= {f"{line.key}+{last.key}": (line, last) for line in others}
    plane = Choice(
        "net.plane",
        t("network_view.plane"),
        next(iter(pairs)),
        list(pairs),
        reads=lambda key: listed(labels[line.key] for line in pairs[key]),
    )
    chosen = pairs[control(plane)]
    made = sliced(trial, found, tuple(line.key for line in chosen))
    names = listed(labels[line.key] for line in chosen)
    _play_slice(made, chosen, labels, names)
    details = {"share": f"{made.captured:.0%}", "error": number(made.error)}
    told = "one" if len(chosen) == 1 else "two"
    st.markdown(t(f"network_view.slice_{told}", places=PLACES, names=names, **details))


def _play_slice(made: Slice, chosen: tuple[Line, ...], labels: Labels, names: str) -> None:
    runs = [
        PlayedRun(
            key=line.key,
            name=labels[line.key],
            template=rate(line),
            style=style_of(line),
            path=path,
            loss=true,
        )
        for line, path, true in zip(chosen, made.paths, made.true, strict=True)
    ]
    view = Choice("net.slice", "", "overlay", ("overlay", "landscape"))
    show = Show(
        text=words("player") | {"step": t("network_view.place")},
        title=t("network_views.landscape"),
        alt=t("network_view.landscape_alt", names=names),
        start=None,
        lang=language(),
        file="landscape",
        movable=False,
        view=given().read(view),
        views=view.options,
        replay=names,
        tallest=420,
    )
    play(
        "net.slice.player",
        surface_of(made),
        runs,
        show,
        on_view=partial(put_link, "net.slice"),
    )


def _sharpness(trial: Trial, labels: Labels, found: Worked) -> None:
    st.markdown(t("network_view.sharpness_about"))
    values, steps, shown = sharpness(trial, found), place_steps(trial), trial.alike
    series = [
        Series(labels[line.key], values[:, k], style_of(line)) for k, line in enumerate(shown)
    ]
    series += _bounds(2, trial, [line for line in shown if line.rule == "sgd"])
    _draw_sharpness("net.sharpness", steps, series, t("network_view.lambda"))
    for k, line in enumerate(shown):
        if line.rule == "sgd":
            share = late_share(values[:, k], 2 / place_rates(trial, line))
            st.markdown(_at_the_edge("sgd", labels[line.key], share))
    if trial.remembered:
        _adams(trial, labels, found, shown[0])


def _adams(trial: Trial, labels: Labels, found: Worked, line: Line) -> None:
    """The curvature divided by √v̂, and the bound that Adam has for it."""
    st.markdown(t("network_view.adams_about"))
    values, steps = adams_sharpness(trial, found), place_steps(trial)
    series = [Series(labels[line.key], values, style_of(line)), *_bounds(ADAMS_EDGE, trial, [line])]
    _draw_sharpness("net.adams", steps, series, t("network_view.lambda_adam"))
    share = late_share(values, ADAMS_EDGE / place_rates(trial, line))
    st.markdown(_at_the_edge("adam", labels[line.key], share))


def _bounds(most: float, trial: Trial, chosen: Sequence[Line]) -> list[Series]:
    """The bound of each η among some lines, which has one value where η is constant."""
    rates = {line.values["lr"]: place_rates(trial, line) for line in chosen}
    constant = trial.setup.schedule.key == "constant"
    return [
        Series(f"{most:g}/η" + f" = {number(most / lr)}" * constant, most / each, BOUND)
        for lr, each in sorted(rates.items())
    ]


def _draw_sharpness(key: str, steps, series: list[Series], axis: str) -> None:
    figure = lines(steps, series, (t("player.step"), axis), log=(False, True))
    plot(key, figure, t("network_view.sharpness_alt"))


def _at_the_edge(rule: str, label: str, share: float | None) -> str:
    """What the sharpness did in the last quarter, against its bound."""
    if share is None:
        return t("network_view.no_edge", name=label)
    kind = "at" if abs(share - 1) < EDGE else "above" if share > 1 else "below"
    bound = t(f"network_view.bound_{rule}")
    return t(f"network_view.edge_{kind}", name=label, bound=bound, share=number(share))
