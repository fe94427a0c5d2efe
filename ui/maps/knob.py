"""The live knob: one setting of one optimizer, turned while the whole path follows."""

from dataclasses import replace
from functools import partial

import streamlit as st

from player import Slider
from player.chart import expect
from simulation.comparison import Comparison, Run
from ui.compare.sliders import live
from ui.compare.stage import played, present, stage
from ui.frame.form import Form
from ui.frame.lock import touchable
from ui.frame.setting import Choice
from ui.frame.text import named, t
from ui.maps.maps import axis_title, point, pointed, read_hypers, sign
from ui.settings.declared import steps
from ui.settings.own import read_rule
from ui.settings.surface import read_start, read_surface


def read_knob(form: Form) -> tuple[Comparison, str | None]:
    """A comparison with one run, and the key of the setting that is to be turned.

    The key is None for a rule that has none. Raises
    surfaces.FormulaError for a typed formula that will not do.
    """
    surface = read_surface(form)
    start = read_start(form, surface)
    count = form.add(steps())
    optimizer = read_rule(form, "optimizer", t("maps.optimizer"))
    names = list(optimizer.defaults)
    if not names:
        run = Run("knob", named(optimizer), optimizer)
        return Comparison(surface, start, count, (run,)), None
    choice = Choice(
        f"{optimizer.key}.knob", t("maps.knob"), names[0], names, reads=sign, look="buttons"
    )
    turned = form.add(choice)
    others = read_hypers(form, optimizer, [name for name in names if name != turned])
    run = Run("knob", named(optimizer), optimizer, others)
    return Comparison(surface, start, count, (run,)), turned


def knob(setting: tuple[Comparison, str | None]) -> None:
    """The player with a dial. Where it stands is in the link once the hand is off it."""
    comparison, name = setting
    if name is None:
        st.info(t("maps.knob_none"))
        stage("knob", comparison)
        return
    (run,), surface = comparison.runs, comparison.surface
    stops = run.optimizer.hypers[name].stops
    asked = pointed({name: run.values[name]})[name]
    at = min(stops, key=lambda stop: abs(stop - asked))
    turned = replace(run, hypers={**run.hypers, name: at})
    comparison = replace(comparison, runs=(turned,))
    dial = Slider(f"{run.optimizer.key}.{name}", axis_title(name, run.optimizer), at, stops, name)
    others = {f"{run.optimizer.key}.{key}": (key, None) for key in run.values if key != name}
    others["steps"] = ("steps", None)
    others |= {f"{surface.key}.{p.key}": (f"surface.{p.key}", None) for p in surface.parameters}
    present(
        "knob",
        comparison,
        [replace(played(comparison, turned, "loss"), template="")],
        live=live(comparison, others),
        knob=dial if touchable("at", t("maps.cell")) else None,
        on_knob=partial(_turned, name, stops),
    )
    with st.container(gap=None):
        st.caption(t("maps.knob_hint"))
        expect("maps.expected")  # the other maps are a click away


def _turned(name: str, stops, k: int) -> None:
    if 0 <= k < len(stops):
        point([name], "", stops[k])
