"""Further views of a training: the landscape around its path, and how sharp it is there."""

from functools import partial

import streamlit as st

from figures import Style
from figures.lines import Series, lines
from locales import whole_percent
from networks.reading.judge import late_share
from networks.reading.landscape import MOST_EXAMPLES, Slice, surface_of
from networks.reading.sharpness import ADAMS_EDGE
from networks.reading.trial import (
    PLACES,
    SHARP_EXAMPLES,
    Line,
    Trial,
    Worked,
    bounds,
    movable,
    place_steps,
)
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
    details = {"share": whole_percent(made.captured), "error": number(made.error)}
    told = "one" if len(chosen) == 1 else "two"
    st.markdown(t(f"network_view.slice_{told}", places=PLACES, names=names, **details))
    _of_some(trial, MOST_EXAMPLES)


def _of_some(trial: Trial, most: int) -> None:
    """That no more than so many examples count, where there are more."""
    if trial.setup.examples > most:
        st.caption(t("network_view.some", count=most, all=trial.setup.examples))


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
    plain = {line.values["lr"]: line for line in shown if line.rule == "sgd"}
    series += [_bound("2/η", bounds(trial, plain[lr], 2)) for lr in sorted(plain)]
    _draw_sharpness("net.sharpness", steps, series, t("network_view.lambda"))
    for k, line in enumerate(shown):
        if line.rule == "sgd":
            share = late_share(values[:, k], bounds(trial, line, 2))
            st.markdown(at_the_edge(trial, "sgd", labels[line.key], share))
    _of_some(trial, SHARP_EXAMPLES)
    if trial.remembered:
        _adams(trial, labels, found, shown[0])


def _adams(trial: Trial, labels: Labels, found: Worked, line: Line) -> None:
    """The curvature divided by √v̂, and the bound that Adam has for it."""
    st.markdown(t("network_view.adams_about"))
    values, bound = adams_sharpness(trial, found), bounds(trial, line, ADAMS_EDGE)
    series = [Series(labels[line.key], values, style_of(line)), _bound(f"{ADAMS_EDGE:g}/η", bound)]
    _draw_sharpness("net.adams", place_steps(trial), series, t("network_view.lambda_adam"))
    st.markdown(at_the_edge(trial, "adam", labels[line.key], late_share(values, bound)))


def _bound(name: str, values) -> Series:
    """A bound as a line; its value is in its name where it has only one."""
    alone = bool((values == values[0]).all())
    return Series(f"{name} = {number(values[0])}" if alone else name, values, BOUND)


def _draw_sharpness(key: str, steps, series: list[Series], axis: str) -> None:
    figure = lines(steps, series, (t("player.step"), axis), log=(False, True))
    plot(key, figure, t("network_view.sharpness_alt"))


def at_the_edge(trial: Trial, rule: str, label: str, share: float | None) -> str:
    """What the sharpness did in the last quarter, against its bound.

    The bound is the edge of what is stable only for steps down the whole loss.
    """
    if share is None:
        return t("network_view.no_edge", name=label)
    near, whole = abs(share - 1) < EDGE, trial.setup.whole
    kind = "at" if near and whole else "near" if near else "above" if share > 1 else "below"
    bound = t(f"network_view.bound_{rule}")
    return t(f"network_view.edge_{kind}", name=label, bound=bound, share=number(share))
