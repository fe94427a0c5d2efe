"""Tapes: arithmetic as a flat list of numbers, for whoever runs it elsewhere than in Python.

A tape is data and can do nothing but arithmetic:

    inputs     names, in the order of their slots
    constants  floats, in the slots after the inputs
    code       four ints per operation: its place in OPCODES, and the slots of up to three operands
               (0 where it takes fewer); operation k writes slot len(inputs) + len(constants) + k
    outputs    slots of the results
    lines      for a rule, the slot of the value that each line assigns

Every slot is written once, so that each value can be read after the run. The operations stand in
the order in which NumPy computes them, so that the browser comes to the same bits where both
compute an operation alike.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from expressions.functions import CONSTANTS
from expressions.lower import lowered
from expressions.tree import Call, Name, Node, Number

if TYPE_CHECKING:
    from expressions.formulas.program import Program
    from expressions.rules.rule import Rule

OPCODES = (
    *("add", "sub", "mul", "div", "neg", "pow"),
    *("sqrt", "abs", "sign", "exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh"),
    *("max", "min", "lt", "le", "gt", "ge", "where"),
    *("sigmoid", "norm", "dot", "swap", "choice", "eq", "ne"),
)
"""The operations by their numbers. `norm`, `dot` and `swap` see all coordinates; pow of a whole
exponent is exact before it is rounded; choice(c, a, b) is a, b or their mean by the sign of c."""


class TapeError(ValueError):
    """A piece of arithmetic that no tape can hold."""


class Writer:
    """Writes a tape. A value is an input's number, or a pair of what holds it and its number."""

    def __init__(self, inputs: Iterable[str]) -> None:
        self.names: dict[str, tuple[str, int]] = {
            name: ("input", k) for k, name in enumerate(inputs)
        }
        self.inputs = tuple(self.names)
        self.constants: dict[str, int] = {}
        self.operations: dict[tuple, int] = {}
        self.lines: list[tuple[str, int]] = []

    def constant(self, value: float) -> tuple[str, int]:
        return "constant", self.constants.setdefault(float(value).hex(), len(self.constants))

    def operation(self, name: str, *operands: tuple[str, int]) -> tuple[str, int]:
        """The value of an operation; the same one is computed once."""
        key = (name, *operands)
        return "result", self.operations.setdefault(key, len(self.operations))

    def square(self, base: tuple[str, int]) -> tuple[str, int]:
        return self.operation("mul", base, base)

    def expression(self, node: Node) -> tuple[str, int]:
        """The value of a lowered tree over names that are known by now. Raises TapeError."""
        match node:
            case Number(value) | Call("neg", (Number(value),)):
                return self.constant(value if isinstance(node, Number) else -value)
            case Name(name) if name in self.names:
                return self.names[name]
            case Name(name) if name in CONSTANTS:
                return self.constant(CONSTANTS[name])
            case Call("square", (part,)):
                return self.square(self.expression(part))
            case Call(op, args) if op in OPCODES:
                return self.operation(op, *(self.expression(part) for part in args))
        raise TapeError(f"no tape for {node}")

    def assign(self, name: str, value: Node) -> None:
        self.names[name] = self.expression(value)
        self.lines.append(self.names[name])

    def finish(self, outputs: Iterable[tuple[str, int]]) -> dict:
        first = {"input": 0, "constant": len(self.inputs)}
        first["result"] = first["constant"] + len(self.constants)

        def slot(value: tuple[str, int]) -> int:
            return first[value[0]] + value[1]

        code = []
        for name, *operands in self.operations:
            slots = [slot(operand) for operand in operands]
            code += [OPCODES.index(name), *slots, *[0] * (3 - len(slots))]
        return {
            "inputs": list(self.inputs),
            "constants": [float.fromhex(text) for text in self.constants],
            "code": code,
            "outputs": [slot(value) for value in outputs],
            "lines": [slot(value) for value in self.lines],
        }


def rule(rule: "Rule") -> dict:
    """The tape of an update rule: its inputs are theta, g, t, the states and the hyper-parameters.

    Its outputs are theta and the states.
    """
    writer = Writer(("theta", "g", "t", *rule.state, *rule.defaults))
    for statement in rule.statements:
        writer.assign(statement.name, lowered(statement.value))
    return writer.finish([writer.names[name] for name in ("theta", *rule.state)])


def program(made: "Program") -> dict:
    """The tape of a formula's program: its inputs are the axes and then the parameters."""
    writer = Writer((*made.axes, *made.parameters))
    for name, node in (*made.constants, *made.statements):
        writer.assign(name, node)
    return {**writer.finish([writer.expression(node) for node in made.results]), "lines": []}


@lru_cache(maxsize=256)
def tapes(formula: str, axes: tuple[str, str], parameters: tuple[str, ...]) -> dict:
    """The value and the gradient as tapes, from the very programs that NumPy runs.

    `defined`: whether the gradient exists wherever the value does; where not, it is 0 at points
    where the value is finite and it is NaN.
    """
    from expressions.formulas.program import program as programmed

    made = {order: programmed(formula, axes, parameters, order) for order in ("value", "gradient")}
    written = {order: program(part) for order, part in made.items()}
    return written | {"defined": made["gradient"].polynomial}
