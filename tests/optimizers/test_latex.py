"""What a rule's LaTeX says is what the rule does, where it was written by hand."""

import re

import numpy as np
import pytest

from expressions.formulas.read import read
from expressions.functions import OPS
from expressions.mathml import assignment
from expressions.symbols import symbol
from expressions.tree import Call, Name, Node, Number
from optimizers import OPTIMIZERS

WRITTEN = [key for key, optimizer in OPTIMIZERS.items() if optimizer.latex]


def value(node: Node, known: dict) -> np.ndarray:
    match node:
        case Number(number):
            return number
        case Name(name):
            return known[name]
        case Call("pow", (base, exponent)):
            return np.float_power(value(base, known), value(exponent, known))
        case Call(op, args):
            return OPS[op].numpy(*(value(part, known) for part in args))


def unwrapped(text: str, command: str, pattern: str) -> str:
    """LaTeX with every `command{a}{b}`, from the innermost, as `pattern` says it with {0}, {1}."""
    braces = r"\{([^{}]*)\}" * len(set(re.findall(r"\{(\d)\}", pattern)))
    while True:
        done = re.sub(re.escape(command) + braces, lambda m: pattern.format(*m.groups()), text)
        if done == text:
            return text
        text = done


def spelled(latex: str, names: dict[str, str]) -> str:
    """The right-hand side of an equation in the language of formulas."""
    signs = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    whole = re.compile(rf"({signs})(?![A-Za-z])|\\\\[A-Za-z]+")  # other commands stay
    latex = whole.sub(lambda m: f" {names[m[1]]} " if m[1] else m[0], latex)
    latex = re.sub(r"\^\s*(\w+)", r"^(\1)", latex).replace(r"\,", " ").replace(r"\cdot", "*")
    latex = re.sub(r"\}\s+\{", "}{", latex)
    for _ in range(4):
        latex = unwrapped(latex, r"\sqrt", "sqrt({0})")
        latex = unwrapped(latex, r"\frac", "(({0})/({1}))")
    return latex


def equations(key: str):
    """Name and right-hand side of each equation; cases as WHERE(condition|first|other)."""
    optimizer = OPTIMIZERS[key]
    rule = optimizer.rule
    names = {}
    for name in (*rule.defaults, *rule.state, *rule.workings, "theta", "g"):
        sign = symbol(name)
        for index, suffix in (("t-1", "old"), ("t", "now"), ("", "now")):
            plain = name.replace("_", "") + (suffix if name not in rule.defaults else "")
            names[sign.at(index)] = plain
            names[sign.at(index).replace("_t", "_{t}")] = plain
    body = optimizer.latex.removeprefix(r"\begin{aligned}").removesuffix(r"\end{aligned}")
    cases = re.compile(r"\\begin\{cases\}(.*?)&(.*?)\\\\(.*?)&.*?\\end\{cases\}", re.DOTALL)
    body = cases.sub(_cases, body)
    for row in body.split(r"\\"):
        left, _, right = row.partition("&=")
        (name,) = re.findall(r"\w+", spelled(left, names))
        yield name, spelled(right.replace("\n", " "), names)


def _cases(found: re.Match) -> str:
    first, condition, other = found.groups()
    return f"WHERE({condition}|{first}|{other})"


@pytest.mark.parametrize("key", WRITTEN)
@pytest.mark.parametrize("t", [1, 3, 5, 6, 40])
def test_what_is_written_by_hand_computes_what_the_rule_computes(key, t):
    optimizer, rng = OPTIMIZERS[key], np.random.default_rng(t)
    theta, g, *state = rng.uniform(0.1, 1, (2 + len(optimizer.state), 2, 50))
    known = {"thetaold": theta, "gnow": g, "t": float(t), **optimizer.defaults}
    known |= {f"{n.replace('_', '')}old": v for n, v in zip(optimizer.state, state, strict=True)}
    with np.errstate(all="ignore"):
        for name, right in equations(key):
            before, cases, rest = right.partition("WHERE(")
            if cases:
                condition, first, other = rest.rstrip(") ").split("|")
                low, high = condition.split(">")
                held = value(read(low, known), known) > value(read(high, known), known)
                right = f"{before} ({first if held else other})"
            known[name] = value(read(right, tuple(known)), known)
        expected = optimizer.step(theta, g, t, *state)
    for name, ours in zip(("theta", *optimizer.state), expected, strict=True):
        np.testing.assert_allclose(known[f"{name.replace('_', '')}now"], ours, rtol=1e-10)


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_no_word_of_one_language_stands_in_a_formula(key):
    optimizer = OPTIMIZERS[key]
    assert r"\text" not in optimizer.formula
    for line in optimizer.rule.statements:
        assert "otherwise" not in assignment(line.name, line.value)


def test_a_number_times_a_fraction_is_no_mixed_number():
    def written(text: str) -> str:
        return assignment("a", read(text, ("x",)))

    for text in ("2*(1/2)", "x*2*(1/2)", "2*((2*x)/3)"):
        assert "·" in written(text).partition("<mfrac>")[0], text
    for text in ("2*(x/2)", "x*(1/2)", "2^(1/2)"):
        assert "·" not in written(text), text
