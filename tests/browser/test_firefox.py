"""The app in Firefox, whose engine has another Math: pages, hands, and the walk itself."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from optimizers import OPTIMIZERS
from simulation.comparison import simulate_run
from surfaces import SURFACES
from tests.browser.addresses import ADDRESSES, pictured, with_settings
from tests.browser.serving import Server
from tests.player.node import NODE, packed, read
from tests.player.test_walk import EXACT, agrees, case, exact_cases, same

SCRIPT = Path(__file__).with_name("firefox.mjs")
PUPPETEER = Path(sys.prefix, "js", "node_modules", "puppeteer-core")
PROGRAM = shutil.which("firefox-esr") or shutil.which("firefox")
# Surfaces with transcendental functions, where two engines may round differently.
ROUGH = sorted(set(SURFACES) - set(EXACT))
STRIDES = [[6 * k, -3 * k] for k in range(1, 7)]
DRAGS = {
    "start": (".player-grip", STRIDES),
    "slider": (
        ".st-key-adam-lr [data-testid=stSliderThumbValue]",
        [[-6 * k, 0] for k in range(1, 7)],
    ),
}
PATHS = {address: with_settings(address, "autoplay=0") for address in ADDRESSES}


@pytest.fixture(scope="module")
def firefox(server: Server) -> dict:
    """What Firefox was asked for, and what it told."""
    cases = {
        "exact": exact_cases(1),
        "rough": [
            case(SURFACES[key], rule, steps=20) for key in ROUGH for rule in OPTIMIZERS.values()
        ],
    }
    question = {
        "program": PROGRAM,
        "app": server.url,
        "first": "?surface=rosenbrock&autoplay=0",
        "pictured": [path for address, path in PATHS.items() if pictured(address)],
        "worded": [path for address, path in PATHS.items() if not pictured(address)],
        "drags": [
            {"name": name, "selector": selector, "moves": moves}
            for name, (selector, moves) in DRAGS.items()
        ],
        "walks": [packed(asked) for asked in cases.values()],
    }
    entry = PUPPETEER / json.loads((PUPPETEER / "package.json").read_text())["main"]
    done = subprocess.run(
        [NODE, SCRIPT, entry], input=json.dumps(question).encode(), capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    told = json.loads(done.stdout)
    walks = zip(told["walks"], cases.values(), strict=True)
    walked = {n: (read(w, asked), asked) for n, (w, asked) in zip(cases, walks, strict=True)}
    return {**told, "walked": walked}


def test_no_page_has_anything_to_complain_of(firefox: dict):
    assert firefox["complaints"] == []


@pytest.mark.parametrize(("name", "link"), [("start", "rosenbrock.x="), ("slider", "adam.lr=")])
def test_the_picture_follows_a_hand_and_asks_the_server_when_it_is_off(
    firefox: dict, name: str, link: str
):
    seen = firefox["drags"][name]
    assert seen["followed"] >= 5
    assert seen["during"] == 0
    assert link in seen["address"]


def test_its_walk_is_numpys_to_the_last_bit(firefox: dict):
    walked, cases = firefox["walked"]["exact"]
    for found, (comparison, run) in zip(walked, cases, strict=True):
        where = (comparison.surface.key, run.optimizer.key, run.hypers)
        assert same(found, simulate_run(comparison, run)), where


def test_with_transcendental_functions_twenty_steps_agree(firefox: dict):
    walked, cases = firefox["walked"]["rough"]
    for found, (comparison, run) in zip(walked, cases, strict=True):
        assert agrees(found, comparison, run), (comparison.surface.key, run.optimizer.key)
