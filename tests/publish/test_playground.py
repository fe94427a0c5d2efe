"""The playground: a link shows what it was made from, on the paths that Python walks."""

import json
import subprocess
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, urlencode

import numpy as np
import pytest

from figures.scene import scene
from locales import Texts
from optimizers import OPTIMIZERS, read_rule, rule_text
from publish.playground import LONGEST, OPENING, playground_message
from simulation import simulate
from surfaces import SURFACES, parse
from tests.nonsense import JUNK, RUBBISH
from tests.player.node import NODE
from ui.frame.setting import packed, unpacked

SCRIPT = Path(__file__).with_name("playground.mjs")
VIEW = ((-3.0, 3.0), (-3.0, 3.0))
OWN = "c: 0.3 in 0.1 0.3 1\nm = gamma*m + g # mine\ntheta = theta - lr*c*m"


@cache
def message(lang: str = "en") -> dict:
    return playground_message(Texts(lang))


def opened(links, lang: str = "en") -> list[dict]:
    asked = json.dumps({"message": message(lang), "links": list(links)})
    done = subprocess.run([NODE, SCRIPT], input=asked.encode(), capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    found = json.loads(done.stdout)
    assert not [said["error"] for said in found if "error" in said]
    return found


def link(**said) -> str:
    return urlencode({key.replace("__", "."): value for key, value in said.items()})


LINKS = [
    OPENING,
    "surface=ackley",
    link(surface="ravine", ravine__kappa=50, ravine__x=-2.5, runs="adam,lion", adam__lr=0.05),
    link(surface="custom", f="x^2+3|y|", view__x0=-1, view__x1=4, runs="sgd", view="landscape"),
    link(surface="himmelblau", runs="own1,sgd", own1=packed(OWN), name__own1="Mine", own1__c=1),
    link(surface="regression", runs="sgd", steps=400, noise=0.1, regression__batch=5),
]


def test_a_link_reproduces_what_it_was_made_from():
    for asked, said in zip(LINKS, opened(LINKS), strict=True):
        assert said["ignored"] == [] and said["again"] == said["same"]
        kept = parse_qs(said["again"])
        for key, (value,) in parse_qs(asked).items():
            if key == "own1":
                assert unpacked(kept[key][0], 2000) == unpacked(value, 2000) == OWN
            elif key not in ("steps", "view") or kept.get(key):
                assert {*kept[key][0].split(",")} == {*value.split(",")}, key


def test_every_surface_is_walked_with_every_rule():
    runs = ",".join(OPTIMIZERS)
    links = [link(surface=key, runs=runs, steps=20) for key in SURFACES]
    for surface, said in zip(SURFACES.values(), opened(links), strict=True):
        assert {*said["ends"]} == {*OPTIMIZERS}
        for key in ("sgd", "momentum"):
            path = simulate(OPTIMIZERS[key], surface, surface.start, 20)
            wanted = path.theta[-1]
            np.testing.assert_allclose(np.array(said["ends"][key], float), wanted, rtol=1e-10)


@pytest.mark.parametrize(
    "formula",
    [
        "x^4 - 3*x^2 + y^2 + x*y/2",
        "exp(x) + 100y^2",
        "1/x + |y|",
        "exp(236.5x) - exp(-236.5x) + y",
    ],
)
def test_a_typed_formula_and_a_typed_rule_run_as_on_the_server(formula):
    (said,) = opened([link(surface="custom", f=formula, runs="own1,adam", own1=packed(OWN))])
    surface = parse(formula, VIEW)
    for key, rule in (("own1", read_rule(OWN)), ("adam", OPTIMIZERS["adam"])):
        path = simulate(rule, surface, surface.start, 300)
        np.testing.assert_allclose(
            np.array([float(v.replace("Infinity", "inf")) for v in said["ends"][key]]),
            path.theta[-1],
            rtol=1e-9,
            atol=1e-12,
        )
    relief = scene(surface).relief
    assert (said["relief"]["offset"] is None) == (relief.offset is None)
    assert np.isclose(said["relief"]["high"], relief.high)


def test_noise_is_the_seeds():
    (said,) = opened([link(surface="booth", runs="sgd", noise=0.5, steps=LONGEST)])
    booth = SURFACES["booth"]
    path = simulate(OPTIMIZERS["sgd"], booth, booth.start, LONGEST, noise=0.5, seed=0)
    assert np.array_equal(np.array(said["ends"]["sgd"], float), path.theta[-1])


@pytest.mark.parametrize("batch", [10, 51, 100])
@pytest.mark.parametrize("shuffle", [0, 1])
def test_samples_are_drawn_as_they_are_set_to_be(shuffle: int, batch: int):
    """Those drawn with replacement were those of the shuffled passes, and did not last."""
    set_so = {"regression.shuffle": shuffle, "regression.batch": batch, "steps": LONGEST}
    (said,) = opened([urlencode({"surface": "regression", "runs": "sgd"} | set_so)])
    surface = SURFACES["regression"].with_parameters(shuffle=shuffle, batch=batch)
    path = simulate(OPTIMIZERS["sgd"], surface, surface.start, LONGEST, seed=0)
    assert np.array_equal(np.array(said["ends"]["sgd"], float), path.theta[-1])


@pytest.mark.parametrize("name", ["constructor", "__defineGetter__", "__proto__"])
def test_a_setting_may_be_called_like_what_every_object_has(name: str):
    text = f"{name}: 0.5\ntheta = theta - {name}*g"
    (said,) = opened([link(surface="bowl", runs="own1", own1=packed(text))])
    slider = next(slider for slider in said["sliders"] if slider["key"] == f"own1.{name}")
    assert slider["label"] == name
    assert slider["stops"] == list(read_rule(text).hypers[name].stops)


def test_nonsense_is_left_out_and_named():
    keys = ("surface", "f", "view", "view.x0", "runs", "own1", "name.own1", "adam.lr", "steps")
    texts = [text for text in JUNK if "\0" not in text]
    links = [urlencode({key: text}) for key in keys for text in texts if key != "f"]
    links += [
        RUBBISH,
        "%",
        "#",
        "&" * 9000,
        "adam.lr=0.1&adam.lr=2",
        "__proto__=1",
        "surface=__proto__",
    ]
    links += ["surface=constructor", "runs=toString", "own4=abc", "own1=" + packed("theta = ")]
    for asked, said in zip(links, opened(links), strict=True):
        for slider in said["sliders"]:
            assert min(slider["stops"]) <= slider["stands"] <= max(slider["stops"]), asked
        assert said["again"] == said["same"]
        x, y = said["chosen"]["start"]
        assert abs(x) < 1e3 and abs(y) < 1e3
    assert all(said["ignored"] for said in opened(["adam.lr=99", "foo=1", "own1=%20", "steps=7e9"]))


@pytest.mark.parametrize(
    ("lang", "name", "seen"),
    [("en", "adam", "adam 1"), ("zh", "动量法", "动量法 1"), ("zh", "momentum", "momentum 1")],
)
def test_no_two_runs_have_the_same_name(lang: str, name: str, seen: str):
    """As in the app: in no case of the letters, and in neither of a rule's languages."""
    rules = {"own1": packed(OWN), "own2": packed(OWN), "name.own1": name, "name.own2": name}
    (said,) = opened([link(runs="adam,momentum,own1,own2", **rules)], lang)
    assert said["names"][2:] == [seen, f"{name} 2"]


def test_what_is_counted_is_whole():
    """As in the app: half a sample made a run that "diverged"."""
    halves = {"regression.batch": 5.5, "regression.shuffle": 0.5, "steps": 100.5}
    (said,) = opened([urlencode({"surface": "regression", "runs": "sgd"} | halves)])
    assert said["ignored"] == [*halves]
    stands = {slider["key"]: slider["stands"] for slider in said["sliders"]}
    assert all(stands[key] == int(stands[key]) for key in halves)


def test_a_rule_that_does_not_run_is_kept():
    asked = link(runs="sgd", own1=packed(OWN), name__own1="Mine")
    (said,) = opened([asked])
    assert said["names"] == ["SGD"] and not said["ignored"]
    (again,) = opened([said["again"]])
    assert again["chosen"]["own"] == {"own1": {"name": "Mine", "text": OWN}}


def test_a_start_that_cannot_be_is_named():
    (said,) = opened(["surface=booth&booth.x=500&booth.y=2"])
    assert said["ignored"] == ["booth.x"]
    assert said["chosen"]["start"] == [SURFACES["booth"].start[0], 2]


def test_the_start_has_the_numbers_of_the_app():
    (said,) = opened(["surface=booth&runs=sgd"])
    assert said["alt"].startswith("Booth: SGD from (−8.00, −6.00). ")


def test_built_in_rules_can_be_typed_again():
    rules = [*OPTIMIZERS.values()]
    links = [
        link(surface="booth", runs=f"own1,{rule.key}", steps=50, own1=packed(rule_text(rule)))
        for rule in rules
    ]
    for rule, said in zip(rules, opened(links), strict=True):
        defaults = set(rule.defaults)
        assert {s["key"] for s in said["sliders"]} >= {f"own1.{name}" for name in defaults}
        assert said["ends"]["own1"] == said["ends"][rule.key], rule.key
