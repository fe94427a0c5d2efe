"""A tree as source text: the language itself with the parentheses it needs, PyTorch, or NumPy."""

from collections.abc import Callable, Collection, Mapping
from functools import reduce

from expressions.functions import CONSTANTS, OPS
from expressions.tree import Call, Name, Node, Number, names

COMPARE, SUM, PRODUCT, SIGN, POWER, ATOM = range(6)
LEVELS = {"add": SUM, "sub": SUM, "mul": PRODUCT, "div": PRODUCT, "neg": SIGN, "pos": SIGN}
Writer = Callable[[Call, list[str]], str]
"""The source of a call, given that of its arguments."""


def written(node: Node, call: Writer | None = None, rename: Mapping[str, str] = {}) -> str:
    """The tree as text that is read as the same tree.

    call: writes functions, where they are not simply called by their names; rename: names that
    are called otherwise there.
    """
    return _written(node, call or _called, rename)[0]


def nested(function: str, parts: list[str]) -> str:
    """A call with any number of arguments of a function that takes two: f(f(a, b), c)."""
    return reduce(lambda made, part: f"{function}({made}, {part})", parts)


def _called(node: Call, parts: list[str]) -> str:
    return f"{node.op}({', '.join(parts)})"


def _written(node: Node, call: Writer, rename: Mapping[str, str]) -> tuple[str, int]:
    match node:
        case Number(value):
            return repr(value), ATOM if value >= 0 else SIGN
        case Name(name):
            return rename.get(name, name), ATOM
        case Call(op, args) if not OPS[op].sign:
            return call(node, [_written(part, call, rename)[0] for part in args]), ATOM
        case Call(op, args):
            return _operator(op, [_written(part, call, rename) for part in args])
    raise TypeError(f"not a tree: {node!r}")


def _operator(op: str, parts: list[tuple[str, int]]) -> tuple[str, int]:
    def inside(k: int, least: int) -> str:
        text, level = parts[k]
        return f"({text})" if level < least else text

    sign, level = OPS[op].sign, COMPARE if OPS[op].condition else LEVELS.get(op, POWER)
    if len(parts) == 1:
        return sign + inside(0, SIGN), SIGN
    if op == "pow":
        return f"{inside(0, ATOM)}{sign}{inside(1, SIGN)}", POWER
    return f"{inside(0, level + (level == COMPARE))} {sign} {inside(1, level + 1)}", level


def torch_source(node: Node, tensors: Collection[str]) -> str:
    """An expression over the tensors in `tensors`; all other names are plain numbers.

    It uses the modules `math` and `torch`. Functions of numbers alone become those of math, because
    torch's want tensors.
    """
    constants = {name: f"math.{name}" for name in CONSTANTS if name not in tensors}

    def call(call: Call, parts: list[str]) -> str:
        varies = [any(name in tensors for name in names(part)) for part in call.args]
        if not any(varies):
            return _plain_call(call.op, parts)
        function = OPS[call.op].torch or f"torch.{call.op}"
        if len(parts) == 1:
            return f"{function}({parts[0]})"
        given = [
            part if is_tensor else f"torch.tensor(float({part}))"
            for part, is_tensor in zip(parts, varies, strict=True)
        ]
        return nested(function, given)

    tensors = frozenset(tensors)
    return written(node, call, constants)


def _plain_call(op: str, parts: list[str]) -> str:
    if op == "sigmoid":
        return f"(1 / (1 + math.exp(-({parts[0]}))))"
    return f"{op if op in ('abs', 'min', 'max') else f'math.{op}'}({', '.join(parts)})"


INFIX = {"add": "+", "sub": "-", "mul": "*", "div": "/"} | {
    op.key: op.sign for op in OPS.values() if op.condition
}
SCOPE = {f"ƒ{op.key}": op.numpy for op in OPS.values()}
"""What compiled source calls. The sign before each name cannot be typed, so no name hides one."""


def numpy_source(node: Node) -> str:
    """Python source of a lowered tree, over variables of the names in it."""
    match node:
        case Number(value):
            return f"({float(value)!r})" if value < 0 else repr(float(value))
        case Name(name):
            return repr(CONSTANTS[name]) if name in CONSTANTS else name
        case Call("square", (Name(name),)) if name not in CONSTANTS:
            return f"({name}*{name})"
        case Call("neg", (part,)):
            return f"(-{numpy_source(part)})"
        case Call(op, args):
            parts = [numpy_source(part) for part in args]
            if op in INFIX:
                return f"({parts[0]} {INFIX[op]} {parts[1]})"
            return f"ƒ{op}({', '.join(parts)})"
    raise TypeError(f"not a tree: {node!r}")
