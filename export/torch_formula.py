"""A surface's formula as Python source for PyTorch, term by term as it was written."""

import ast

from surfaces.formula import constant, read

PLAIN = {"abs": "abs", "min": "min", "max": "max"}
TENSOR = {"min": "torch.minimum", "max": "torch.maximum"}
SMOOTH = {"exp", "sin", "cos", "sinh", "cosh", "tanh", "sigmoid"}


def torch_formula(formula: str, axes: tuple[str, str], names: tuple[str, ...]) -> str:
    """An expression over the tensors named in `axes` and the plain numbers in `names`.

    It uses the modules `math` and `torch`. Functions of numbers alone become those of math, because
    torch's want tensors.
    """
    return ast.unparse(_Writer(axes).visit(read(formula, (*axes, *names))))


def may_lack_slope(formula: str, axes: tuple[str, str], names: tuple[str, ...]) -> bool:
    """Whether autograd may find NaN where the loss itself is finite."""
    return any(map(_risky, ast.walk(read(formula, (*axes, *names)))))


def _risky(node: ast.AST) -> bool:
    """All but polynomials and a few functions that are smooth everywhere."""
    match node:
        case ast.BinOp(_, ast.Pow(), right):
            exponent = constant(right)
            return exponent is None or exponent < 1 or not exponent.is_integer()
        case ast.BinOp(_, ast.Div(), right):
            return constant(right) is None
        case ast.Call(ast.Name(name)):
            return name not in SMOOTH
    return False


class _Writer(ast.NodeTransformer):
    def __init__(self, axes: tuple[str, str]) -> None:
        self.axes = axes

    def varies(self, node: ast.AST) -> bool:
        return any(isinstance(n, ast.Name) and n.id in self.axes for n in ast.walk(node))

    def visit_Name(self, node: ast.Name) -> ast.expr:
        constant = node.id in ("pi", "e") and node.id not in self.axes
        return _expression(f"math.{node.id}") if constant else node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        name, varies = node.func.id, self.varies(node)
        parts = [ast.unparse(self.visit(part)) for part in node.args]
        if not varies and name == "sigmoid":
            return _expression(f"1 / (1 + math.exp(-({parts[0]})))")
        if not varies:
            return _expression(f"{PLAIN.get(name, f'math.{name}')}({', '.join(parts)})")
        if name not in TENSOR:
            return _expression(f"torch.{name}({parts[0]})")
        tensors = [
            written if self.varies(part) else f"torch.tensor(float({written}))"
            for written, part in zip(parts, node.args, strict=True)
        ]
        written = tensors[0]
        for tensor in tensors[1:]:
            written = f"{TENSOR[name]}({written}, {tensor})"
        return _expression(written)


def _expression(source: str) -> ast.expr:
    return ast.parse(source, mode="eval").body
