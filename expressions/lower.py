"""Powers as what is computed for them: products, quotients and roots, in one order everywhere.

NumPy computes `**` of scalars, arrays and strided arrays by different routines, and other machines
differ again; products are the same on all of them.
"""

from expressions.tree import Call, Node, Number, rebuilt

MAX_EXPONENT = 20
"""The largest exponent of what varies, and the largest for which a power becomes a product."""


def lowered(node: Node) -> Node:
    """The tree with integer powers as products, u**0.5 as a root, and max and min of two."""
    return rebuilt(node, _lower)


def _lower(node: Node) -> Node:
    match node:
        case Call("pow", (base, Number(exponent))) if exponent == 0.5:
            return Call("sqrt", (base,))
        case Call("pow", (base, raised)) if (times := _times(raised)) is not None:
            product = _product(base, times)
            return product if isinstance(raised, Number) else Call("div", (Number(1.0), product))
        case Call("pos", (part,)):
            return part
        case Call("max" | "min" as op, (first, second, *others)) if others:
            return _lower(Call(op, (Call(op, (first, second)), *others)))
    return node


def _times(raised: Node) -> int | None:
    """The size of an exponent whose power becomes a product, else None."""
    match raised:
        case Number(value) | Call("neg", (Number(value),)):
            return int(value) if value % 1 == 0 and value <= MAX_EXPONENT else None
    return None


def operations(node: Node) -> int:
    """How many operations the lowered tree has, at most: a product repeats its base."""
    match node:
        case Call("pow", (base, raised)) if times := _times(raised):
            return times.bit_count() * operations(base) + 2 * times.bit_length()
        case Call(_, args):
            return 1 + sum(map(operations, args))
    return 0


def _product(base: Node, times: int) -> Node:
    if times < 2:
        return base if times else Number(1.0)
    square = Call("square", (_product(base, times // 2),))
    return Call("mul", (base, square)) if times % 2 else square
