"""Formulas that nobody has thought of: they work as they should, or end in a FormulaError."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surfaces import FormulaError, parse
from tests.surfaces.formula_families import (
    FAMILIES,
    MOST,
    calls,
    generated,
    longest,
    random_formula,
    refused,
)


@pytest.mark.parametrize("seed", range(120))
def test_derivatives_agree_with_differences(seed):
    """With those of the value, which has no part in how the gradient was derived."""
    source = random.Random(seed)
    text = random_formula(source, 4)
    try:
        surface = parse(text)
    except FormulaError:
        return
    theta = np.random.default_rng(seed).uniform(-2, 2, (2, 40))
    gradient, hessian = surface.gradient(theta), surface.hessian(theta)
    for f, derived in ((surface.value, gradient), (surface.gradient, hessian)):
        coarse, fine = (differences(f, theta, h) for h in (4e-5, 2e-5))
        # Where the two agree the function is smooth there, and they can judge.
        with np.errstate(all="ignore"):
            scale = 1 + np.abs(fine) + np.abs(f(theta))
            smooth = np.abs(coarse - fine) <= 1e-7 * scale
            wrong = np.abs(derived - fine) > 1e-5 * scale
        assert not (smooth & wrong & np.isfinite(fine)).any(), text


def differences(f, theta, h):
    steps = h * np.eye(2)[:, :, None]
    with np.errstate(all="ignore"):
        return np.stack([(f(theta + step) - f(theta - step)) / (2 * h) for step in steps])


class TestHostileText:
    """Whatever is typed: a surface that works, or a FormulaError, at a bounded cost."""

    def survives(self, text):
        """Whether it is a surface; if it is, it works everywhere."""
        try:
            surface = parse(text)
            for order in ("value", "gradient", "hessian"):
                result = getattr(surface, order)(np.array([[0.3, -1.0, 0.0], [2.0, 0.5, 0.0]]))
                assert result.shape[-1] == 3
            assert surface.latex and surface.gradient_latex
        except FormulaError as error:
            assert str(error)
            return False
        return True

    @pytest.mark.parametrize("block", range(10))
    def test_mutated_formulas(self, block):
        outcomes = set()
        for seed in range(60):
            source = random.Random(1000 * block + seed)
            outcomes.add(self.survives(mutated(source, random_formula(source, 6))))
        assert outcomes == {True, False}

    @given(st.text(max_size=60))
    def test_any_text(self, text):
        self.survives(text)

    @given(st.text("xy01.e+-*/^(), sinmaxplog", max_size=40))
    def test_any_text_of_the_alphabet(self, text):
        self.survives(text)


class TestCost:
    """Whatever is let through costs a bounded amount of work, all that is derived from it included.

    Function calls are counted, for a clock would measure what else the machine is doing: two
    seconds are about twenty million of them. `python -m tests.surfaces.formula_families` tries
    all texts.
    """

    @pytest.mark.parametrize("family", FAMILIES)
    def test_repeated_structure(self, family):
        """The longest text that becomes a surface; a longer one is refused."""
        text, longer = longest(family)
        assert calls(text) <= MOST
        assert not refused(text)
        assert longer is None or refused(longer)

    def test_all_of_the_work_is_counted_whatever_is_kept(self):
        first, second = calls("sin(x*y)^2"), calls("sin(x*y)^2")
        assert second > 0.5 * first

    def test_generated_formulas(self):
        most = max(calls(text) for text in generated(60))
        assert 1000 < most <= MOST


ALPHABET = "()+-*/^,.xye019 _'\"[]{}:;=<>!@#$%&|~`\\\n\0é²π×√j"


def mutated(source, text):
    """Up to three characters or pieces of the text removed, added or cut out."""
    for _ in range(source.randint(0, 3)):
        start, end = sorted(source.randint(0, len(text)) for _ in range(2))
        kind = source.random()
        if kind < 0.4:
            text = text[:start] + text[start + 1 :]
        elif kind < 0.8:
            text = text[:start] + source.choice(ALPHABET) + text[start:]
        else:
            text = text[:start] + text[end:]
    return text
