"""The one table of operations: a new function is one entry here.

From an entry come its reading, its value (NumPy, PyTorch, plain floats), its derivative, its LaTeX
and its name on the browser's tape.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

CONSTANTS = {"pi": math.pi, "e": math.e}
ANY = 99


@dataclass(frozen=True)
class Op:
    """An operation on numbers, coordinate by coordinate unless it is `joint`.

    key       its name in the tree, on the tape, and where it is typed
    numpy     its value for arrays; it must not depend on how they lie in memory
    plain     its value for floats
    latex     a command (\\sin), or a template with {} or {0} {1} ... for its arguments
    slopes    the derivative of a function of one number, as a formula in u; that of all others is
              in `formulas.symbolic`
    torch     a function of tensors, as source; "" for that of the same name in `torch`
    arity     least and largest number of arguments
    sign      how it is written between its arguments, if it is an operator
    sympy     the name of its class in SymPy, which decides the order of sums and products
    smooth    it has a finite slope wherever it has a value
    formulas  may be typed in formulas;  rules: in rules
    joint     it sees all coordinates of its arguments
    condition its value is true or false
    """

    key: str
    numpy: Callable[..., Any]
    plain: Callable[..., Any] | None = None
    latex: str = ""
    slopes: tuple[str, ...] = ()
    torch: str = ""
    arity: tuple[int, int] = (1, 1)
    sign: str = ""
    sympy: str = ""
    smooth: bool = False
    formulas: bool = True
    rules: bool = True
    joint: bool = False
    condition: bool = False


def _sigmoid(z: np.ndarray) -> np.ndarray:
    return 1.0 / (1.0 + np.exp(-z))


def _choice(c: np.ndarray, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """a where c > 0, b where c < 0, their mean where c is 0."""
    return np.where(c > 0, a, np.where(c < 0, b, 0.5 * (a + b)))


def _square(u: np.ndarray) -> np.ndarray:
    return u * u


def dot(u: np.ndarray, w: np.ndarray) -> np.ndarray:
    """The inner product of u and w (n, *batch): (*batch).

    The coordinates are added along contiguous memory, so that a column of a batch has the bits of
    its single run.
    """
    products = np.ascontiguousarray(np.moveaxis(np.atleast_1d(u * w), 0, -1))
    return products.sum(axis=-1)


def norm(u: np.ndarray) -> np.ndarray:
    """The Euclidean length of u (n, *batch): (*batch)."""
    return np.sqrt(dot(u, u))


def swap(u: np.ndarray) -> np.ndarray:
    """u (n, *batch) with its coordinates in reverse: (u_y, u_x) in the plane."""
    return np.atleast_1d(u)[::-1]


def _operators() -> tuple[Op, ...]:
    two: dict[str, Any] = {"arity": (2, 2), "smooth": True}
    only: dict[str, Any] = {"formulas": False, "rules": False}
    return (
        Op("add", np.add, lambda a, b: a + b, sign="+", **two),
        Op("sub", np.subtract, lambda a, b: a - b, sign="-", **two),
        Op("mul", np.multiply, lambda a, b: a * b, sign="*", **two),
        Op("div", np.divide, lambda a, b: a / b, sign="/", **two),
        Op("neg", np.negative, lambda a: -a, sign="-", smooth=True),
        Op("pos", np.positive, lambda a: a, sign="+", smooth=True),
        Op("pow", np.float_power, lambda a, b: a**b, sign="**", arity=(2, 2), sympy="Power"),
        Op("square", _square, sympy="Square", **only),
        Op("choice", _choice, sympy="Choice", arity=(3, 3), **only),
    )


def _compared() -> tuple[Op, ...]:
    shared = {"arity": (2, 2), "formulas": False, "condition": True}
    return (
        Op("lt", np.less, sign="<", latex="<", **shared),
        Op("le", np.less_equal, sign="<=", latex=r"\le", **shared),
        Op("gt", np.greater, sign=">", latex=">", **shared),
        Op("ge", np.greater_equal, sign=">=", latex=r"\ge", **shared),
        Op("eq", np.equal, sign="==", latex="=", **shared),
        Op("ne", np.not_equal, sign="!=", latex=r"\ne", **shared),
    )


def _functions() -> tuple[Op, ...]:
    many: dict[str, Any] = {"arity": (2, ANY)}
    joint: dict[str, Any] = {"formulas": False, "joint": True}
    cases = r"\begin{{cases}} {1} & {0} \\ {2} \end{{cases}}"
    return (
        Op("exp", np.exp, math.exp, "e^{{{0}}}", ("exp(u)",), smooth=True, sympy="Exp"),
        Op("log", np.log, math.log, r"\log", ("1/u",), sympy="Log"),
        Op("sqrt", np.sqrt, math.sqrt, r"\sqrt{{{0}}}", ("0.5/sqrt(u)",), sympy="Root"),
        Op("sin", np.sin, math.sin, r"\sin", ("cos(u)",), smooth=True, sympy="Sin"),
        Op("cos", np.cos, math.cos, r"\cos", ("-sin(u)",), smooth=True, sympy="Cos"),
        Op("tan", np.tan, math.tan, r"\tan", ("1 + tan(u)^2",), sympy="Tan"),
        Op("sinh", np.sinh, math.sinh, r"\sinh", ("cosh(u)",), smooth=True, sympy="Sinh"),
        Op("cosh", np.cosh, math.cosh, r"\cosh", ("sinh(u)",), smooth=True, sympy="Cosh"),
        Op("tanh", np.tanh, math.tanh, r"\tanh", ("1 - tanh(u)^2",), smooth=True, sympy="Tanh"),
        Op("abs", np.absolute, abs, r"\left|{0}\right|", ("sign(u)",), sympy="Absolute"),
        Op("min", np.minimum, min, r"\min", torch="torch.minimum", sympy="Minimum", **many),
        Op("max", np.maximum, max, r"\max", torch="torch.maximum", sympy="Maximum", **many),
        # Its slope loses no digits where it is near 1.
        Op(
            "sigmoid",
            _sigmoid,
            lambda z: 0.5 * (1 + math.tanh(z / 2)),
            r"\sigma",
            ("sigmoid(u)*sigmoid(-u)",),
            smooth=True,
            sympy="Sigmoid",
        ),
        Op(
            "sign",
            np.sign,
            lambda z: math.copysign(1.0, z) if z else 0.0,
            r"\operatorname{{sign}}\left({0}\right)",
            ("0*u",),
            formulas=False,
            sympy="Sign",
        ),
        Op("where", np.where, latex=cases, arity=(3, 3), formulas=False),
        Op("norm", norm, latex=r"\left\|{0}\right\|", torch="norm", **joint),
        Op("dot", dot, latex=r"\left\langle {0}, {1} \right\rangle", arity=(2, 2), **joint),
        Op("swap", swap, latex=r"\operatorname{{swap}}\left({0}\right)", torch="swap", **joint),
    )


OPS = {op.key: op for op in (*_operators(), *_compared(), *_functions())}
CALLED = {key: op for key, op in OPS.items() if not op.sign and (op.formulas or op.rules)}
"""The functions: what is called by its name."""
ALIASES = {"ln": "log", "maximum": "max", "minimum": "min", "absolute": "abs"}
"""Other names that are understood."""
