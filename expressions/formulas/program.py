"""A formula's value or derivatives as straight-line arithmetic, the one that everybody runs.

What repeats is computed once, what depends on parameters alone is set apart, and integer powers are
products: NumPy compiles these very trees, and the browser's tape is written from them.
"""

from dataclasses import dataclass
from functools import cache, lru_cache, reduce

import sympy

from expressions.formulas import symbolic
from expressions.formulas.symbolic import Expr
from expressions.functions import OPS
from expressions.tree import Call, Name, Node, Number

Assigned = tuple[tuple[str, Node], ...]


class Square(sympy.Function):
    """u * u, kept from being read as a power again."""


class Root(sympy.Function):
    """The square root of u, kept from being read as a power again."""


OPERATIONS = {op.sympy: op.key for op in OPS.values()}
"""The operations by the names of their classes in SymPy."""


@dataclass(frozen=True)
class Program:
    """`constants` from the parameters, then `statements` from the axes too, then the results.

    results: f; f_x, f_y; or f_xx, f_xy, f_yy. polynomial: in the axes; only another function may be
    finite where its derivative is 0/0 or 0 * inf.
    """

    axes: tuple[str, str]
    parameters: tuple[str, ...]
    constants: Assigned
    statements: Assigned
    results: tuple[Node, ...]
    polynomial: bool


@lru_cache(maxsize=256)
def program(
    formula: str, axes: tuple[str, str], parameters: tuple[str, ...], order: str
) -> Program:
    """The program of order "value", "gradient" or "hessian"; FormulaError for a wrong formula."""
    parts = symbolic.derivatives(formula, axes, (*axes, *parameters), order)
    variables = sympy.symbols(axes)
    plain, fixed = _plain(parts, set(variables))
    repeated, results = sympy.cse(plain, symbols=sympy.numbered_symbols("t_"))
    return Program(
        axes,
        parameters,
        tuple((name.name, _tree(part)) for part, name in fixed.items()),
        tuple((name.name, _tree(part)) for name, part in repeated),
        tuple(map(_tree, results)),
        all(part.is_polynomial(*variables) for part in parts),
    )


def _plain(parts: tuple[Expr, ...], axes: set[Expr]) -> tuple[list[Expr], dict[Expr, sympy.Symbol]]:
    """The parts with constants as floats, and powers as squares, roots and products.

    What depends on parameters only becomes a symbol; the second result maps it to that.
    """
    fixed: dict[Expr, sympy.Symbol] = {}

    @cache
    def plain(part: Expr) -> Expr:
        if part.is_number:
            return part if part.is_Rational else sympy.Float(float(part))
        if not part.args:
            return part
        arguments = [plain(argument) for argument in part.args]
        rewritten = _power(*arguments) if part.is_Pow else part.func(*arguments)
        if part.free_symbols & axes:
            return rewritten
        return fixed.setdefault(rewritten, sympy.Symbol(f"c_{len(fixed)}"))

    return [plain(part) for part in parts], fixed


def _power(base: Expr, exponent: Expr) -> Expr:
    if not (exponent.is_Rational and exponent.q <= 2):
        return base**exponent
    if exponent < 0:
        return 1 / _power(base, -exponent)
    half = Root(base) if exponent.q == 2 else sympy.S.One
    return half * _product(base, exponent.p // exponent.q)


def _product(base: Expr, times: int) -> Expr:
    if times < 2:
        return base if times else sympy.S.One
    square = Square(_product(base, times // 2))
    return base * square if times % 2 else square


def _tree(part: Expr) -> Node:
    """The tree of what `_plain` returned; every number is a float."""
    if part.is_Symbol:
        return Name(part.name)
    if part.is_Number:
        return Number(float(part))
    if part.is_Add:
        first, *others = part.args
        return reduce(_added, others, _tree(first))
    if part.is_Mul:
        above = [_tree(factor) for factor in part.args if not _divides(factor)]
        below = [_tree(factor.base) for factor in part.args if _divides(factor)]
        product = reduce(_joined("mul"), above) if above else Number(1.0)
        return reduce(_joined("div"), below, product)
    if _divides(part):
        return Call("div", (Number(1.0), _tree(part.base)))
    op = "pow" if part.is_Pow else OPERATIONS[part.func.__name__]
    return Call(op, tuple(map(_tree, part.args)))


def _joined(op: str):
    return lambda left, right: Call(op, (left, right))


def _added(left: Node, term: Expr) -> Node:
    if term.as_coeff_Mul()[0] < 0:
        return Call("sub", (left, _tree(-term)))
    return Call("add", (left, _tree(term)))


def _divides(factor: Expr) -> bool:
    return factor.is_Pow and factor.exp == -1
