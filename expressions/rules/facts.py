"""What the tree of a rule says about it: which states hold squares, what corrects for the start."""

from dataclasses import dataclass, replace

from expressions.rules.rule import Rule, Statement
from expressions.tree import Call, Name, Node, Number, names


@dataclass(frozen=True)
class Correction:
    """A line `corrected = average / (1 - beta**t)`, which makes up for a start at zero."""

    corrected: str
    average: str


def squares(rule: Rule) -> tuple[str, ...]:
    """The states that are sums, averages or maxima of squares."""
    found: set[str] = set()
    numbers = {*rule.defaults, "t"}
    for statement in rule.statements:
        if statement.name in rule.state:
            terms = [t for t in _terms(statement.value) if not numbers.issuperset(names(t))]
            kinds = [_squared(term, found | {statement.name}, numbers) for term in terms]
            if terms and all(kinds) and any(_squared(t, found, numbers) for t in terms):
                found.add(statement.name)
    return tuple(name for name in rule.state if name in found)


def averages(rule: Rule) -> tuple[str, ...]:
    """The states that are sums or averages of the gradient itself: velocities, first moments."""
    numbers = {*rule.defaults, "t"}

    def adds(term: Node, own: str) -> bool:
        moving = [factor for factor in _factors(term) if not numbers.issuperset(names(factor))]
        return moving in ([Name("g")], [Name(own)])

    return tuple(
        s.name
        for s in rule.statements
        if s.name in rule.state
        and {"g", s.name} <= {*s.reads}
        and all(adds(term, s.name) for term in _terms(s.value))
    )


def weights(rule: Rule) -> tuple[str, ...]:
    """The hyper-parameters that weigh an average: what is new has the share 1 minus theirs."""
    parts = rule.parts
    return tuple(h for h in rule.defaults if Call("sub", (Number(1), Name(h))) in parts)


def _terms(node: Node) -> list[Node]:
    match node:
        case Call("add" | "sub" | "max" | "min", args):
            return [term for part in args for term in _terms(part)]
        case Call("neg" | "pos", (part,)):
            return _terms(part)
    return [node]


def _squared(term: Node, found: set[str], numbers: set[str]) -> bool:
    """Whether a term is a square or one of the states found, times something."""
    factors = [f for f in _factors(term) if not numbers.issuperset(names(f))]
    named = [factor.id for factor in factors if isinstance(factor, Name)]
    if found.intersection(named) or len(named) != len(set(named)):
        return True
    return any(isinstance(f, Call) and f.op == "pow" and f.args[1] == Number(2) for f in factors)


def _factors(node: Node) -> list[Node]:
    match node:
        case Call("mul", args):
            return [factor for part in args for factor in _factors(part)]
        case Call("div", (above, _)):
            return _factors(above)
    return [node]


def corrections(rule: Rule) -> tuple[Correction, ...]:
    """The lines that correct an average for its start at zero."""
    return tuple(filter(None, map(_correction, rule.statements)))


def _correction(statement: Statement) -> Correction | None:
    match statement.value:
        case Call(
            "div",
            (Name(average), Call("sub", (Number(1), Call("pow", (Name(), Name("t")))))),
        ):
            return Correction(statement.name, average)
    return None


def uncorrected(rule: Rule) -> Rule | None:
    """The rule with averages in place of corrected averages; None where t does anything else."""
    timed = [statement for statement in rule.statements if "t" in statement.reads]
    if not timed or not all(map(_correction, timed)):
        return None
    bare = tuple(
        replace(s, value=Name(found.average)) if (found := _correction(s)) else s
        for s in rule.statements
    )
    return replace(rule, statements=bare)


def scales_gradient(rule: Rule) -> bool:
    """Whether the last line moves theta by the gradient itself, scaled by state alone."""
    last = rule.statements[-1]
    allowed = {"theta", "g", *rule.state, *rule.defaults}
    alone = [statement.name for statement in rule.statements].count("theta") == 1
    return alone and last.name == "theta" and "g" in last.reads and allowed.issuperset(last.reads)


def meaning(rule: Rule, statement: Statement) -> frozenset[str]:
    """A line with all the lines on which what it reads depends: two rules that share these mean
    the same by it."""
    found, waiting = {statement}, [statement]
    while waiting:
        reads = {*waiting.pop().reads}
        for other in rule.statements:
            if other.name in reads and other not in found:
                found.add(other)
                waiting.append(other)
    return frozenset(line.text for line in found)
