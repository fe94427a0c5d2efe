"""Is training quick enough to watch? Compared with the same loop in PyTorch, on one thread.

Prints the times and the ratio, and writes results/training.json. The fastest of ROUNDS counts:
other work on the machine only ever adds.
"""

import time
from collections.abc import Callable

import numpy as np
import torch
from torch import nn

from benchmarks.kept import keep
from networks import DATA, LOSSES, cnn, mlp, train_all
from networks.claims.declared import DIGITS, FIRST_SIGHT
from networks.reading.landscape import slice_through
from networks.reading.regions import regions
from networks.reading.sharpness import sharpness
from optimizers import OPTIMIZERS

ROUNDS = 5
GROUPS = [(OPTIMIZERS[key], {"lr": lr}) for key, lr in FIRST_SIGHT.items()]
NET, STEPS, BATCH, SEED = mlp(2, 32, 32, 1), 600, 20, 12


def fastest(task: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        task()
        times.append(time.perf_counter() - begin)
    return min(times)


def ours(**reading):
    return train_all(NET, DATA["spirals"], GROUPS, STEPS, seeds=[SEED], batch=BATCH, **reading)


def theirs() -> None:
    """The same six trainings as one writes them in PyTorch, in float64."""
    data = DATA["spirals"](SEED)
    x, y = torch.from_numpy(data.train.x), torch.from_numpy(data.train.y).double()[:, None]
    loss = nn.BCEWithLogitsLoss()
    for rule, hypers in GROUPS:
        layers = [nn.Linear(2, 32), nn.Tanh(), nn.Linear(32, 32), nn.Tanh(), nn.Linear(32, 1)]
        model = nn.Sequential(*layers).double()
        name, arguments = rule.torch(**rule.defaults | hypers)
        optimizer = getattr(torch.optim, name)(model.parameters(), **arguments)
        for step in range(STEPS):
            if step % (len(x) // BATCH) == 0:
                order = torch.randperm(len(x))
                batches = iter(order.split(BATCH))
            rows = next(batches)
            optimizer.zero_grad()
            loss(model(x[rows]), y[rows]).backward()
            optimizer.step()


def digits() -> None:
    """A small CNN, six rules x 300 steps, read every 10 steps."""
    net = cnn((8, 8, 1), (8,), 10)
    train_all(net, DATA["digits"], GROUPS, DIGITS.steps, batch=DIGITS.batch)


def main() -> None:
    torch.set_num_threads(1)
    runs = ours(every=5, path=True)
    paths, data = np.concatenate([run.theta[::4] for run in runs], axis=-1), runs[0].data[0]
    frames = np.moveaxis(paths, 1, -1).reshape(-1, NET.size)
    x, y, loss = data.train.x, data.train.y, LOSSES["cross_entropy"]
    found = {
        "6 x 600 steps, no readings": fastest(lambda: ours(every=0)),
        "the same in PyTorch": fastest(theirs),
        "6 x 600 steps, 121 readings": fastest(lambda: ours(every=5, path=True)),
        f"{len(frames)} regions": fastest(lambda: regions(NET, frames, data.view, "cross_entropy")),
        "one slice of the landscape": fastest(
            lambda: slice_through(NET, [runs[0].theta[..., 0]], x, y, loss)
        ),
        "sharpness, 6 x 31": fastest(lambda: sharpness(NET, paths, x[None], y[None], loss)),
        "CNN, 6 x 300 steps, 31 readings": fastest(digits),
    }
    for name, seconds in found.items():
        print(f"{name:34} {seconds:7.3f} s")
    first, second, *_ = found.values()
    print(f"{'PyTorch takes':34} {second / first:7.1f} times as long")
    keep("training", found)


if __name__ == "__main__":
    main()
