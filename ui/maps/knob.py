"""The live knob: one setting of one optimizer, turned while the whole path follows."""

from dataclasses import replace
from functools import partial

import streamlit as st

from optimizers import HYPERS, OPTIMIZERS
from player import Slider
from simulation.comparison import Comparison, Run
from ui.compare.sliders import live
from ui.compare.stage import played, present
from ui.frame.controls import hypers, stops
from ui.frame.link import linked
from ui.frame.lock import touchable
from ui.frame.text import t
from ui.maps.maps import axis_title, pick_optimizer, point, pointed, sign
from ui.settings.settings import STEPS, pick_start, pick_surface


def pick_knob() -> tuple[Comparison, str]:
    """A comparison with one run, and the key of the setting that is to be turned.

    Raises surfaces.FormulaError for a typed formula that will not do.
    """
    surface = pick_surface()
    start = pick_start(surface)
    steps = stops("steps", t("compare.steps"), STEPS, 300)
    rule = OPTIMIZERS[pick_optimizer()]
    knob = linked(
        st.segmented_control,
        f"{rule.key}.knob",
        t("maps.knob"),
        list(rule.defaults),
        next(iter(rule.defaults)),
        name=sign,
    )
    others = hypers(rule.key, rule, [name for name in rule.defaults if name != knob])
    return Comparison(surface, start, steps, (Run("knob", rule.name, rule, others),)), knob


def knob(setting: tuple[Comparison, str]) -> None:
    """The player with a dial. Where it stands is in the link once the hand is off it."""
    comparison, name = setting
    (run,), surface, stops = comparison.runs, comparison.surface, HYPERS[name].stops
    asked = pointed({name: run.values[name]})[name]
    at = min(stops, key=lambda stop: abs(stop - asked))
    turned = replace(run, hypers={**run.hypers, name: at})
    comparison = replace(comparison, runs=(turned,))
    dial = Slider(f"{run.optimizer.key}.{name}", axis_title(name), at, stops, name)
    others = {f"{run.optimizer.key}.{key}": (key, None) for key in run.values if key != name}
    others["steps"] = ("steps", None)
    others |= {f"{surface.key}.{p.key}": (f"surface.{p.key}", None) for p in surface.parameters}
    present(
        "knob",
        comparison,
        [replace(played(comparison, turned, "loss"), detail="")],
        live=live(comparison, others),
        knob=dial if touchable("at", t("maps.cell")) else None,
        on_knob=partial(_turned, name, stops),
    )
    st.caption(t("maps.knob_hint"))


def _turned(name: str, stops, k: int) -> None:
    if 0 <= k < len(stops):
        point([name], "", stops[k])
