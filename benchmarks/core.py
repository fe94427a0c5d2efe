"""Is the core quick enough to draw maps while someone waits? Compared with torch.optim and optax.

Every contestant runs in a process of its own, in float64, one after the other and that ROUNDS
times; the fastest repetition counts. Prints a table of the ratios, writes results/core.json.
"""

import json
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import numpy as np

from benchmarks.kept import keep
from optimizers import OPTIMIZERS
from simulation import best_learning_rate, simulate, sweep
from surfaces import SURFACES

SURFACE, STEPS = SURFACES["rosenbrock"], 300
START = (-1.2, 1.0)
SIX = ("sgd", "momentum", "adagrad", "rmsprop", "adam", "adamw")
ROUNDS = 3
SIZES = (16, 64, 128, 256)
TORCH_CELLS = 8  # of the map, evenly spread; looping torch over all of it takes half an hour


def timed(task: Callable[[], object], repeats: int) -> dict[str, float]:
    """Seconds of the first call, and of the fastest after it: other work only ever adds to it."""
    times = []
    for _ in range(repeats + 1):
        begin = time.perf_counter()
        task()
        times.append(time.perf_counter() - begin)
    return {"first": times[0], "warm": min(times[1:])}


def grid(size: int) -> tuple[np.ndarray, np.ndarray]:
    """(η, β₁) of the cells of a map, each (size²,)."""
    lr, beta1 = np.meshgrid(np.geomspace(1e-3, 1, size), np.linspace(0, 0.99, size))
    return lr.ravel(), beta1.ravel()


def our_map(size: int) -> dict[str, float]:
    def draw(cells: int) -> None:
        lr, beta1 = (values[:cells] for values in grid(size))
        sweep(OPTIMIZERS["adam"], SURFACE, START, STEPS, lr=lr, beta1=beta1)

    draw(256)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    times = timed(lambda: draw(size**2), 5)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return times | {"megabytes": (after - before) / 1024}


def our_growth() -> dict[str, float]:
    """What a cell of a 256² map costs against one of 64².

    Equal work in turn, one map of 256² and sixteen of 64², and the median of that: a busy machine
    then slows both alike.
    """

    def seconds(size: int, maps: int) -> float:
        lr, beta1 = grid(size)
        begin = time.perf_counter()
        for _ in range(maps):
            sweep(OPTIMIZERS["adam"], SURFACE, START, STEPS, lr=lr, beta1=beta1)
        return time.perf_counter() - begin

    seconds(64, 2)
    return {"ratio": statistics.median(seconds(256, 1) / seconds(64, 16) for _ in range(7))}


def optax_map() -> dict[str, float]:
    import jax
    import optax

    jax.config.update("jax_enable_x64", True)

    def f(theta):
        return (1 - theta[0]) ** 2 + 100 * (theta[1] - theta[0] ** 2) ** 2

    def final(lr, beta1):
        rule = optax.adam(lr, b1=beta1)
        theta = jax.numpy.array(START)

        def step(carry, _):
            theta, state = carry
            updates, state = rule.update(jax.grad(f)(theta), state)
            return (optax.apply_updates(theta, updates), state), None

        (theta, _), _ = jax.lax.scan(step, (theta, rule.init(theta)), length=STEPS)
        return theta, f(theta)

    compiled = jax.jit(jax.vmap(final))
    lr, beta1 = grid(64)
    return timed(lambda: jax.block_until_ready(compiled(lr, beta1)), 9)


def torch_walk(key: str, **hypers: float) -> None:
    import torch

    x_y = torch.tensor(START, dtype=torch.float64, requires_grad=True)
    name, arguments = OPTIMIZERS[key].torch(**OPTIMIZERS[key].defaults | hypers)
    optimizer = getattr(torch.optim, name)([x_y], **arguments)
    for _ in range(STEPS):
        optimizer.zero_grad()
        x, y = x_y
        ((1 - x) ** 2 + 100 * (y - x**2) ** 2).backward()
        optimizer.step()


def torch_map() -> dict[str, float]:
    """Looping over the cells of the 64 × 64 map, reckoned from a few of them."""
    lr, beta1 = grid(64)
    cells = np.linspace(0, lr.size - 1, TORCH_CELLS).astype(int)

    def task():
        for k in cells:
            torch_walk("adam", lr=float(lr[k]), beta1=float(beta1[k]))

    return {name: t * lr.size / TORCH_CELLS for name, t in timed(task, 1).items()}


def our_six() -> dict[str, float]:
    return timed(lambda: [simulate(OPTIMIZERS[key], SURFACE, START, STEPS) for key in SIX], 15)


def torch_six() -> dict[str, float]:
    return timed(lambda: [torch_walk(key) for key in SIX], 3)


def our_tuning() -> dict[str, float]:
    rules = [OPTIMIZERS[key] for key in SIX]
    return timed(lambda: [best_learning_rate(rule, SURFACE, START, STEPS) for rule in rules], 9)


CONTESTANTS: dict[str, Callable[[], dict[str, float]]] = {
    **{f"map {size}": lambda size=size: our_map(size) for size in SIZES},
    "growth": our_growth,
    "map 64, optax": optax_map,
    "map 64, torch": torch_map,
    "six": our_six,
    "six, torch": torch_six,
    "tuning": our_tuning,
}


def in_a_process_of_its_own(name: str) -> dict[str, float]:
    command = [sys.executable, __file__, name]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    rounds = [{name: in_a_process_of_its_own(name) for name in CONTESTANTS} for _ in range(ROUNDS)]
    found = {
        name: {what: min(r[name][what] for r in rounds) for what in rounds[0][name]}
        for name in CONTESTANTS
    }
    ours, peer = found["map 64"]["warm"], found["map 64, optax"]
    growth = statistics.median(r["growth"]["ratio"] for r in rounds)
    cost = {size: found[f"map {size}"]["warm"] / size**2 for size in SIZES}
    rows = [
        ("64 × 64 map: ours / optax, compiled and warm", ours / peer["warm"], "≤ 3"),
        ("64 × 64 map: ours / optax, first call", ours / peer["first"], "< 1"),
        ("64 × 64 map: torch in a loop / ours", found["map 64, torch"]["warm"] / ours, "≥ 100"),
        ("six runs: torch / ours", found["six, torch"]["warm"] / found["six"]["warm"], "≥ 5"),
        ("six runs: milliseconds", 1e3 * found["six"]["warm"], "≤ 40"),
        ("tuning six: milliseconds", 1e3 * found["tuning"]["warm"], "≤ 500"),
        ("128 × 128 map: seconds", found["map 128"]["warm"], "≤ 1.5"),
        ("cost of a cell, 64² / 16²", cost[64] / cost[16], "≤ 1"),
        ("cost of a cell, 256² / 64²", growth, "≤ 1"),
    ]
    rows += [
        (f"peak memory, {size}² cells: MB more than for 256 cells", got["megabytes"], "")
        for size, got in ((size, found[f"map {size}"]) for size in SIZES)
    ]
    for what, value, goal in rows:
        print(f"{what:58} {value:9.2f}  {goal}")
    machine = {"python": platform.python_version(), "numpy": np.__version__}
    table = [{"what": what, "value": value, "goal": goal} for what, value, goal in rows]
    keep("core", {"machine": machine, "table": table, "seconds": found})


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(CONTESTANTS[sys.argv[1]]()))
    else:
        main()
