"""Every experiment of the site runs as in the app, and is judged as there."""

import json
import os
import random
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from lessons import COURSE, Claim, Experiment, Question, Ran
from lessons.myths import MYTHS
from locales import Texts
from publish.lesson import lesson_page
from tests.lessons.test_answers import stops
from tests.player.node import NODE
from tests.player.test_walk import agrees

RANDOM = int(os.environ.get("RANDOM_SETTINGS", "4"))
"""Settings for which every claim and question is judged in both worlds; `make claims` takes 50."""
SCRIPT = Path(__file__).with_name("site.mjs")


@dataclass
class Found:
    """What the site found for an experiment: with its declared settings, and with random ones."""

    shown: Claim | Question
    settings: list[dict[str, float]]
    said: list[dict]

    @property
    def experiment(self) -> Experiment:
        return self.shown.experiment


def told(experiment: Experiment, settings: dict[str, float]) -> dict:
    """The settings as the page's script has them."""
    c = experiment.comparison(None, settings)
    turned = {knob: value for knob, value in settings.items() if "." in knob}
    hypers = [
        {"name": knob.rpartition(".")[2], "value": value, "runs": [knob.rpartition(".")[0]]}
        for knob, value in turned.items()
    ]
    return {"values": c.surface.values, "noise": c.noise, "hypers": hypers}


@pytest.fixture(scope="module")
def found() -> dict[str, Found]:
    source, asked, declared = random.Random(20), [], {}
    for lesson in (*COURSE, MYTHS):
        settings = {}
        for shown in (*lesson.claims, *lesson.questions):
            experiment, key = shown.experiment, f"{lesson.id}-{shown.key}"
            offered = {knob: stops(experiment, knob) for knob in experiment.knobs}
            turned = [
                {knob: source.choice(values) for knob, values in offered.items()}
                for _ in range(RANDOM)
            ]
            declared[key] = Found(shown, turned, [])
            settings[key] = [None, *(told(experiment, each) for each in turned)]
        asked.append({"page": lesson_page(lesson, Texts("en")).packed, "settings": settings})
    done = subprocess.run([NODE, SCRIPT], input=json.dumps(asked).encode(), capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    for page in json.loads(done.stdout):
        for key, said in page.items():
            declared[key].said = said
    return declared


def test_every_path_is_the_apps(found):
    @dataclass
    class Walked:
        theta: np.ndarray

    apart = []
    for key, one in found.items():
        comparison = one.experiment.comparison()
        for run in comparison.runs:
            path = np.array([float(v) for v in one.said[0]["paths"][run.key]]).reshape(-1, 2)
            if not agrees(Walked(path), comparison, run):
                apart.append((key, run.key))
    assert apart == []


def verdict(shown: Claim | Question, ran: Ran) -> str | bool:
    return shown.judge(ran) if isinstance(shown, Question) else shown.holds(ran)


def test_everything_is_judged_as_in_the_app(found):
    wrong, judged = [], 0
    for key, one in found.items():
        for settings, said in zip([{}, *one.settings], one.said, strict=True):
            ours = Ran(one.experiment.comparison(None, settings))
            nudged = tuple(np.nextafter(ours.comparison.start, np.inf))
            beside = Ran(one.experiment.comparison(nudged, settings))
            right = verdict(one.shown, ours)
            sure = right == verdict(one.shown, beside)  # else it hangs on the last digit
            judged += sure
            if sure and said["verdict"] != right:
                wrong.append((key, settings, said["verdict"], right))
    assert wrong == []
    assert judged > 0.98 * len(found) * (RANDOM + 1)
