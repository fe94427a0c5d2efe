"""Powers as what is computed for them: products, quotients and roots, in one order everywhere.

NumPy computes `**` of scalars, arrays and strided arrays by different routines, and other machines
differ again; products are the same on all of them.
"""

from expressions.tree import Call, Node, Number, rebuilt


def lowered(node: Node) -> Node:
    """The tree with integer powers as products, u**0.5 as a root, and max and min of two."""
    return rebuilt(node, _lower)


def _lower(node: Node) -> Node:
    match node:
        case Call("pow", (base, Number(exponent))) if exponent == 0.5:
            return Call("sqrt", (base,))
        case Call("pow", (base, Number(exponent))) if float(exponent).is_integer():
            return _product(base, int(exponent))
        case Call("pow", (base, Call("neg", (Number(exponent),)))) if exponent % 1 == 0:
            return Call("div", (Number(1.0), _product(base, int(exponent))))
        case Call("pos", (part,)):
            return part
        case Call("max" | "min" as op, (first, second, *others)) if others:
            return _lower(Call(op, (Call(op, (first, second)), *others)))
    return node


def _product(base: Node, times: int) -> Node:
    if times < 2:
        return base if times else Number(1.0)
    square = Call("square", (_product(base, times // 2),))
    return Call("mul", (base, square)) if times % 2 else square
