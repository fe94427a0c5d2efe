"""A lesson as it is declared: its rules, what it claims and asks, and its lines of PyTorch."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from expressions.once import once
from lessons.checks import Check
from lessons.experiment import Experiment, Ran
from optimizers import OPTIMIZERS
from simulation import simulate
from surfaces import parse


@dataclass(frozen=True, eq=False)
class Claim:
    """A strength or a weakness, and the experiment that shows it. key: its mark in the texts."""

    key: str
    experiment: Experiment
    check: Check

    @property
    def asked(self) -> tuple[Check, ...]:
        """All that may be asked of a run."""
        return (self.check,)

    def holds(self, ran: Ran) -> bool:
        return self.check.holds(ran)


@dataclass(frozen=True, eq=False)
class Question:
    """A question to which the run gives the answer. key: its mark in the texts.

    checks: option, marked so in the texts -> what must be true of the run for it to be the answer;
    the first that is counts, and the one whose check is None where no other is. answer: the one
    that comes true with the declared settings.
    because: option -> whether a run in which it came true did so for the reason that the text
    gives; left out where the text is true of every such run.
    """

    key: str
    experiment: Experiment
    checks: Mapping[str, Check | None]
    answer: str
    because: Mapping[str, Check] = field(default_factory=dict)

    @property
    def options(self) -> tuple[str, ...]:
        return tuple(self.checks)

    @property
    def asked(self) -> tuple[Check, ...]:
        """All that may be asked of a run."""
        return (*filter(None, self.checks.values()), *self.because.values())

    def judge(self, ran: Ran) -> str:
        """The option that comes true of a run."""
        sure = (option for option, check in self.checks.items() if check and check.holds(ran))
        otherwise = (option for option, check in self.checks.items() if check is None)
        return next(sure, None) or next(otherwise)

    def explains(self, ran: Ran) -> bool:
        """Whether the text of the answer that came true tells the reason of this very run."""
        cause = self.because.get(self.judge(ran))
        return cause is None or cause.holds(ran)


@dataclass(frozen=True)
class TorchProgram:
    """A rule in PyTorch, on the one-parameter loss (θ − 2)² from θ = 1.

    arguments: those of the class in torch.optim, as they are typed. hypers: the same in our names.
    """

    optimizer: str
    arguments: str
    hypers: Mapping[str, float] = field(default_factory=dict)

    STEPS = 5

    @property
    def line(self) -> str:
        """The line that makes the optimizer."""
        rule = OPTIMIZERS[self.optimizer]
        if rule.torch is None:
            raise ValueError(f"PyTorch has no {rule.name}")
        name, _ = rule.torch(**rule.defaults | dict(self.hypers))
        return f"optimizer = optim.{name}(params, {self.arguments})"

    @property
    def source(self) -> str:
        """A whole program; it prints theta after each step."""
        return f"""import torch
from torch import optim

theta = torch.tensor(1.0, dtype=torch.float64, requires_grad=True)
params = [theta]
{self.line}

for step in range({self.STEPS}):
    optimizer.zero_grad()
    loss = (theta - 2) ** 2
    loss.backward()
    optimizer.step()
    print(theta.item())
"""

    @once
    def numbers(self) -> tuple[float, ...]:
        """What this app's own rule finds: theta after each step, on a surface flat along y."""
        valley = parse("(x - 2)^2", start=(1.0, 0.0))
        rule = OPTIMIZERS[self.optimizer]
        hypers: dict[str, Any] = dict(self.hypers)
        path = simulate(rule, valley, valley.start, self.STEPS, **hypers)
        return tuple(float(x) for x in path.theta[1:, 0])


class Exercise(Protocol):
    """An exercise of the course, and the number of its lesson, None for one of no lesson."""

    @property
    def key(self) -> str: ...
    @property
    def lesson(self) -> int | None: ...


@dataclass(frozen=True, eq=False)
class Lesson:
    """A lesson, equal only to itself; its words are in <language>/<number>-<key>.md.

    rules: keys of the optimizers whose formula and source it shows. more: further functions whose
    source belongs beside theirs. networks: section -> the experiments on networks (keys of
    networks.claims.declared.EXPERIMENTS) to which it leads; those of "opening" begin the lesson.
    texts: the words of a teacher's own lesson, by language. exercises: keys of the course's
    exercises that such a lesson asks, too.
    """

    number: int
    key: str
    rules: tuple[str, ...] = ()
    strengths: tuple[Claim, ...] = ()
    weaknesses: tuple[Claim, ...] = ()
    questions: tuple[Question, ...] = ()
    programs: tuple[TorchProgram, ...] = ()
    more: tuple[Callable, ...] = ()
    networks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    texts: Mapping[str, Any] = field(default_factory=dict)
    exercises: tuple[str, ...] = ()

    @property
    def claims(self) -> tuple[Claim, ...]:
        return self.strengths + self.weaknesses

    @property
    def id(self) -> str:
        """Its name in links, and what its exercises' keys begin with."""
        return self.key if self.texts else str(self.number)

    def key_of(self, mark: str) -> str:
        """The key of what has this mark in the lesson: in links, files and records."""
        return f"{self.id}-{mark}"

    def asks(self, exercise: Exercise) -> bool:
        """Whether it asks an exercise: one of its own, or one that a teacher's lesson names."""
        if self.texts:
            return exercise.key in self.exercises
        return exercise.lesson == self.number

    @property
    def file(self) -> str:
        return f"{self.number}-{self.key}.md"
