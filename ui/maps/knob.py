"""The live knob: one setting of one optimizer, turned while the whole path follows.

The server sends the paths at all stops once; what is turned afterwards is turned in the browser.
"""

from dataclasses import replace
from functools import lru_cache, partial

import streamlit as st

from optimizers import HYPERS, OPTIMIZERS
from simulation import Trajectory, simulate
from simulation.comparison import Comparison, Run
from ui.compare.stage import picture, present
from ui.frame.controls import hypers, plain, stops
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


@lru_cache(maxsize=8)
def _family(optimizer, others, name, surface, start, steps) -> Trajectory:
    """One run per stop, at most 8 x 71 of them in memory, each some 100 bytes a step."""
    return simulate(optimizer, surface, start, steps, **dict(others) | {name: HYPERS[name].stops})


def knob(setting: tuple[Comparison, str]) -> None:
    """The player with a dial. Where it stands is in the link once the hand is off it."""
    comparison, name = setting
    (run,), surface, stops = comparison.runs, comparison.surface, HYPERS[name].stops
    others = tuple((key, value) for key, value in run.hypers.items() if key != name)
    batch = _family(run.optimizer, others, name, surface, comparison.start, comparison.steps)
    members = [
        picture(surface, replace(run, hypers={**run.hypers, name: stop}), batch.column(k), "loss")
        for k, stop in enumerate(stops)
    ]
    key = f"{run.optimizer.key}.{name}"
    at = _first(key, name, run)
    free = touchable("at", t("maps.cell"))
    present(
        "knob",
        comparison,
        [replace(members[at], family=members if free else (), detail="")],
        knob={
            "key": key,
            "name": axis_title(name),
            "stops": [plain(stop) for stop in stops],
            "at": at,
        }
        if free
        else None,
        on_knob=partial(_turned, name, stops),
    )
    st.caption(t("maps.knob_hint"))


def _first(key: str, name: str, run: Run) -> int:
    """The stop on which the dial stands when it is first seen.

    It is asked once: later the browser knows better, and a message that says the same as before
    is not sent again.
    """
    known = st.session_state.setdefault("dials", {})
    if key not in known:
        value = pointed({name: run.values[name]})[name]
        known[key] = min(
            range(len(HYPERS[name].stops)), key=lambda k: abs(HYPERS[name].stops[k] - value)
        )
    return known[key]


def _turned(name: str, stops, k: int) -> None:
    if 0 <= k < len(stops):
        point([name], "", stops[k])
