"""An experiment on networks: declared once; a page shows it, tests run it over many seeds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from networks.muon import MUON
from networks.setup import Setup
from networks.training import Trained
from optimizers import OPTIMIZERS

Runs = Mapping[str, Trained]


@dataclass(frozen=True)
class Arm:
    """One line of an experiment: a rule, its hyper-parameters, and what of the setup is else."""

    rule: str
    hypers: Mapping[str, float] = field(default_factory=dict)
    changes: Mapping[str, object] = field(default_factory=dict)

    @property
    def optimizer(self):
        return MUON if self.rule == MUON.key else OPTIMIZERS[self.rule]


@dataclass(frozen=True, eq=False)
class TrainingExperiment:
    """A claim about training, and what shows it.

    arms: by their keys. won(runs) -> bool for each seed, (S,): whether the claim holds there, with
    the margin that its sentence states; runs are the arms' Trained of batch (S,). least: the share
    of seeds on which it has to hold. seeds: how many the sentence speaks of. every: steps between
    readings. path, remember: as for `train_all`. shown: the seed that a page
    shows first.
    """

    key: str
    setup: Setup
    arms: Mapping[str, Arm]
    won: Callable[[Runs], np.ndarray]
    least: float = 1.0
    seeds: int = 10
    every: int = 10
    path: bool = False
    remember: tuple[str, ...] = ()
    shown: int = 0

    def setup_of(self, arm: str) -> Setup:
        return replace(self.setup, **self.arms[arm].changes)

    def train(self, seeds: Sequence[int], progress=None) -> dict[str, Trained]:
        """Every arm, trained for every seed; arms of one setup train together."""
        by_setup: dict[Setup, list[str]] = {}
        for key in self.arms:
            by_setup.setdefault(self.setup_of(key), []).append(key)
        made = {}
        for setup, keys in by_setup.items():
            groups = [(self.arms[key].optimizer, dict(self.arms[key].hypers)) for key in keys]
            reading = {"every": self.every, "path": self.path, "remember": self.remember}
            runs = setup.train(groups, seeds, progress=progress, **reading)
            made |= dict(zip(keys, runs, strict=True))
        return {key: made[key] for key in self.arms}

    def check(self, seeds: Sequence[int] | None = None) -> np.ndarray:
        """Whether the claim holds on each of the seeds (by default `seeds` of them from 0)."""
        seeds = range(self.seeds) if seeds is None else seeds
        return np.broadcast_to(self.won(self.train(seeds)), (len(seeds),))
