"""No sentence about a run is false: a part of what `tests.simulation.verdicts` tries at length."""

from itertools import pairwise

import pytest

from tests.simulation.random_settings import settings
from tests.simulation.verdicts import CLAIMS, Facts, true, verdict
from ui.frame.text import LANGUAGES, catalogue


@pytest.mark.parametrize("part", range(4))
def test_random_settings_never_produce_a_false_sentence(part: int):
    for setting in settings(300, seed=100 + part):
        key, details, facts = verdict(setting)
        assert true(key, details, facts), f"{key} {details}: {setting}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_has_a_claim_and_every_claim_a_sentence(lang: str):
    told = {key.removeprefix("verdict.") for key in catalogue(lang) if key.startswith("verdict.")}
    assert told - {"title", "note"} == set(CLAIMS)


def test_a_sentence_about_another_run_is_noticed():
    """The check can fail: what is true of one run is nearly always false of the next."""
    told = [verdict(setting) for setting in settings(200, seed=7)]
    told = [(key, details, facts) for key, details, facts in told if details]
    swapped = [
        true(key, details, Facts(facts.setting, other.run))
        for (key, details, facts), (_, _, other) in pairwise(told)
        if details.get("step", 0) < len(other.path)
    ]
    assert sum(swapped) < len(swapped) / 10
