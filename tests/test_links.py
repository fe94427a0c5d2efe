"""Links made long ago still open the same comparison: what they showed then is in links.json."""

import json
import math
from pathlib import Path

import pytest

from tests.goldens.seen import seen

PROMISED = json.loads(Path(__file__).with_name("goldens").joinpath("links.json").read_text("utf-8"))
TOLERANCE = 1e-5
"""Relative and absolute: paths come as float32, and the order of a sum may change."""


def differences(promised, now, at: str = "") -> list[str]:
    """Where `now` does not show what is promised; None promises nothing."""
    if promised is None:
        return []
    if isinstance(promised, dict):
        return [
            found
            for key, value in promised.items()
            for found in (
                differences(value, now[key], f"{at}.{key}") if key in now else [f"no {at}.{key}"]
            )
        ]
    if isinstance(promised, list) and len(promised) == len(now):
        pairs = enumerate(zip(promised, now, strict=True))
        return [found for k, pair in pairs for found in differences(*pair, f"{at}[{k}]")]
    if isinstance(promised, float):
        both_nan = math.isnan(promised) and math.isnan(now)
        alike = both_nan or math.isclose(promised, now, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
        return [] if alike else [f"{at}: {promised} then, {now} now"]
    return [] if promised == now else [f"{at}: {promised!r} then, {now!r} now"]


def test_a_hundred_links_are_kept():
    assert len(PROMISED) == 100
    assert len({json.dumps(entry["link"]) for entry in PROMISED}) == 100


@pytest.mark.parametrize("entry", PROMISED, ids=lambda e: f"{e['page']}-{PROMISED.index(e)}")
def test_a_link_opens_what_it_opened(entry):
    now = {"players": {}, "ignored": []} | seen(entry["page"], entry["link"])
    assert differences({"ignored": []} | entry["seen"], now) == []
    for name, player in entry["seen"].get("players", {}).items():
        assert now["players"][name]["runs"].keys() == player["runs"].keys()
