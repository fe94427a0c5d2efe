"""A rule as source text to carry off: a `torch.optim.Optimizer`, and a NumPy function."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from export.pieces import floated
from expressions.functions import ANY, CONSTANTS, OPS
from expressions.lower import lowered
from expressions.rules import Rule
from expressions.source import nested, written
from expressions.tree import Call, Name, Node, Number, names
from optimizers import Optimizer

KEPT = ("torch", "number", "inf", "nan", "super")
"""Names that the class needs itself; where a rule has one of them, its own gets an underscore."""
HELPERS = {
    "sign": (
        "def sign(u):\n"
        "    return torch.where(u.isnan(), u, torch.sign(u))  # torch.sign makes NaN 0"
    ),
    "norm": "def norm(u):\n    return (u * u).sum().sqrt()",
    "dot": "def dot(u, w):\n    return (u * w).sum()",
    "swap": "def swap(u):\n    return u.flip(0) if u.dim() else u",
}
NUMBER = "def number(value):\n    return torch.as_tensor(value, dtype=torch.float64)"
CLASS = '''class {name}(torch.optim.Optimizer):
    """{lines}"""

    def __init__({signature}):
        super().__init__(params, {{{defaults}}})

    @torch.no_grad()
    def step(self, closure=None):
        loss = None
        if closure is not None:
            with torch.enable_grad():
                loss = closure()
        for group in self.param_groups:
            settings = {{name: number(group[name]) for name in {hypers}}}
            for p in group["params"]:
                if p.grad is not None:
                    self._move(p, settings)
        return loss

    def _move(self, p, settings):
        state = self.state[p]
        if not state:
            state["t"] = 0
            state.update((name, torch.zeros_like(p)) for name in {state})
        state["t"] += 1
        kept = [state[name] for name in {state}]
        found = {step}(p, p.grad, number(state["t"]), *kept, **settings)
        theta, *kept = [torch.empty_like(p).copy_(value) for value in found]
        p.copy_(theta)
        state.update(zip({state}, kept))'''


def class_name(optimizer: Optimizer) -> str:
    """The name of the exported class: `Own1` for `own1`."""
    return "".join(part.capitalize() for part in optimizer.key.split("_"))


def exported(optimizer: Optimizer, values: Mapping[str, float]) -> dict[str, float]:
    """The hyper-parameters' values by the names that they have in the exported class."""
    rename = _renamed(optimizer.rule)
    return {rename.get(name, name): value for name, value in values.items()}


def torch_classes(optimizers: Sequence[Optimizer]) -> str:
    """The rules as subclasses of `torch.optim.Optimizer`; they need `import torch`.

    Plain tensor operations in the parameters' own precision; state and parameter groups as usual.
    `norm`, `dot` and `swap` see one parameter tensor at a time.
    """
    rules = [simplified(optimizer.rule) for optimizer in optimizers]
    called = {op for rule in rules for op in rule.operations}
    parts = (part for rule in rules for part in rule.parts)
    numbers = {repr(abs(part.value)) for part in parts if isinstance(part, Number)}
    infinite = ", ".join(sorted(numbers & {"inf", "nan"}))
    return "\n\n\n".join(
        (
            *([f"from math import {infinite}"] if infinite else []),
            NUMBER,
            *(helper for name, helper in HELPERS.items() if name in called),
            *(map(_class, optimizers, rules)),
        )
    )


def _class(optimizer: Optimizer, rule: Rule) -> str:
    step, rename = f"{optimizer.key}_step", _renamed(rule)
    state, hypers = (
        tuple(rename.get(name, name) for name in found) for found in (rule.state, rule.defaults)
    )
    defaults = [repr(float(value)) for value in rule.defaults.values()]
    pairs = list(zip(hypers, defaults, strict=True))
    text = CLASS.format(
        name=class_name(optimizer),
        lines="\n    ".join(("", *rule.text.split("\n"), "")),
        signature=", ".join(("self, params", *(f"{name}={value}" for name, value in pairs))),
        # Schedulers want a rate, even where no line reads it.
        defaults=", ".join(f'"{name}": {name}' for name in hypers)
        + ("" if "lr" in hypers else ', "lr": 1.0' if hypers else '"lr": 1.0'),
        hypers=repr(hypers),
        state=repr(state),
        step=step,
    )
    return f"{_function(rule, step, rename)}\n\n\n{text}"


def numpy_function(optimizer: Optimizer) -> str:
    """One step of the rule as a function of NumPy arrays; it needs `import numpy as np`."""
    return simplified(optimizer.rule).python(optimizer.key)


def simplified(rule: Rule) -> Rule:
    """The rule with every part that holds no names as its value: Python cannot divide by zero."""
    with np.errstate(all="ignore"):
        lines = tuple(replace(s, value=floated(_folded(s.value))) for s in rule.statements)
    return replace(rule, statements=lines)


def _folded(node: Node) -> Node:
    match node:
        case Name(name) if name in CONSTANTS:
            return Number(CONSTANTS[name])
        case Call("where", (condition, one, other)) if not names(condition):
            return _folded(one if _value(condition) else other)
        case Call(op, args) if OPS[op].condition or names(node):
            folded = Call(op, tuple(map(_folded, args)))
            return folded if names(folded) or OPS[op].condition else _folded(folded)
        case Call():
            return Number(float(_value(node)))
    return node


def _value(node: Node) -> float:
    """The value of a part that holds constants alone."""
    match lowered(node):
        case Number(value):
            return float(value)
        case Name(name):
            return CONSTANTS[name]
        case Call(op, args):
            return np.asarray(OPS[op].numpy(*map(_value, args))).ravel()[0].item()


def _renamed(rule: Rule) -> dict[str, str]:
    taken = {*rule.defaults, *rule.state, *rule.workings}
    rename = {}
    for name in KEPT:
        if name in taken:
            other = name + "_"
            while other in taken:
                other += "_"
            rename[name] = other
    return rename


def _function(rule: Rule, name: str, rename: Mapping[str, str]) -> str:
    """The arithmetic of a step, on tensors alone."""

    def called(node: Call, parts: list[str]) -> str:
        given = [
            part if names(arg) else f"number({part})"
            for arg, part in zip(node.args, parts, strict=True)
        ]
        function = node.op if node.op in HELPERS else OPS[node.op].torch or f"torch.{node.op}"
        if OPS[node.op].arity[1] == ANY:
            return nested(function, given)
        return f"{function}({', '.join(given)})"

    lines = []
    for statement in rule.statements:
        value = written(statement.value, called, rename)
        if not names(statement.value):
            condition = isinstance(statement.value, Call)
            value = f"torch.tensor({value})" if condition else f"number({value})"
        lines.append(f"{rename.get(statement.name, statement.name)} = {value}")
    shown = [rename.get(n, n) for n in ("theta", "g", "t", *rule.state, *rule.defaults)]
    outputs = ", ".join(rename.get(n, n) for n in ("theta", *rule.state))
    lines.append(f"return ({outputs},)")
    return "\n    ".join((f"def {name}({', '.join(shown)}):", *lines))
