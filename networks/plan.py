"""What is to be trained, checked once and laid out flat: a row for each network."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from numbers import Integral

import numpy as np

from networks.data import ORDER_SEED, Data, Examples, Source, stream
from networks.losses import LOSSES, Loss
from networks.muon import Fitted, Layered
from networks.network import Network
from optimizers import Optimizer

MOST_STEPS = 20_000
MOST_NETWORKS = 400


@dataclass(frozen=True)
class Group:
    """Networks that one rule trains: its rows in θ, and its hyper-parameters, each (rows,)."""

    optimizer: Optimizer | Fitted
    rows: slice
    hypers: dict[str, np.ndarray]


@dataclass(frozen=True)
class Plan:
    """A checked setting of B networks.

    theta (B, P): the first weights. data: one for all networks or one for each. batches: for each
    step the row indices, (1, n) or (B, n). penalty (B, P) or None: added to the gradient times θ.
    """

    network: Network
    data: tuple[Data, ...]
    theta: np.ndarray
    groups: tuple[Group, ...]
    batches: Sequence[np.ndarray]
    loss: Loss
    clip: float | None
    penalty: np.ndarray | None
    factors: np.ndarray | None

    @cached_property
    def train(self) -> tuple[np.ndarray, np.ndarray]:
        """x (1 or B, n, features) and y (1 or B, n) of the examples to learn from."""
        return _stacked([data.train for data in self.data])

    @cached_property
    def test(self) -> tuple[np.ndarray, np.ndarray]:
        """The same of those that are held back."""
        return _stacked([data.test for data in self.data])


def _stacked(parts: Sequence[Examples]) -> tuple[np.ndarray, np.ndarray]:
    return np.stack([part.x for part in parts]), np.stack([part.y for part in parts])


def order(seed: int, n: int, batch: int, steps: int) -> list[np.ndarray]:
    """The row indices of each step: a new random order for every pass through the n examples.

    A pass ends with a smaller batch where n is no multiple of it. A batch of all examples, or
    more, is all of them in their order.
    """
    if batch >= n:
        return [np.arange(n)] * steps
    rng, batches = stream(seed, ORDER_SEED), []
    while len(batches) < steps:
        rows = rng.permutation(n)
        batches += [rows[first : first + batch] for first in range(0, n, batch)]
    return batches[:steps]


def planned(
    network: Network,
    data: Data | Source,
    groups: Sequence[tuple[Optimizer | Layered, dict]],
    steps: int,
    seeds: Sequence[int],
    *,
    batch: int,
    loss: str,
    weight_decay: float | None,
    clip: float | None,
    schedule,
) -> Plan:
    """Check and lay out; every group of (rule, hypers) has a network for each of `seeds`.

    Arguments as in `training.train_all`. ValueError or TypeError names the one that will not do.
    """
    _within("steps", steps, 0, MOST_STEPS)
    _within("batch", batch, 1, np.inf)
    for seed in seeds:
        _within("seed", seed, 0, np.inf)
    _allowed(len(seeds) * len(groups), loss, clip, weight_decay)
    if isinstance(data, Data):
        drawn = dict.fromkeys(seeds, data)
    else:
        drawn = {seed: data(seed) for seed in seeds}
    first = drawn[seeds[0]]
    _fits(network, first)
    orders = {seed: order(seed, len(first.train), batch, steps) for seed in drawn}
    alone = len(drawn) == 1
    if alone:
        batches = [rows[None] for rows in orders[seeds[0]]]
    else:
        each = [orders[seed] for seed in seeds] * len(groups)
        batches = [np.stack([rows[t] for rows in each]) for t in range(steps)]
    made = [_group(rule, hypers, network, k, len(seeds)) for k, (rule, hypers) in enumerate(groups)]
    made, penalty = _decayed(made, network, weight_decay)
    return Plan(
        network=network,
        data=(first,) if alone else tuple(drawn[seed] for seed in seeds) * len(groups),
        theta=np.stack([network.initial(seed) for seed in seeds] * len(groups)),
        groups=tuple(made),
        batches=batches,
        loss=LOSSES[loss],
        clip=clip,
        penalty=penalty,
        factors=None if schedule is None else schedule.factors(steps),
    )


def _allowed(count: int, loss: str, clip: float | None, weight_decay: float | None) -> None:
    """ValueError for too many networks, or a setting that none of them can have."""
    if not 1 <= count <= MOST_NETWORKS:
        raise ValueError(f"at most {MOST_NETWORKS} networks train together, not {count}")
    if loss not in LOSSES:
        raise ValueError(f"loss must be one of {', '.join(LOSSES)}, not {loss!r}")
    if clip is not None and not 0 < clip < np.inf:
        raise ValueError(f"clip must be a number above 0 or None, not {clip!r}")
    if weight_decay is not None and not 0 <= weight_decay < np.inf:
        raise ValueError(f"weight_decay must be a number >= 0 or None, not {weight_decay!r}")


def _within(name: str, value, low, high) -> None:
    if not isinstance(value, Integral) or isinstance(value, bool) or not low <= value <= high:
        limit = f"an integer from {low} to {high}" if high < np.inf else f"an integer >= {low}"
        raise ValueError(f"{name} must be {limit}, not {value!r}")


def _fits(network: Network, data: Data) -> None:
    inputs, features = network.inputs, data.train.x.shape[1]
    if inputs != features:
        raise ValueError(f"the network takes {inputs} features and the data have {features}")
    outputs = 1 if data.classes == 2 else data.classes
    if network.outputs not in {outputs, data.classes}:
        raise ValueError(f"{data.classes} classes need {outputs} outputs, not {network.outputs}")


def _group(rule, hypers: dict, network: Network, place: int, count: int) -> Group:
    optimizer = rule.on(network) if isinstance(rule, Layered) else rule
    if getattr(optimizer, "planar", False):
        raise ValueError(f"{optimizer.key} works on two coordinates, and a network has more")
    unknown = [name for name in hypers if name not in optimizer.defaults]
    if unknown:
        names = ", ".join(optimizer.defaults)
        raise TypeError(f"{optimizer.key} has no hyper-parameter {unknown[0]!r}; allowed: {names}")
    rows = slice(place * count, (place + 1) * count)
    values = {
        name: np.broadcast_to(np.asarray(value, dtype=float), (count,)).copy()
        for name, value in {**optimizer.defaults, **hypers}.items()
    }
    for name, value in values.items():
        if not np.isfinite(value).all():
            raise ValueError(f"{name} must be finite, not {hypers[name]!r}")
    return Group(optimizer, rows, values)


def _decayed(groups: list[Group], network: Network, strength: float | None):
    """The groups with the decay on weights alone, and the penalty of rules that have none."""
    if strength is None:
        return groups, None
    penalty = np.zeros((groups[-1].rows.stop, network.size))
    made = []
    for group in groups:
        hypers = dict(group.hypers)
        own = np.full((group.rows.stop - group.rows.start, 1), strength) * network.weights
        if group.optimizer.decays:
            hypers["decay"] = own.T
        else:
            penalty[group.rows] = own
        made.append(Group(group.optimizer, group.rows, hypers))
    return made, penalty if penalty.any() else None


def walk(plan: Plan) -> Iterator[tuple[np.ndarray, list[list[np.ndarray]]]]:
    """Yield θ (B, P) and every group's state, arrays (P, rows), after each step.

    Overflow and NaN are part of the lesson: the caller silences them with `np.errstate`.
    """
    theta, network, loss = plan.theta, plan.network, plan.loss
    x, y = plan.train
    networks = np.arange(len(x))[:, None]
    states = [[np.zeros_like(theta[g.rows]).T for _ in g.optimizer.state] for g in plan.groups]
    for t, rows in enumerate(plan.batches, 1):
        g = network.gradient(theta, x[networks, rows], y[networks, rows], loss)
        if plan.clip is not None:
            g = clipped(g, plan.clip)
        if plan.penalty is not None:
            g = g + plan.penalty * theta
        moved = []
        for k, group in enumerate(plan.groups):
            hypers = group.hypers
            if plan.factors is not None and "lr" in hypers:
                hypers = {**hypers, "lr": hypers["lr"] * plan.factors[t - 1]}
            here = group.rows
            new, *states[k] = group.optimizer.step(
                theta[here].T, g[here].T, t, *states[k], **hypers
            )
            moved.append(new.T)
        theta = moved[0] if len(moved) == 1 else np.concatenate(moved)
        yield theta, states


def clipped(g: np.ndarray, longest: float) -> np.ndarray:
    """Gradients (B, P) shortened to the length `longest`, as torch's clip_grad_norm_ does it."""
    length = np.sqrt((g * g).sum(axis=1, keepdims=True))
    return g * np.minimum(longest / (length + 1e-6), 1)
