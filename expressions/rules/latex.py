"""A rule as aligned equations, with the index of time that each name has at each place."""

from collections import Counter

from expressions.functions import CONSTANTS
from expressions.latex import typeset
from expressions.rules.rule import Rule
from expressions.symbols import symbol


def rule_latex(rule: Rule) -> str:
    """One equation per line, aligned at its sign.

    A state has the index t-1 until it is assigned, then t. Where a name is assigned again later in
    the step, it has a prime until then; only the gradient keeps its name, and is set by an arrow.
    """
    marks, rows = _Marks(rule), []
    for statement in rule.statements:
        value = typeset(statement.value, marks.latex)
        sign = r"\leftarrow" if statement.name == "g" else "="
        marks.assign(statement.name)
        rows.append(f"{marks.latex(statement.name)} &{sign} {value}")
    return r"\begin{aligned} " + r" \\ ".join(rows) + r" \end{aligned}"


class _Marks:
    """What each name is called at one place of the rule."""

    def __init__(self, rule: Rule) -> None:
        self.hypers = set(rule.defaults) | set(CONSTANTS)
        self.left = Counter(statement.name for statement in rule.statements)
        self.before = {"theta", *rule.state}
        self.steady = _steady(rule)

    def assign(self, name: str) -> None:
        self.left[name] -= 1
        self.before.discard(name)

    def latex(self, name: str) -> str:
        if name == "t":
            return "t"
        sign = symbol(name)
        if name in self.hypers or name in self.steady:
            return sign.latex
        if name in self.before:
            return sign.at("t-1")
        primes = 0 if name == "g" else self.left[name]
        return sign.at("t+1" if sign.ahead else "t", primes)


def _steady(rule: Rule) -> set[str]:
    """Workings that depend on hyper-parameters alone, and so are the same in every step."""
    steady = set(rule.defaults) | set(CONSTANTS)
    for statement in rule.statements:
        if steady.issuperset(statement.reads) and statement.name in rule.workings:
            steady.add(statement.name)
    return steady & set(rule.workings)
