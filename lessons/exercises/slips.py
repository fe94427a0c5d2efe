"""What goes wrong when a line of a rule is worked out by hand, as changes of its tree.

A slip is another tree for one line. In it `ƒƒm` is the value of m before the step: a name with this
sign cannot be typed, so it is nobody else's.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from expressions.rules import Rule
from expressions.rules.facts import Correction, corrections
from expressions.tree import Call, Name, Node, Number, names, parts_of, rebuilt

BEFORE = "ƒƒ"


@dataclass(frozen=True)
class Slip:
    """A wrong way to work out the line with number `line`, from 0. kind: the name of its hint."""

    kind: str
    line: int
    value: Node


def slips(rule: Rule) -> tuple[Slip, ...]:
    """The ways in which the lines of a rule go wrong, those that tell most first."""
    found: dict[tuple[int, Node], Slip] = {}
    renewed: set[str] = set()
    fixed = corrections(rule)
    for number, line in enumerate(rule.statements):
        plain = _PLAIN if _is_short(line.value) else ()
        changes = () if line.compares else (*_CHANGES, *plain, _POINT)
        made = [(kind, node) for kind, change in changes for node in change(line.value)]
        early = [("old", _old(line.value, name)) for name in sorted(renewed)]
        missing = _uncorrected(number, rule, fixed)
        where = [("coupling", node) for node in _coupled(number, rule)]
        last = _last(line.name, line.value)
        for kind, node in (*missing, *early, *where, *last, *made):
            if node != line.value:
                found.setdefault((number, node), Slip(kind, number, node))
        if line.name in ("theta", "g", *rule.state):
            renewed.add(line.name)
    return tuple(found.values())


def _each(node: Node, change: Callable[[Node], Node | None]) -> Iterator[Node]:
    """The tree with one of the parts changed for which `change` has something else."""
    if (made := change(node)) is not None:
        yield made
    if isinstance(node, Call):
        for place, part in enumerate(node.args):
            for other in _each(part, change):
                args = (*node.args[:place], other, *node.args[place + 1 :])
                yield Call(node.op, args, node.span)


def _with(node: Node, name: str, value: Node) -> Node:
    """The tree with a value in place of a name."""
    return rebuilt(node, lambda part: value if part == Name(name) else part)


def _named(name: str, value: Node) -> Callable[[Node], Iterator[Node]]:
    def change(node: Node) -> Iterator[Node]:
        if name in names(node):
            yield _with(node, name, value)

    return change


def _without(op: str) -> Callable[[Node], Iterator[Node]]:
    """Leaves out an operation on one argument."""

    def change(part: Node) -> Node | None:
        return part.args[0] if isinstance(part, Call) and part.op == op else None

    return lambda node: _each(node, change)


def _old(node: Node, name: str) -> Node:
    return _with(node, name, Name(BEFORE + name))


def _uncorrected(number: int, rule: Rule, fixed: tuple[Correction, ...]) -> list[tuple[str, Node]]:
    line = rule.statements[number]
    found = []
    for correction in fixed:
        if line.name == correction.corrected and correction.average in line.reads:
            found.append(("uncorrected", Name(correction.average)))
        elif correction.corrected in line.reads:
            value = _with(line.value, correction.corrected, Name(correction.average))
            found.append(("uncorrected", value))
    return found


def _coupled(number: int, rule: Rule) -> Iterator[Node]:
    """The decay in the gradient where it belongs beside the step, and the other way round."""
    line = rule.statements[number]
    pulls = {s.name for s in rule.statements if {"decay", "theta"} <= {*s.reads}}
    pull = Call("mul", (Name("decay"), Name(f"{BEFORE}theta")))
    if pulls == {"theta"} and "g" in line.reads and "decay" not in line.reads:
        yield _with(line.value, "g", Call("add", (Name("g"), pull)))
    if pulls == {"g"} and line.name == "theta" and "lr" in line.reads:
        yield Call("sub", (line.value, Call("mul", (Name("lr"), pull))))


def _inside(node: Node) -> Iterator[Node]:
    def change(part: Node) -> Node | None:
        match part:
            case Call("add", (Call("sqrt", (inner,)), Name("eps") as small)):
                return Call("sqrt", (Call("add", (inner, small)),))
        return None

    return _each(node, change)


def _outside(node: Node) -> Iterator[Node]:
    def change(part: Node) -> Node | None:
        match part:
            case Call("sqrt", (Call("add", (inner, Name("eps") as small)),)):
                return Call("add", (Call("sqrt", (inner,)), small))
        return None

    return _each(node, change)


def _square(node: Node) -> Iterator[Node]:
    def change(part: Node) -> Node | None:
        match part:
            case Call("pow", (base, Number(2))):
                return base
        return None

    return _each(node, change)


def _power(node: Node) -> Iterator[Node]:
    def change(part: Node) -> Node | None:
        match part:
            case Call("pow", (base, Name("t"))):
                return base
        return None

    return _each(node, change)


def _rest(node: Node) -> str | None:
    """b where the node is 1 - b."""
    match node:
        case Call("sub", (Number(1), Name(name))):
            return name
    return None


def _weight(node: Node) -> Iterator[Node]:
    kept = {part.args[0] for part in parts_of(node) if isinstance(part, Call) and part.op == "mul"}

    def change(part: Node) -> Node | None:
        match part:
            case Call("mul", (first, second)) if _rest(first) and Name(_rest(first) or "") in kept:
                return second
        return None

    return _each(node, change)


_MARK = Name(BEFORE)


def _swapped(node: Node) -> Iterator[Node]:
    for part in parts_of(node):
        name = _rest(part)
        if name and _count(node, name) == 2:
            swapped = rebuilt(node, lambda p, part=part: _MARK if p == part else p)
            swapped = _with(swapped, name, part)
            yield _with(swapped, BEFORE, Name(name))


def _count(node: Node, name: str) -> int:
    return sum(part == Name(name) for part in parts_of(node))


def _added(node: Node) -> Iterator[Node]:
    match node:
        case Call("sub", (left, right)):
            yield Call("add", (left, right))
        case Call("add", (left, right)):
            yield Call("sub", (left, right))


def _sign(node: Node) -> Iterator[Node]:
    yield Call("neg", (node,))


def _case(node: Node) -> Iterator[Node]:
    def change(part: Node) -> Node | None:
        match part:
            case Call("where", (truth, one, other)):
                return Call("where", (truth, other, one))
        return None

    return _each(node, change)


def _mean(node: Node) -> Iterator[Node]:
    """Without the number by which a sum is divided."""

    def change(part: Node) -> Node | None:
        match part:
            case Call("div", (above, Number(_))):
                return above
        return None

    return _each(node, change)


def _upside(node: Node) -> Iterator[Node]:
    def change(part: Node) -> Node | None:
        match part:
            case Call("div", (above, below)):
                return Call("div", (below, above))
        return None

    return _each(node, change)


def _point(node: Node) -> Iterator[Node]:
    yield Call("mul", (Number(10), node))
    yield Call("div", (node, Number(10)))


_SHORT = 3
"""Operations in a line that is short: of its slips in plain arithmetic each can be told."""


def _is_short(node: Node) -> bool:
    return sum(isinstance(part, Call) for part in parts_of(node)) <= _SHORT


def _products(*changed: Callable[[Node, Node], Node]) -> Callable[[Node], Iterator[Node]]:
    """The ways in which one of the products becomes something else."""

    def changes(node: Node) -> Iterator[Node]:
        for change in changed:
            yield from _each(node, partial(_product, change))

    return changes


def _product(change: Callable[[Node, Node], Node], part: Node) -> Node | None:
    match part:
        case Call("mul", (one, other)):
            return change(one, other)
    return None


def _summand(node: Node) -> Iterator[Node]:
    """A sum of several numbers without the last, or without one that comes before it."""

    def change(part: Node) -> Node | None:
        match part:
            case Call("add", (Call("add", _) as one, _)):
                return one
        return None

    def earlier(part: Node) -> Node | None:
        match part:
            case Call("add", (Call("add", (one, _)), other)):
                return Call("add", (one, other))
        return None

    yield from _each(node, change)
    yield from _each(node, earlier)


def _kept(node: Node) -> tuple[Name, Node, Node] | None:
    """b, x and y where the node is b x + y, in either order."""
    match node:
        case Call("add", (Call("mul", (Name() as kept, past)), new)):
            return kept, past, new
        case Call("add", (new, Call("mul", (Name() as kept, past)))):
            return kept, past, new
    return None


def _average(node: Node) -> Iterator[Node]:
    """A weighted mean where a sum is wanted."""
    if parts := _kept(node):
        kept, past, new = parts
        fresh = Call("mul", (Call("sub", (Number(1), kept)), new))
        yield Call("add", (Call("mul", (kept, past)), fresh))


def _complement(node: Node) -> Iterator[Node]:
    if parts := _kept(node):
        kept, past, new = parts
        yield Call("add", (Call("mul", (Call("sub", (Number(1), kept)), past)), new))


def _order(node: Node) -> Iterator[Node]:
    """Worked out from left to right, or without the brackets."""

    def change(part: Node) -> Node | None:
        match part:
            case Call("add" | "sub" as op, (left, Call("mul", (one, other)))):
                return Call("mul", (Call(op, (left, one)), other))
            case Call("add" | "sub" as op, (Call("mul", (one, other)), right)):
                return Call("mul", (one, Call(op, (other, right))))
            case Call("div", (Call("add" | "sub" as op, (left, right)), Number() as below)):
                return Call(op, (left, Call("div", (right, below))))
        return None

    return _each(node, change)


def _last(name: str, node: Node) -> list[tuple[str, Node]]:
    """Slips of a line by what it assigns."""
    found = []
    if name in names(node):
        kind = "past" if name != "theta" else "only_step"
        found.append((kind, _with(node, name, Number(0))))
    match node:
        case Call("sub", (Name("theta"), step)) if name == "theta":
            found += [("unchanged", Name("theta")), ("only_step", step)]
    return found


_EARLIER = Call("sub", (Name("t"), Number(1)))
_CHANGES = (
    ("early", _named("t", _EARLIER)),
    ("inside", _inside),
    ("outside", _outside),
    ("square", _square),
    ("root", _without("sqrt")),
    ("power", _power),
    ("swapped", _swapped),
    ("weight", _weight),
    ("rate", _named("lr", Number(1))),
    ("decay", _named("decay", Number(0))),
    ("eps", _named("eps", Number(0))),
    ("present", _named("g", Number(0))),
    ("mean", _mean),
    ("upside", _upside),
    ("case", _case),
    ("signum", _without("sign")),
    ("added", _added),
    ("sign", _sign),
)
_PLAIN = (
    ("summand", _summand),
    ("average", _average),
    ("complement", _complement),
    ("order", _order),
    ("divided", _products(lambda a, b: Call("div", (b, a)))),
    ("factor", _products(lambda a, b: a, lambda a, b: b)),
    ("summed", _products(lambda a, b: Call("add", (a, b)))),
    (
        "shift",
        _products(
            lambda a, b: Call("mul", (Call("mul", (Number(10), a)), b)),
            lambda a, b: Call("mul", (Call("div", (a, Number(10))), b)),
        ),
    ),
)
_POINT = ("point", _point)
