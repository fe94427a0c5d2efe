"""Tapes: arithmetic as a flat list of numbers, for whoever runs it elsewhere than in Python.

A tape is data and can do nothing but arithmetic:

    inputs     names, in the order of their slots
    constants  floats, in the slots after the inputs
    code       four ints per operation: its number in OPS and the slots of up to three operands (0
               where it takes fewer); operation k writes slot len(inputs) + len(constants) + k
    outputs    slots of the results
    lines      for a rule, the slot of the value that each line assigns

Every slot is written once, so that each value can be read after the run. The operations stand in
the order in which NumPy computes them, so that the browser comes to the same bits where both
compute an operation alike.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterable, Sequence

OPS = (
    *("add", "sub", "mul", "div", "neg", "pow"),
    *("sqrt", "abs", "sign", "exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh"),
    *("max", "min", "lt", "le", "gt", "ge", "where"),
    *("sigmoid", "norm", "dot", "swap", "choice"),
)
"""The operations by their numbers. `norm`, `dot` and `swap` see all coordinates; pow of a whole
exponent is exact before it is rounded; choice(c, a, b) is a, b or their mean by the sign of c."""

_BINARY = {ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "div", ast.Pow: "pow"}
_COMPARE = {ast.Lt: "lt", ast.LtE: "le", ast.Gt: "gt", ast.GtE: "ge"}
_CALLS = {
    **{name: name for name in OPS[OPS.index("sqrt") :]},
    **{"float_power": "pow", "power": "pow", "Power": "pow", "absolute": "abs", "Absolute": "abs"},
    **{"maximum": "max", "Maximum": "max", "minimum": "min", "Minimum": "min", "Root": "sqrt"},
    **{"Exp": "exp", "Log": "log", "Sin": "sin", "Cos": "cos", "Tan": "tan", "Sinh": "sinh"},
    **{"Cosh": "cosh", "Tanh": "tanh", "Sigmoid": "sigmoid", "Sign": "sign", "Choice": "choice"},
}
MOST_PRODUCTS = 64
"""Whole constant powers up to this are written as products, as NumPy's square is."""


class TapeError(ValueError):
    """A piece of arithmetic that no tape can hold."""


class Writer:
    """Writes a tape. A value is an input's number, or a pair of what holds it and its number."""

    def __init__(self, inputs: Iterable[str]) -> None:
        self.names: dict[str, object] = {name: ("input", k) for k, name in enumerate(inputs)}
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

    def power(self, base: tuple[str, int], times: int) -> tuple[str, int]:
        """A product of equal factors, by squaring."""
        if times == 1:
            return base
        half = self.power(base, times // 2)
        square = self.operation("mul", half, half)
        return self.operation("mul", base, square) if times % 2 else square

    def expression(self, node: ast.expr) -> tuple[str, int]:
        """The value of an expression over names that are known by now. Raises TapeError."""
        match node:
            case ast.Constant(int() | float() as value) if not isinstance(value, bool):
                return self.constant(value)
            case ast.Name(name) if name in self.names:
                return self.names[name]
            case ast.UnaryOp(ast.UAdd(), part):
                return self.expression(part)
            case ast.UnaryOp(ast.USub(), ast.Constant(value)):
                return self.constant(-value)
            case ast.UnaryOp(ast.USub(), part):
                return self.operation("neg", self.expression(part))
            case ast.BinOp(base, ast.Pow(), ast.Constant(int() as times)) if (
                1 <= times <= MOST_PRODUCTS
            ):
                return self.power(self.expression(base), times)
            case ast.BinOp(left, op, right) if type(op) in _BINARY:
                return self.operation(
                    _BINARY[type(op)], self.expression(left), self.expression(right)
                )
            case ast.Compare(left, [op], [right]) if type(op) in _COMPARE:
                return self.operation(
                    _COMPARE[type(op)], self.expression(left), self.expression(right)
                )
            case ast.Call(ast.Name(name) | ast.Attribute(ast.Name("np"), name), parts, []):
                return self.call(name, [self.expression(part) for part in parts])
        raise TapeError(f"no tape for {ast.unparse(node)}")

    def call(self, name: str, operands: Sequence[tuple[str, int]]) -> tuple[str, int]:
        if name == "float":
            return operands[0]
        if name == "Square":
            return self.power(operands[0], 2)
        if name not in _CALLS:
            raise TapeError(f"no tape for the function {name}")
        return self.operation(_CALLS[name], *operands)

    def assign(self, name: str, value: ast.expr) -> None:
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
            code += [OPS.index(name), *slots, *[0] * (3 - len(slots))]
        return {
            "inputs": list(self.inputs),
            "constants": [float.fromhex(text) for text in self.constants],
            "code": code,
            "outputs": [slot(value) for value in outputs],
            "lines": [slot(value) for value in self.lines],
        }


def rule(step: Callable) -> dict:
    """The tape of an update rule, a function as `optimizers.Optimizer.step` is.

    Its inputs are the function's arguments in their order, its outputs theta and the states. Raises
    TapeError for a function that holds more than assignments of arithmetic.
    """
    tree = ast.parse(textwrap.dedent(inspect.getsource(step))).body[0]
    arguments = tree.args.args + tree.args.kwonlyargs
    writer = Writer(argument.arg for argument in arguments)
    for statement in tree.body:
        match statement:
            case ast.Expr(ast.Constant(str())):
                pass
            case ast.Assign([ast.Name(name)], value):
                writer.assign(name, value)
            case ast.Return(value):
                parts = value.elts if isinstance(value, ast.Tuple) else [value]
                return writer.finish([writer.expression(part) for part in parts])
            case _:
                raise TapeError(f"no tape for {ast.unparse(statement)}")
    raise TapeError(f"{tree.name} returns nothing")


def program(source: str, axes: Sequence[str]) -> dict:
    """The tape of a compiled formula, for the source that `surfaces.compile` makes of it.

    Its inputs are the axes and then the formula's other names; its outputs stand in the order of
    the results.
    """
    bind = ast.parse(source).body[0]
    *outer, fill, _ = bind.body
    writer = Writer([*axes, *(argument.arg for argument in bind.args.args)])
    results = []
    for statement in [*outer, *fill.body]:
        match statement:
            case ast.Assign([ast.Name(name)], value):
                writer.assign(name, value)
            case ast.Assign(targets, value):
                results += [writer.expression(value)] * len(targets)
            case _:
                raise TapeError(f"no tape for {ast.unparse(statement)}")
    return {**writer.finish(results), "lines": []}
