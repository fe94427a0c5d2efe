"""The browser reads rules and formulas as Python does: the same tapes, the same refusals."""

import json
import math
import random
import subprocess
import tomllib
from pathlib import Path

import numpy as np
import pytest

from expressions.error import LOCALES
from expressions.mathml import assignment
from optimizers import OPTIMIZERS, RuleError, read_rule, rule_text
from optimizers.language import language
from optimizers.typed import MEANT
from surfaces import SURFACES, FormulaError, Surface
from tests.expressions.test_rules import CLIPPED, SWAPPED, WRONG
from tests.player.node import NODE
from tests.rule_texts import hostile, random_texts
from tests.surfaces.formula_families import FAMILIES, random_formula
from tests.surfaces.test_formula_fuzz import mutated

SCRIPT = Path(__file__).with_name("reader.mjs")
SENTENCES = tomllib.loads((LOCALES / "en.toml").read_text("utf-8"))
OWN = (
    "c: 0.3 in 1 0.1 0.30\ntheta = theta - c*g",
    "_a = -0 + x_\nx_ = -0.0\ntheta -= _a*lr",
    "theta = 7",
    "m_hat_max = g / 1e-5 + 0.00012 * x_t_2 - 1e16 * 20000000000 + omicron_beta\n"
    "x_t_2 = -(-m_hat_max) ** 2.50 * Eg2 - (2 * theta_next)\nEg2 = -g * -2 / lr_bar\n"
    "lr_bar = 1\ntheta_next = 3e99 * ahead_inf\nahead_inf = t\nomicron_beta = 0.0\n"
    "theta = where(norm(g) <= 1, where(t != 3, dot(g, g), 2), m_hat_max)",
)
MULTIPLIED_OUT = {"undefined", "large", "power", "exponent", "complicated"}
"""Refusals that depend on how a formula is simplified; Python leaves that to SymPy."""


def read(rules=(), formulas=()) -> dict:
    asked = {
        "language": language(),
        "texts": {table: SENTENCES[table] for table in ("rule", "formula", "place_in_text")},
        "rules": list(rules),
        "formulas": list(formulas),
    }
    done = subprocess.run([NODE, SCRIPT], input=json.dumps(asked).encode(), capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def refused(error) -> dict:
    place = {"line": getattr(error, "line", None), "position": error.position}
    return {"error": {"code": error.code, **place, "sentence": str(error)}}


def as_python(text: str) -> dict:
    """What the browser should say of a rule."""
    try:
        rule = read_rule(text)
    except RuleError as error:
        return refused(error)
    constants = [number_text(value) for value in rule.tape["constants"]]
    stops = {h.name: list(h.stops) for h in rule.rule.hypers if h.stops}
    math = [assignment(line.name, line.value) for line in rule.rule.statements]
    told = {"state": list(rule.state), "hypers": rule.defaults, "stops": stops, "math": math}
    return {"tape": rule.tape | {"constants": constants}, **told}


def number_text(value: float) -> tuple[float, float]:
    return math.copysign(1.0, value), value


def as_numbers(said: dict) -> dict:
    if "tape" in said:
        constants = [number_text(float(text)) for text in said["tape"]["constants"]]
        said["tape"]["constants"] = constants
    return said


RULES = {
    "built in": [rule_text(rule) for rule in OPTIMIZERS.values()],
    "told": [
        CLIPPED,
        SWAPPED,
        *OWN,
        "ａ：２．５　＃ own\ntheta －＝ｍａｘ（ａ，ｔ）＊ｇ",
        "theta = theta - lr * (2 * (1 / 2) * 3 * (1 / 4) * g + 2 * (g / 2))",
        "\ufeff\ttheta\u00a0=\u3000theta\u200b-\tlr * g\u202f",
    ],
    "random": random_texts(450),
    "wrong": [*WRONG, *(f"theta = theta - {name} * g" for name in MEANT)],
    "hostile": list(hostile(2000)),
}


@pytest.mark.parametrize("kind", RULES)
def test_rules_are_read_alike(kind):
    found = read(rules=RULES[kind])["rules"]
    for text, said in zip(RULES[kind], found, strict=True):
        assert as_numbers(said) == as_python(text), text
    assert kind in ("wrong", "hostile") or sum("tape" in said for said in found) > 0.6 * len(found)


def as_read(texts, points) -> list[dict]:
    asked = [{"text": text, "points": points.T.tolist(), "settings": {}} for text in texts]
    return as_arrays(read(formulas=asked)["formulas"])


def as_arrays(found: list[dict]) -> list[dict]:
    for said in found:
        for order in {"value", "gradient"} & said.keys():
            said[order] = np.array(said[order], float).T
    return found


def agree(said: dict, surface: Surface, points: np.ndarray) -> None:
    """The value to 1e-12 and the gradient to 1e-10 of Python's, and of what they are next to here.

    Where the value changes much from one float to the next, only that much can be asked for.
    """
    beside = np.nextafter(points, np.inf)
    with np.errstate(all="ignore"):
        for order, digits in (("value", 1e-12), ("gradient", 1e-10)):
            function = getattr(surface, order)
            wanted, there = function(points), np.isfinite(surface.value(points))
            found = said[order].reshape(wanted.shape)
            if order == "gradient" and not said["defined"]:
                found = np.where(np.isnan(found), 0.0, found)
            spread = np.abs(function(beside) - wanted)
            allowed = digits * np.maximum(1, np.abs(wanted)) + 100 * spread
            close = (found == wanted) | (np.abs(found - wanted) <= allowed) | np.isnan(spread)
            assert (close | ~there).all(), (surface.formula, order, found, wanted)
            if order == "value":
                assert (np.isnan(found) == np.isnan(wanted)).all()


POINTS = np.random.default_rng(0).uniform(-3, 3, (2, 8))
VIEW = ((-5.0, 5.0), (-5.0, 5.0))


def test_formulas_are_read_alike():
    source = random.Random(4)
    plain = [random_formula(source, 4) for _ in range(300)]
    headed = [
        f"{head} {text}"
        for head in ("f(x,y)=", "ｆ（ｘ，ｙ） ＝", "z =", "f =", "g =", "f = f =")
        for text in plain[:5]
    ]
    texts = [*plain, *headed, *(mutated(source, random_formula(source, 5)) for _ in range(500))]
    elsewhere = agreed = 0
    for text, said in zip(texts, as_read(texts, POINTS), strict=True):
        surface = Surface("", text, VIEW, (0.0, 0.0))
        try:
            surface.gradient(POINTS)
        except FormulaError as error:
            unlike = said != refused(error)
            assert not unlike or (error.code in MULTIPLIED_OUT and error.position is None), text
            elsewhere += unlike
        else:
            if "error" in said:
                refusal = said["error"]
                assert refusal["code"] in MULTIPLIED_OUT and refusal["position"] is None, text
                elsewhere += 1
                continue
            if "1e99" not in text:  # sines of such numbers are noise
                agree(said, surface, POINTS)
                agreed += 1
    assert agreed > 300 and elsewhere <= 3


def test_every_surface_can_be_read():
    surfaces = [surface for surface in SURFACES.values() if surface.axes == ("x", "y")]
    asked = [
        {"text": s.formula, "points": POINTS.T.tolist(), "settings": s.arguments} for s in surfaces
    ]
    for surface, said in zip(surfaces, as_arrays(read(formulas=asked)["formulas"]), strict=True):
        agree(said, surface, POINTS)


def test_the_longest_formulas_are_bounded():
    texts = [family[-1] for family in FAMILIES.values()]
    found = as_read(texts, POINTS[:, :1])
    refusals = {said["error"]["code"] for said in found if "error" in said}
    assert refusals <= {*MULTIPLIED_OUT, "depth", "constant"} and "complicated" in refusals
