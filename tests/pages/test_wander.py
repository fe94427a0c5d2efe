"""Visitors who try whatever there is: no page ever ends in an error.

The environment variable VISITS is how many there are. What a visit did that ended in an error is
told; its number repeats it.
"""

import os
from random import Random
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lessons import COURSE
from networks.claims.declared import EXPERIMENTS
from networks.reading.trial import RULES
from optimizers import OPTIMIZERS
from simulation import SCHEDULES
from surfaces import SURFACES
from tests.page import again, opened
from tests.rule_texts import hostile, random_texts
from ui.course.contents import PICKED
from ui.frame.frame import LABS, PAGES, PROJECTOR
from ui.frame.setting import packed
from ui.frame.text import LANGUAGES, speak
from ui.network.settings import START
from ui.settings.declared import RATES

VISITS = int(os.environ.get("VISITS", "60"))
ACTS = 6
OWN = ("own1", "own2")
TEXTS = (*random_texts(40), *hostile(10), "theta = 3", "theta = theta - lr * swap(g)")
FORMULAS = ("x^2 + y^2", "3", "log(x)", "1/(x^2 + y^2)", "1e300*x^2", "exp(x*y)", "x^", "")
LIGHT = {"cells": "8", "basin.cells": "8", **{f"net.{data}.epochs": "1" for data in START}}
"""What keeps maps and networks from taking long."""
ONE = {
    "surface": (*SURFACES, "custom"),
    "f": FORMULAS,
    "rule": (*OPTIMIZERS, *OWN),
    "optimizer": (*OPTIMIZERS, *OWN),
    "rates": RATES,
    "net.rates": RATES,
    "schedule": (*SCHEDULES,),
    "map": ("tuning", "profiles", "basins", "knob"),
    "net.data": (*START,),
    "net.show": (*EXPERIMENTS,),
    "lesson": tuple(str(lesson.number) for lesson in COURSE),
    **{key: tuple(map(packed, TEXTS)) for key in OWN},
}
SEVERAL = {"runs": (*OPTIMIZERS, *OWN), "net.runs": (*RULES, *OWN)}

LEFT = ("lang", PICKED)
"""The language, in which the test itself speaks, and a list whose entries AppTest cannot name."""


def some(source: Random, options) -> list:
    """A few of them, or none."""
    return source.sample(options, source.randint(0, min(4, len(options))))


def random_link(source: Random) -> dict[str, str]:
    """Settings of any pages: each page takes its own."""
    found = {key: source.choice(options) for key, options in ONE.items()}
    found |= {key: ",".join(some(source, options)) for key, options in SEVERAL.items()}
    said = {key: text for key, text in found.items() if source.random() < 0.4}
    return {**LIGHT, **said, "lang": source.choice((*LANGUAGES,))}


def within_reach(app: AppTest) -> list:
    """The controls of the page that can be used, but for LEFT."""
    chosen = (app.selectbox, app.select_slider, app.button_group, app.multiselect, app.radio)
    others = (app.number_input, app.text_input, app.text_area, app.toggle, app.checkbox, app.button)
    found = [control for kind in (*chosen, *others) for control in kind]
    return [control for control in found if not control.disabled and control.key not in LEFT]


def new_value(control: Any, source: Random) -> Any:
    """What a visitor may give a control that has a value."""
    match control.type:
        case "toggle" | "checkbox":
            return not control.value
        case "number_input":
            return source.choice((control.min, control.max))
        case "text_input" | "text_area":
            return source.choice((*TEXTS, *FORMULAS))
        case "select_slider":
            stops = [float(stop) for stop in control.options]
            both = isinstance(control.value, tuple)
            return tuple(sorted(source.sample(stops, 2))) if both else source.choice(stops)
        case "multiselect" | "button_group" if isinstance(control.value, list):
            return some(source, control.options)
    return source.choice(control.options)


@pytest.mark.parametrize("number", range(VISITS))
def test_whatever_is_done_a_page_is_no_error(number: int):
    source = Random(number)
    page, link = source.choice((*PAGES, *LABS, PROJECTOR)), random_link(source)
    speak(link["lang"])  # the test reads options as a browser does
    told = [f"{page}: {link}"]
    try:
        app = opened(page, **link)
        for _ in range(ACTS):
            control = source.choice(within_reach(app))
            if control.type == "button":
                told.append(f"{control.label}: pressed")
                control.click()
            else:
                value = new_value(control, source)
                told.append(f"{control.key}: {value!r}")
                control.set_value(value)
            again(app)
    except AssertionError as error:
        raise AssertionError("\n".join(told)) from error
    finally:
        speak(None)
