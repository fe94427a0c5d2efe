"""The browser walks as NumPy does: to the last bit where both compute an operation alike."""

import random
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

import numpy as np
import pytest

from expressions.tape import OPCODES
from optimizers import HYPERS, OPTIMIZERS, read_rule
from simulation import SCHEDULES, simulate
from simulation.comparison import Comparison, Run, simulate_run
from simulation.judge.measures import answer
from simulation.run import Trajectory
from surfaces import SURFACES, FormulaError, parse
from tests.player.node import operations, walk
from tests.simulation.dissect import before, dissect
from tests.surfaces.test_formula_fuzz import random_formula
from ui.frame.text import number

ROUGH = {"exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "sigmoid", "pow"}
"""Operations that two mathematical libraries round differently."""


def used(tape: dict) -> set[str]:
    return {OPCODES[number] for number in tape["code"][::4]}


EXACT = {
    key: surface
    for key, surface in SURFACES.items()
    if not (used(surface.tapes["value"]) | used(surface.tapes["gradient"])) & ROUGH
}
WHOLE = [rule for key, rule in OPTIMIZERS.items() if key != "nadam"]
"""The rules whose powers have whole exponents."""


def same(walked, path) -> bool:
    """Whether a walk is a trajectory, to the last bit."""
    pairs = [(getattr(walked, n), getattr(path, n)) for n in ("theta", "loss", "gradient", "lr")]
    pairs += [(walked.state[name], history) for name, history in path.state.items()]
    equal = all(np.array_equal(a, b, equal_nan=True) for a, b in pairs)
    return equal and walked.diverged_at == path.diverged_at


def agrees(walked, comparison, run) -> bool:
    """Whether a walk keeps to the server's path within 1e-12 of its size.

    Where NumPy's own path from the next float beside the start strays farther, as that of a rule
    does which divides by a nearly singular matrix, ten times as far is allowed.
    """
    path = simulate_run(comparison, run)
    beside = replace(comparison, start=tuple(np.nextafter(comparison.start, np.inf)))
    with np.errstate(all="ignore"):
        apart = np.abs(simulate_run(beside, run).theta - path.theta).max(axis=1, keepdims=True)
        spread = np.maximum.accumulate(apart)  # a difference of one step is carried on
        allowed = 1e-12 * np.maximum(1, np.abs(path.theta)) + 10 * spread
        close = np.abs(walked.theta - path.theta) <= allowed
    alike = (walked.theta == path.theta) | (np.isnan(walked.theta) & np.isnan(path.theta))
    return bool((close | alike | np.isnan(spread)).all())


def case(surface, optimizer, hypers=None, start=None, steps=300, **conditions):
    run = Run("run", "", optimizer, hypers or {})
    return Comparison(surface, start or surface.start, steps, (run,), **conditions), run


def settings(optimizer, count: int, source: random.Random):
    """Hyper-parameters from all over the sliders."""
    return [
        {name: source.choice(HYPERS[name].stops) for name in optimizer.defaults}
        for _ in range(count)
    ]


def test_the_browser_knows_the_same_operations():
    assert operations() == list(OPCODES)


def test_most_surfaces_are_computed_alike():
    assert len(EXACT) >= 16


def exact_cases(count: int = 3) -> list:
    """Rules with whole powers on all exact surfaces, with so many settings besides their own."""
    source = random.Random(1)
    cases = []
    for surface in EXACT.values():
        for optimizer in WHOLE:
            (x0, x1), (y0, y1) = surface.domain
            cases += [
                case(surface, optimizer),
                *(
                    case(
                        surface, optimizer, hypers, (source.uniform(x0, x1), source.uniform(y0, y1))
                    )
                    for hypers in settings(optimizer, count, source)
                ),
            ]
    return cases


def paths(cases: Iterable[tuple[Comparison, Run]]) -> list[Trajectory]:
    """The server's path of each case without noise; neighbours of one rule go in one batch.

    A column of a batch is its single run to the last bit: tests/simulation/test_simulation.py.
    """
    found = []
    for _, together in groupby(cases, lambda one: (one[0].surface.key, one[1].optimizer.key)):
        comparisons, runs = zip(*together, strict=True)
        first = comparisons[0]
        start = np.transpose([comparison.start for comparison in comparisons])
        hypers = {name: [run.values[name] for run in runs] for name in runs[0].values}
        batch = simulate(runs[0].optimizer, first.surface, start, first.steps, **hypers)
        found += [batch.column(k) for k in range(len(runs))]
    return found


def test_bits_are_numpys_where_nothing_is_transcendental():
    cases = exact_cases()
    for walked, path, (comparison, run) in zip(walk(cases), paths(cases), cases, strict=True):
        where = (comparison.surface.key, run.optimizer.key, run.hypers, comparison.start)
        assert same(walked, path), where


@pytest.mark.parametrize("key", [*sorted(set(SURFACES) - set(EXACT)), "rosenbrock"])
def test_elsewhere_twenty_steps_agree(key):
    surface = SURFACES[key]
    cases = [case(surface, optimizer, steps=20) for optimizer in OPTIMIZERS.values()]
    for walked, (comparison, run) in zip(walk(cases), cases, strict=True):
        assert agrees(walked, comparison, run), run.optimizer.key


@pytest.mark.parametrize("optimizer", WHOLE, ids=lambda rule: rule.key)
def test_noise_is_the_servers(optimizer):
    cases = [
        case(SURFACES["rosenbrock"], optimizer, noise=noise, seed=seed)
        for noise in (0.01, 1.0, 10.0)
        for seed in (0, 7)
    ]
    for walked, (comparison, run) in zip(walk(cases), cases, strict=True):
        assert same(walked, simulate_run(comparison, run))


AVERAGING = [rule for rule in OPTIMIZERS.values() if rule.point]
"""The rules whose point that counts is not theta."""


@pytest.mark.parametrize("optimizer", AVERAGING, ids=lambda rule: rule.key)
@pytest.mark.parametrize("steps", [0, 1, 40])
def test_the_point_that_counts_is_the_servers(optimizer, steps):
    asked = case(SURFACES["rosenbrock"], optimizer, noise=0.1, steps=steps)
    (walked,) = walk([asked])
    found = answer(optimizer, simulate_run(*asked))
    assert np.array_equal(walked.answer, found)
    assert tuple(found[0]) == asked[0].start


@pytest.mark.parametrize("batch", [*SURFACES["regression"].parameters[0].stops, 7, 51, 99])
@pytest.mark.parametrize("shuffle", [0, 1])
def test_batches_are_the_servers(batch, shuffle):
    surface = SURFACES["regression"].with_parameters(batch=batch, shuffle=shuffle)
    cases = [case(surface, rule, seed=seed) for rule in WHOLE[:8] for seed in (0, 3)]
    for walked, (comparison, run) in zip(walk(cases), cases, strict=True):
        assert same(walked, simulate_run(comparison, run))


@pytest.mark.parametrize("p", SURFACES["sparse"].parameters[0].stops)
def test_rare_slopes_are_the_servers(p):
    surface = SURFACES["sparse"].with_parameters(p=p)
    cases = [case(surface, rule, seed=5, noise=noise) for rule in WHOLE for noise in (0, 0.1)]
    for walked, (comparison, run) in zip(walk(cases), cases, strict=True):
        assert same(walked, simulate_run(comparison, run))


@pytest.mark.parametrize("schedule", [s for k, s in SCHEDULES.items() if k != "constant"])
def test_schedules_are_the_servers(schedule):
    source = random.Random(2)
    turned = [
        schedule.with_parameters(**{p.key: source.choice(p.stops) for p in schedule.parameters})
        for _ in range(12)
    ]
    cases = [
        case(SURFACES["booth"], OPTIMIZERS["sgd"], steps=steps, schedule=s)
        for s in (schedule, *turned)
        for steps in (0, 1, 7, 300)
    ]
    for walked, (comparison, run) in zip(walk(cases), cases, strict=True):
        path = simulate_run(comparison, run)
        np.testing.assert_allclose(walked.lr, path.lr, rtol=1e-13, atol=1e-17)


@pytest.mark.parametrize("key", [key for key, s in SURFACES.items() if s.parameters])
def test_parameters_are_inputs(key):
    """The tape of a surface is one for all its settings, so that a hand can turn them."""
    surface = SURFACES[key]
    last = surface.with_parameters(**{p.key: p.stops[-1] for p in surface.parameters})
    assert last.tapes == surface.tapes


def test_typed_formulas_agree():
    source, cases = random.Random(3), []
    while len(cases) < 200:
        try:
            surface = parse(random_formula(source, 4))
        except FormulaError:
            continue
        point = (source.uniform(-3, 3), source.uniform(-3, 3))
        cases.append(case(surface, OPTIMIZERS["sgd"], {"lr": 1e-3}, point, 20))
    for walked, (comparison, run) in zip(walk(cases), cases, strict=True):
        assert agrees(walked, comparison, run), comparison.surface.formula


@pytest.mark.parametrize("optimizer", OPTIMIZERS.values(), ids=OPTIMIZERS)
def test_every_rule_has_a_tape_of_plain_numbers(optimizer):
    tape = optimizer.tape
    assert tape["inputs"][3 : 3 + len(optimizer.state)] == list(optimizer.state)
    assert all(type(number) is int for number in tape["code"])
    assert all(type(number) is float for number in tape["constants"])
    assert len(tape["outputs"]) == 1 + len(optimizer.state)


def text_of(value, truth: bool = False) -> str:
    """A value of a line as the step page writes it."""
    if isinstance(value, np.ndarray):
        return "(" + ",\N{NO-BREAK SPACE}".join(text_of(v, truth) for v in value.tolist()) + ")"
    return ("yes" if value else "no") if truth else number(float(value))


def numbers_in(text: str) -> list[float]:
    plain = text.replace("\N{MINUS SIGN}", "-").strip("()")
    return [float(part) for part in plain.split(",")]


ODDLY_NAMED = read_rule("__proto__ = __proto__ + g\ntheta = theta - lr * __proto__", "Odd")
"""A rule that remembers under a name which every object of the browser knows."""


@pytest.mark.parametrize("key", ["rosenbrock", "ravine"])
@pytest.mark.parametrize("step", [1, 2, 3, 11, 12, 40])
def test_the_lines_of_a_step_are_the_rules(key, step):
    """What the step page shows: all that each line reads and assigns, in the very digits."""
    rules = [*OPTIMIZERS.values(), ODDLY_NAMED]
    cases = [case(SURFACES[key], rule, noise=0.1, steps=40) for rule in rules]
    for found, (comparison, run) in zip(walk(cases, step), cases, strict=True):
        path, optimizer = simulate_run(comparison, run), run.optimizer
        held = before(optimizer, path, step)
        for line, (statement, after) in zip(
            found.lines, dissect(optimizer, path, step), strict=True
        ):
            where, result = (optimizer.key, statement.text), after[statement.name]
            truth = np.asarray(result).dtype == bool
            assert line["short"] == text_of(result, truth), where
            if not truth:
                assert np.allclose(line["value"], result, rtol=1e-12, atol=1e-300), where
                assert numbers_in(line["long"]) == np.ravel(line["value"]).tolist(), where
            assert set(line["reads"]) == set(statement.reads), where
            for name, read in line["reads"].items():
                if not isinstance(read["value"], bool) and name != "trusted":
                    assert read["short"] == text_of(held[name]), (*where, name)
            held = after
