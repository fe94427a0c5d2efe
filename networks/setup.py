"""Everything that a comparison of rules on a network depends on, as plain values."""

from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil, prod

from networks.data import DATA, Source
from networks.network import Network, cnn, mlp
from networks.points import Points, Rows, painted
from networks.training import Trained, train_all
from simulation import SCHEDULES, Schedule

STRETCH = 10.0
"""Factor on the first feature, and divisor of the second, of badly scaled points."""


@dataclass(frozen=True)
class Setup:
    """What the rules learn and how; each field is a setting of the page and of its link.

    data: a key of DATA, or "points" for `rows` of (x, y, class). n: examples to learn from.
    flip: share of wrong labels among them. stretched: points 10 times as wide and a tenth as high.
    filters: of each convolution (images only). depth, width: hidden dense layers and the units of
    each. activation, loss: keys of ACTIVATIONS and LOSSES. init: factor on the first weights.
    batch, weight_decay, clip, schedule: as for `train_all`. epochs: passes through the data. Raises
    ValueError, as the parts do.
    """

    data: str = "spirals"
    n: int = 200
    flip: float = 0.0
    stretched: bool = False
    rows: Rows = ()
    filters: tuple[int, ...] = ()
    depth: int = 2
    width: int = 32
    activation: str = "tanh"
    init: float = 1.0
    loss: str = "cross_entropy"
    batch: int = 20
    epochs: int = 60
    weight_decay: float | None = None
    clip: float | None = None
    schedule: Schedule = SCHEDULES["constant"]

    @cached_property
    def source(self) -> Source:
        if self.data == "points":
            return replace(painted(self.rows), flip=self.flip)
        made = replace(DATA[self.data], n=self.n, flip=self.flip)
        return replace(made, scale=(STRETCH, 1 / STRETCH)) if self.stretched else made

    @cached_property
    def network(self) -> Network:
        source = self.source
        outputs = 1 if source.classes == 2 else source.classes
        style = {"activation": self.activation, "init": self.init}
        if self.filters and len(source.shape) == 3:
            return cnn(source.shape, self.filters, outputs, **style)
        return mlp(prod(source.shape), *[self.width] * self.depth, outputs, **style)

    @property
    def examples(self) -> int:
        """How many examples there are to learn from."""
        if self.data == "points":
            return len(Points(self.rows)(0, 0, 0)[1])
        return self.n

    @property
    def steps(self) -> int:
        return self.epochs * ceil(self.examples / self.batch)

    @property
    def whole(self) -> bool:
        """Whether every step goes down the whole loss, and nothing but it."""
        return self.batch >= self.examples and not self.clip and not self.weight_decay

    def train(self, groups, seeds, **reading) -> list[Trained]:
        """Every (rule, hypers) of `groups` trained under this setup; see `train_all`."""
        return train_all(
            *(self.network, self.source, groups, self.steps),
            seeds=seeds,
            batch=min(self.batch, self.examples),
            loss=self.loss,
            weight_decay=self.weight_decay,
            clip=self.clip,
            schedule=self.schedule,
            **reading,
        )
