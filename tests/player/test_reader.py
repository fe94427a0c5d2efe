"""The browser reads rules and formulas as Python does: the same tapes, the same refusals."""

import json
import math
import subprocess
import tomllib
from pathlib import Path

import pytest

from expressions.error import LOCALES
from optimizers import OPTIMIZERS, RuleError, read_rule, rule_text
from optimizers.typed import language
from tests.expressions.test_rules import CLIPPED, SWAPPED, WRONG
from tests.player.node import NODE
from tests.rule_texts import hostile, random_texts

SCRIPT = Path(__file__).with_name("reader.mjs")
SENTENCES = tomllib.loads((LOCALES / "en.toml").read_text("utf-8"))
OWN = ("c: 0.3 in 1 0.1 0.30\ntheta = theta - c*g", "_a = -0 + x_\nx_ = -0.0\ntheta -= _a*lr", "theta = 7")


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
    place = {"line": getattr(error, "line", None), "at": error.position}
    return {"error": {"key": error.code, **place, "sentence": str(error)}}


def as_python(text: str) -> dict:
    """What the browser should say of a rule."""
    try:
        rule = read_rule(text)
    except RuleError as error:
        return refused(error)
    constants = [number_text(value) for value in rule.tape["constants"]]
    stops = {h.name: list(h.stops) for h in rule.rule.hypers if h.stops}
    told = {"state": list(rule.state), "hypers": rule.defaults, "stops": stops}
    return {"tape": rule.tape | {"constants": constants}, **told}


def number_text(value: float) -> float:
    return math.copysign(1.0, value), value


def as_numbers(said: dict) -> dict:
    if "tape" in said:
        constants = [number_text(float(text)) for text in said["tape"]["constants"]]
        said["tape"]["constants"] = constants
    return said


@pytest.mark.parametrize(
    "kind",
    {
        "built in": [rule_text(rule) for rule in OPTIMIZERS.values()],
        "told": [CLIPPED, SWAPPED, *OWN],
        "random": random_texts(450),
        "wrong": list(WRONG),
        "hostile": list(hostile(2000)),
    }.items(),
    ids=lambda kind: kind[0],
)
def test_rules_are_read_alike(kind):
    found = read(rules=kind[1])["rules"]
    for text, said in zip(kind[1], found, strict=True):
        assert as_numbers(said) == as_python(text), text
