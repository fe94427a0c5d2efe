"""A comparison as a page of one file, and in a notebook's frame."""

import re
from html import unescape

import pytest

from export import page
from optimizers import OPTIMIZERS, read_rule
from publish.page import SANDBOX
from simulation import Comparison, Run
from surfaces import SURFACES, parse

ADAM = Run("adam", "Adam", OPTIMIZERS["adam"])


def compared(surface, *runs: Run) -> Comparison:
    return Comparison(surface, surface.start, 60, runs or (ADAM,))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_it_needs_nothing_beside_it(lang: str):
    html = page(compared(SURFACES["ravine"]), lang).html
    assert f'<html lang="{lang}">' in html
    outside = re.findall(r'<(?:script|link|img|iframe)[^>]*\s(?:src|href)="[^"]*"', html)
    assert outside == []


def test_a_notebook_gets_it_in_a_frame_that_reaches_nothing():
    found = page(compared(parse("x^2 + 3*y^2")))
    frame = found._repr_html_()
    assert frame.startswith("<iframe ") and f'sandbox="{SANDBOX}"' in frame
    assert unescape(re.search(r'srcdoc="([^"]*)"', frame)[1]) == found.html


def test_a_typed_rule_goes_with_it():
    rule = read_rule("theta = theta - lr * g", "Mine <b>", key="own1")
    html = page(compared(SURFACES["bowl"], Run("own1", rule.name, rule))).html
    assert "Mine <b>" not in html and "Mine \\u003cb>" in html
