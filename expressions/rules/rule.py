"""The record of an update rule: its lines as trees, and what its names are."""

from dataclasses import dataclass, field, fields

from expressions.functions import OPS
from expressions.once import once
from expressions.source import nested, written
from expressions.tree import Call, Node, names, parts_of

GIVEN = ("theta", "g", "t")
"""What every rule is given: the point, the gradient there, and the number of the step, from 1."""

NUMPY_JOINED = {"max": "np.maximum", "min": "np.minimum"}
NUMPY_WRITTEN = {
    "norm": "np.sqrt(np.sum(({0}) * ({0}), axis=0))",
    "dot": "np.sum(({0}) * ({1}), axis=0)",
    "swap": "np.atleast_1d({0})[::-1]",
    "sigmoid": "(1 / (1 + np.exp(-({0}))))",
}
"""What is not called by the same name in NumPy."""


@dataclass(frozen=True)
class Statement:
    """A line `name = value`. `number`: that of the line in the text, from 1."""

    name: str
    value: Node
    number: int = field(default=0, compare=False, repr=False)

    @property
    def text(self) -> str:
        """The line in the language, in the one way in which it is written out."""
        return f"{self.name} = {written(self.value)}"

    @property
    def reads(self) -> tuple[str, ...]:
        """The names in the value, each once."""
        return names(self.value)

    @property
    def compares(self) -> bool:
        """Whether the value is a comparison, true or false."""
        return isinstance(self.value, Call) and OPS[self.value.op].condition


@dataclass(frozen=True)
class Declared:
    """A hyper-parameter: its default, and its slider's stops where the rule says them."""

    name: str
    default: float
    stops: tuple[float, ...] = ()


@dataclass(frozen=True)
class Rule:
    """An update rule. `state`: the names that are kept from step to step, zero at first."""

    statements: tuple[Statement, ...]
    state: tuple[str, ...]
    hypers: tuple[Declared, ...]

    def __hash__(self) -> int:
        return self._hash

    @once
    def _hash(self) -> int:
        # Asked for at every look into a cache, and the trees are deep.
        return hash((self.statements, self.state, self.hypers))

    def __getstate__(self) -> dict[str, object]:
        # Another process hashes otherwise.
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @property
    def defaults(self) -> dict[str, float]:
        return {hyper.name: hyper.default for hyper in self.hypers}

    @property
    def workings(self) -> tuple[str, ...]:
        """Names that live within one step only."""
        assigned = dict.fromkeys(statement.name for statement in self.statements)
        return tuple(name for name in assigned if name not in (*GIVEN, *self.state))

    @property
    def parts(self) -> tuple[Node, ...]:
        """All parts of the lines' values, in the order in which they are written."""
        return tuple(part for line in self.statements for part in parts_of(line.value))

    @once
    def operations(self) -> frozenset[str]:
        """The keys of the operations that the lines use."""
        return frozenset(part.op for part in self.parts if isinstance(part, Call))

    @property
    def joint(self) -> bool:
        """Whether a line looks at all coordinates together."""
        return any(OPS[op].joint for op in self.operations)

    @property
    def text(self) -> str:
        """The rule in its language; read again, where it is not too long, it is the same rule."""
        declared = [
            f"{h.name}: {h.default!r}" + (f" in {' '.join(map(repr, h.stops))}" if h.stops else "")
            for h in self.hypers
        ]
        return "\n".join((*declared, *(statement.text for statement in self.statements)))

    @property
    def signature(self) -> str:
        """The arguments of a Python function of one step, the hyper-parameters by name."""
        settings = [f"{hyper.name}={hyper.default!r}" for hyper in self.hypers]
        return ", ".join((*GIVEN, *self.state, *(["*", *settings] if settings else [])))

    def python(self, name: str) -> str:
        """The rule as the source of a NumPy function, which needs `import numpy as np`."""

        lines = [f"{s.name} = {written(s.value, _numpy)}" for s in self.statements]
        returned = ", ".join(("theta", *self.state)) if self.state else "(theta,)"
        return "\n    ".join((f"def {name}({self.signature}):", *lines, f"return {returned}"))


def _numpy(node: Call, parts: list[str]) -> str:
    if node.op in NUMPY_JOINED:
        return nested(NUMPY_JOINED[node.op], parts)
    if node.op in NUMPY_WRITTEN:
        return NUMPY_WRITTEN[node.op].format(*parts)
    return f"np.{node.op}({', '.join(parts)})"
