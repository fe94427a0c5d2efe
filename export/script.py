"""A comparison as a PyTorch script: torch.optim in float64, same noise, samples and schedule."""

from collections.abc import Callable
from dataclasses import replace
from textwrap import fill, indent

import numpy as np

from export.pieces import floated, harmless, scheduler_imports, tensor
from export.rule import class_name, exported, numpy_function, torch_classes
from expressions.formulas.read import constant, read
from expressions.functions import OPS
from expressions.source import torch_source
from expressions.tree import Call, Node, names, parts_of
from simulation import Comparison, Run, simulate_all
from surfaces import Surface
from surfaces.data import XS, YS, draw_batches, draw_sparse

NUDGE = 1e-9
APART = 1e-6
"""A nudge that has grown a thousandfold by the end has changed it."""


def pytorch_script(comparison: Comparison) -> str:
    """A self-contained Python script that repeats the comparison with torch.optim.

    It needs only PyTorch and NumPy, and prints a line for each run: its key, then x and y of the
    last point in full precision, separated by tabs; with `--path`, a line for each step, whose
    number stands behind the key. Rules that PyTorch lacks are classes in the
    script, ready for a training loop; typed ones are NumPy functions too. Where a path is chaotic,
    rounding decides, and the script's end may be another one: it says so beside the run.
    """
    sampled = comparison.surface.draw
    draw = _SAMPLES.get(sampled) if sampled else None
    moved = chaotic(comparison)
    blocks = [
        _head(comparison),
        _constants(comparison),
        *([draw(comparison.surface)] if draw else []),
        _loss(comparison.surface),
        _rules(comparison),
        _loop(comparison),
        "\n".join(_call(run, moved.get(run.key)) for run in comparison.runs),
    ]
    return "\n\n\n".join(block.strip("\n") for block in blocks if block) + "\n"


def chaotic(comparison: Comparison) -> dict[str, float]:
    """The runs that a nudge of 1e-9 at the start leads to another end, and how far from theirs.

    inf: one of the two ends is not finite, the other is.
    """
    x, y = comparison.start
    other = simulate_all(replace(comparison, start=(x + NUDGE, y + NUDGE)))
    found = {}
    for key, path in simulate_all(comparison).items():
        pair = path.theta[-1], other[key].theta[-1]
        finite = [bool(np.isfinite(end).all()) for end in pair]
        if all(finite):
            apart = float(np.abs(pair[0] - pair[1]).max())
        else:
            apart = np.inf if any(finite) else 0.0
        if apart > APART:
            found[key] = apart
    return found


def _head(comparison: Comparison) -> str:
    surface = comparison.surface
    lines = [f"# The surface {surface.key}, {comparison.steps} steps, with torch.optim."]
    lines.append(fill(f"f = {surface.formula}", 96, initial_indent="# ", subsequent_indent="# "))
    lines += ["import math"] * ("math." in _expression(surface)) + ["import sys", ""]
    if _draws(comparison) or any(run.optimizer.function is None for run in comparison.runs):
        lines.append("import numpy as np")
    lines.append("import torch")
    lines += scheduler_imports(_schedule(comparison))
    lines += ["", "torch.set_default_dtype(torch.float64)"]
    return "\n".join(
        [*lines, 'WHOLE = "--path" in sys.argv  # print every step, not the end alone']
    )


def _constants(comparison: Comparison) -> str:
    lines = [f"START = {[float(v) for v in comparison.start]!r}", f"STEPS = {comparison.steps}"]
    if comparison.noise:
        lines.append(f"NOISE = {float(comparison.noise)!r}")
    if _draws(comparison):
        lines.append(f"SEED = {int(comparison.seed)}")
    lines += [f"{key} = {value!r}" for key, value in _numbers(comparison.surface).items()]
    return "\n".join(lines)


def _loss(surface: Surface) -> str:
    if surface.draw is draw_batches:
        return (
            "def loss(point, chosen):\n"
            "    w, b = point\n"
            "    return ((w * XS[chosen] + b - YS[chosen]) ** 2).mean()"
        )
    first, second = surface.axes
    return f"def loss(point):\n    {first}, {second} = point\n    return {_expression(surface)}"


def _rules(comparison: Comparison) -> str:
    """The rules that PyTorch lacks, each once."""
    lacked = {r.optimizer.key: r.optimizer for r in comparison.runs if r.optimizer.torch is None}
    typed = [numpy_function(rule) for rule in lacked.values() if rule.function is None]
    return "\n\n\n".join([*([torch_classes([*lacked.values()])] if lacked else []), *typed])


def _loop(comparison: Comparison) -> str:
    surface, schedule = comparison.surface, _schedule(comparison)
    sampled = surface.draw in _SAMPLES
    batches = surface.draw is draw_batches
    setup = ["samples = draw(np.random.default_rng(SEED).spawn(1)[0])"] * sampled
    setup += ["noise = NOISE * np.random.default_rng(SEED).standard_normal((STEPS, 2))"] * bool(
        comparison.noise
    )
    setup += ['lr = optimizer.defaults["lr"]', *schedule] if schedule else []
    body = ["optimizer.zero_grad()"]
    body += [f"value = loss(point{', next(samples)' if batches else ''})", "value.backward()"]
    if not batches and _may_lack_slope(surface):
        body += [
            "if value.isfinite():  # at a tip or kink the slope counts as 0",
            "    point.grad[point.grad.isnan()] = 0.0",
        ]
    if surface.draw is draw_sparse:
        body += ["if not next(samples):  # the second coordinate's slope is not seen"]
        body += ["    point.grad[1] = 0.0"]
    body += ["point.grad += torch.from_numpy(noise[t])"] * bool(comparison.noise)
    body += ["optimizer.step()"] + ["scheduler.step()"] * bool(schedule)
    body += ["if WHOLE:", '    print(key, t + 1, *point.tolist(), sep="\\t")']
    return "\n".join(
        [
            "def run(key, rule, /, **settings):",
            "    point = torch.tensor(START, requires_grad=True)",
            "    optimizer = rule([point], **settings)",
            *(f"    {part}" for part in setup),
            "    if WHOLE:",
            '        print(key, 0, *point.tolist(), sep="\\t")',
            "    for t in range(STEPS):",
            indent("\n".join(body), " " * 8),
            "    if not WHOLE:",
            '        print(key, *point.tolist(), sep="\\t")',
        ]
    )


def _call(run: Run, apart: float | None) -> str:
    """The line that starts a run. apart: how far a nudge moves its end, None for a calm one."""
    values = {name: float(value) for name, value in run.values.items()}
    if run.optimizer.torch is None:
        rule, arguments = class_name(run.optimizer), exported(run.optimizer, values)
    else:
        rule, arguments = run.optimizer.torch(**values)
        rule = f"torch.optim.{rule}"
    settings = "".join(f", {name}={value!r}" for name, value in arguments.items())
    line = f"run({run.key!r}, {rule}{settings})  # {harmless(run.label)}"
    if apart is None:
        return line
    return f"# Chaotic: a start {NUDGE:g} away ends {apart:.2g} away, and so may this one.\n{line}"


def _batches(surface: Surface) -> str:
    """Source of XS, YS and the generator of mini-batches."""
    batch, shuffle = int(surface.values["batch"]), bool(surface.values["shuffle"])
    data = "\n".join(tensor(name, values) for name, values in (("XS", XS), ("YS", YS)))
    epochs = (
        "    while True:\n"
        "        order = rng.permutation(len(XS))\n"
        "        for first in range(0, len(XS), BATCH):\n"
        "            yield order[first : first + BATCH]"
    )
    single = "    while True:\n        yield rng.integers(len(XS), size=BATCH)"
    body = epochs if shuffle else single
    return f"BATCH = {batch}\n{data}\n\n\ndef draw(rng):\n{body}"


def _glimpses(surface: Surface) -> str:
    """Source of the generator that says whether the second coordinate is seen."""
    seen = float(surface.values["p"])
    return (
        f"SEEN = {seen!r}\n\n\ndef draw(rng):\n    while True:\n        yield rng.random() < SEEN"
    )


_SAMPLES: dict[Callable, Callable[[Surface], str]] = {
    draw_batches: _batches,
    draw_sparse: _glimpses,
}


def _schedule(comparison: Comparison) -> tuple[str, ...]:
    return comparison.schedule.torch_lines(comparison.steps) if comparison.schedule else ()


def _draws(comparison: Comparison) -> bool:
    return bool(comparison.noise) or comparison.surface.draw in _SAMPLES


def _numbers(surface: Surface) -> dict[str, float]:
    """The names in the formula that are not axes, with their values in its units."""
    if surface.draw is draw_batches:
        return {}  # the script has the data themselves
    return surface.arguments


def _expression(surface: Surface) -> str:
    if surface.draw is draw_batches:
        return ""
    tree = floated(_tree(surface))
    source = torch_source(tree, surface.axes)
    varies = any(axis in names(tree) for axis in surface.axes)
    return source if varies else f"{source} + 0 * point.sum()"  # else there is nothing to derive


def _tree(surface: Surface) -> Node:
    return read(surface.formula, (*surface.axes, *_numbers(surface)))


def _may_lack_slope(surface: Surface) -> bool:
    """Whether autograd may find NaN where the loss itself is finite."""
    return any(map(_risky, parts_of(_tree(surface))))


def _risky(node: Node) -> bool:
    """All but polynomials and functions that are smooth everywhere."""
    match node:
        case Call("pow", (_, exponent)):
            power = constant(exponent)
            return power is None or power < 1 or not power.is_integer()
        case Call("div", (_, divisor)):
            return constant(divisor) is None
        case Call(op):
            return not OPS[op].smooth
    return False
