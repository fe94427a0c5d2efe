"""Training networks: one, or many at once, and what was read on the way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from networks.data import Data, Source
from networks.losses import predicted
from networks.network import Network
from networks.plan import Group, Plan, planned, walk

MOST_PRODUCT = 2**18
"""Rows x inputs x outputs of a product that BLAS leaves to the thread that asks for it."""
REPORTS = 100


@dataclass(frozen=True, eq=False)
class Trained:
    """A network that was trained for T steps, or a batch of them; batch axes come last.

    The weights are those that count: where the rule has a `point`, the state of that name.
    start, end: the arrays W (in, out, *batch), b (out, *batch), W, b, ... before and after.
    steps (R,): the steps after which readings were taken, 0 and T among them. train_loss,
    test_loss, train_accuracy, test_accuracy (R, *batch): over all examples, NaN and infinity kept.
    theta (R, P, *batch): the weights at those steps if they were asked for, else (0, P, *batch).
    state: what was asked for of the rule's state at those steps, name -> (R, P, *batch).
    """

    network: Network
    data: tuple[Data, ...]
    loss: str
    start: list[np.ndarray]
    end: list[np.ndarray]
    steps: np.ndarray
    train_loss: np.ndarray
    test_loss: np.ndarray
    train_accuracy: np.ndarray
    test_accuracy: np.ndarray
    theta: np.ndarray
    state: dict[str, np.ndarray]

    @property
    def nbytes(self) -> int:
        """Size of all that is kept, in bytes; data that several runs share count for each."""
        kept = [
            array for each in self.data for p in (each.train, each.test) for array in (p.x, p.y)
        ]
        kept += [self.train_loss, self.test_loss, self.train_accuracy, self.test_accuracy]
        kept += [*self.start, *self.end, *self.state.values(), self.theta]
        return sum(array.nbytes for array in kept)

    def column(self, k: int) -> "Trained":
        """The single network number k of a batch of shape (B,)."""

        def own(array):
            return np.ascontiguousarray(array[..., k])

        several = len(self.data) > 1
        return replace(
            self,
            data=(self.data[k],) if several else self.data,
            start=[own(array) for array in self.start],
            end=[own(array) for array in self.end],
            train_loss=own(self.train_loss),
            test_loss=own(self.test_loss),
            train_accuracy=own(self.train_accuracy),
            test_accuracy=own(self.test_accuracy),
            theta=own(self.theta),
            state={name: own(array) for name, array in self.state.items()},
        )


def train(
    network: Network, data: Data | Source, optimizer, steps: int, *, seed=0, **settings
) -> Trained:
    """Train a network with one rule; every hyper-parameter and the seed may be an array.

    They broadcast to the batch, and each network equals the one that is trained alone, to the
    last bit. data: of which a Source draws those of each seed. settings: the hyper-parameters
    by their names, and those of `train_all`. Raises what `train_all` raises.
    """
    options = {name: settings.pop(name) for name in OPTIONS if name in settings}
    hypers = {name: np.asarray(value, dtype=float) for name, value in settings.items()}
    seeds = np.asarray(seed)
    try:
        batch = np.broadcast_shapes(seeds.shape, *(h.shape for h in hypers.values()))
    except ValueError:
        shapes = {"seed": seeds.shape} | {k: h.shape for k, h in hypers.items() if h.shape}
        raise ValueError(f"shapes of seed and hypers do not broadcast: {shapes}") from None
    each = np.broadcast_to(seeds, batch).ravel().tolist()
    flat = {name: np.broadcast_to(h, batch).ravel() for name, h in hypers.items()}
    (made,) = train_all(network, data, [(optimizer, flat)], steps, seeds=each, **options)
    return made.column(0) if batch == () else _shaped(made, batch)


OPTIONS = (
    *("batch", "loss", "weight_decay", "clip", "schedule"),
    *("every", "path", "remember", "progress"),
)


def train_all(
    network: Network,
    data: Data | Source,
    groups: Sequence[tuple],
    steps: int,
    *,
    seeds: Sequence[int] = (0,),
    batch: int = 20,
    loss: str = "cross_entropy",
    weight_decay: float | None = None,
    clip: float | None = None,
    schedule=None,
    every: int = 10,
    path: bool = False,
    remember: tuple[str, ...] = (),
    progress: Callable[[float], None] | None = None,
) -> list[Trained]:
    """Train with several rules at once, all on the same batches from the same first weights.

    groups: (rule, its hyper-parameters) each, those left out being the rule's defaults; rule is
    an Optimizer or a Layered one. steps: 0 ... MOST_STEPS. seeds: integers >= 0, one network of
    every rule for each; a Source draws the data anew for each. batch: examples a step, >= 1.
    loss: a key of LOSSES. weight_decay: λ on the weights, not on biases, in the way of the rule:
    decoupled for one that has a decay of its own, else as a penalty λ/2 ‖w‖²; None leaves the
    rule's own decay on all of θ. clip: longest gradient of a step. schedule: a Schedule whose
    factor multiplies lr. every: steps between two readings; 0 reads the first and last alone.
    path: keep the weights of every reading; remember: and these arrays of the rule's state.
    progress: called with the share done, at most some hundred times; what it raises ends the work.
    Returns a Trained of batch (len(seeds),) for every group. Raises ValueError or TypeError that
    name the argument.
    """
    plan = planned(
        *(network, data, groups, steps, list(seeds)),
        batch=batch,
        loss=loss,
        weight_decay=weight_decay,
        clip=clip,
        schedule=schedule,
    )
    read = _walked(plan, steps, _reading_steps(steps, every), path, remember, progress)
    return [_trained(plan, group.rows, read, loss) for group in plan.groups]


@dataclass(frozen=True)
class _Readings:
    """What is read of B networks on the way: after which steps (R,), figures (R, B) by name,
    weights and remembered arrays (R, B, P), the weights at the end (B, P)."""

    steps: np.ndarray
    figures: dict[str, np.ndarray]
    thetas: np.ndarray
    states: dict[str, np.ndarray]
    end: np.ndarray


def _walked(
    plan: Plan,
    steps: int,
    read_at: set[int],
    path: bool,
    remember: tuple[str, ...],
    progress: Callable[[float], None] | None,
) -> _Readings:
    """Train all networks of a plan. Arguments as in `train_all`; read_at: see `_reading_steps`."""
    readings, thetas = [_read(plan, plan.theta)], [plan.theta]
    states = {name: [_remembered(plan, None, name)] for name in remember}
    point = plan.theta
    with np.errstate(all="ignore"):
        for t, (theta, now) in enumerate(walk(plan), 1):
            if progress and t * REPORTS // steps > (t - 1) * REPORTS // steps:
                progress(t / steps)
            if t in read_at:
                point = _point(plan, theta, now)
                readings.append(_read(plan, point))
                if path:
                    thetas.append(point)
                for name, kept in states.items():
                    kept.append(_remembered(plan, now, name))
    return _Readings(
        steps=np.array(sorted({0} | read_at)),
        figures=dict(zip(FIGURES, np.stack(readings, axis=1), strict=True)),
        thetas=np.stack(thetas)[: None if path else 0],
        states={name: np.stack(kept) for name, kept in states.items()},
        end=point,
    )


def _trained(plan: Plan, rows: slice, read: _Readings, loss: str) -> Trained:
    """What was read of the networks in these rows, their axis last."""
    network, several = plan.network, len(plan.data) > 1
    return Trained(
        network=network,
        data=plan.data[rows] if several else plan.data,
        loss=loss,
        start=_batch_last(network.split(plan.theta[rows])),
        end=_batch_last(network.split(read.end[rows])),
        steps=read.steps,
        **{name: figure[:, rows] for name, figure in read.figures.items()},
        theta=np.ascontiguousarray(np.moveaxis(read.thetas[:, rows], 1, -1)),
        state={
            name: np.ascontiguousarray(np.moveaxis(kept[:, rows], 1, -1))
            for name, kept in read.states.items()
        },
    )


FIGURES = ("train_loss", "train_accuracy", "test_loss", "test_accuracy")


def _reading_steps(steps: int, every: int) -> set[int]:
    """The steps after which there is a reading; the one before the first step comes for free."""
    return {t for t in range(1, steps + 1) if t == steps or (every and t % every == 0)}


def _read(plan: Plan, theta: np.ndarray) -> np.ndarray:
    """Loss and accuracy on the training and on the test examples, (4, B)."""
    with np.errstate(all="ignore"):
        read = [measure(plan.network, theta, *part, plan.loss) for part in (plan.train, plan.test)]
    return np.concatenate(read)


def measure(network: Network, theta: np.ndarray, x, y, loss) -> np.ndarray:
    """Mean loss and accuracy of networks θ (B, P) on examples x (1 or B, n, features), (2, B)."""
    z = outputs(network, theta, x)
    return np.stack([loss.each(z, y).mean(axis=1), (predicted(z) == y).mean(axis=1)])


def outputs(network: Network, theta: np.ndarray, x: np.ndarray) -> np.ndarray:
    """The outputs (B, n, outputs), in portions that one thread computes."""
    rows = max(1, MOST_PRODUCT // network.widest)
    parts = [
        network.output(theta, x[:, first : first + rows]) for first in range(0, x.shape[1], rows)
    ]
    return np.concatenate(parts, axis=1)


def _point(plan: Plan, theta: np.ndarray, states) -> np.ndarray:
    """The weights that count, (B, P): θ, or the state that `Optimizer.point` names instead."""
    point = theta.copy(order="K")
    for group, state in zip(plan.groups, states, strict=True):
        if (name := group.optimizer.point) is not None:
            point[group.rows] = _state(group, state, name)
    return point


def _remembered(plan: Plan, states, name: str) -> np.ndarray:
    """The arrays of the rules' state of that name, (B, P); zero for a rule that has none."""
    kept = np.zeros_like(plan.theta)
    if states:
        for group, state in zip(plan.groups, states, strict=True):
            if name in group.optimizer.state:
                kept[group.rows] = _state(group, state, name)
    return kept


def _state(group: Group, state: list[np.ndarray], name: str) -> np.ndarray:
    return state[group.optimizer.state.index(name)].T


def _batch_last(arrays: list[np.ndarray]) -> list[np.ndarray]:
    return [np.moveaxis(array, 0, -1).copy() for array in arrays]


def _shaped(made: Trained, batch: tuple[int, ...]) -> Trained:
    """A batch of shape (B,) as one of another shape of as many networks."""

    def shaped(array):
        return array.reshape(*array.shape[:-1], *batch)

    return replace(
        made,
        start=[shaped(array) for array in made.start],
        end=[shaped(array) for array in made.end],
        **{name: shaped(getattr(made, name)) for name in FIGURES},
        theta=shaped(made.theta),
        state={name: shaped(array) for name, array in made.state.items()},
    )
