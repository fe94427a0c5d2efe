"""Golden paths of the update rules, walked by implementations that are not ours.

torch.optim in float64 for every rule it has, optax or a walk in WALKS for the others. Run it, after
installing requirements-oracles.txt, when a rule is added; the numbers of a rule hang on its key
alone, so no other rule's change. A path that is there keeps its numbers where another processor
only rounds them otherwise:

    python -m tests.goldens.make_optimizers

Writes tests/goldens/optimizers.json: the oracles' versions, and for each path the rule, its
hyper-parameters, the gradients it was fed (or the surface it ran on) and the points it reached.
"""

import json
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import numpy as np

from optimizers import HYPERS, OPTIMIZERS
from surfaces import SURFACES

STEPS = 20
FILE = Path(__file__).with_name("optimizers.json")

# What one random gradient is made of: the size of its parts, by the kind of the path.
SIZES: dict[str, Callable[[np.random.Generator], float]] = {
    "ordinary": lambda rng: 1.0,
    "scales": lambda rng: 10 ** rng.uniform(-6, 6),
    "tiny": lambda rng: 10 ** rng.uniform(-300, -1),
    "sparse": lambda rng: float(rng.random() < 0.3),
    "huge": lambda rng: rng.choice([0.0, 1e-300, 1.0, 1e75, 1e150]),
}


# Real surfaces, and starts from which twenty steps are not chaotic.
ALONG = {
    "rosenbrock": (SURFACES["rosenbrock"], (-1.2, 1.0)),
    "ravine": (SURFACES["ravine"].with_parameters(kappa=50), (-4.0, 2.0)),
    "himmelblau": (SURFACES["himmelblau"], (0.5, -1.0)),
    "matyas": (SURFACES["matyas"], (-8.0, 6.0)),
}


def random_gradients(rng: np.random.Generator, kind: str) -> np.ndarray:
    """Shape (STEPS, 2): normal numbers times sizes of the kind."""
    sizes = [[SIZES[kind](rng) for _ in range(2)] for _ in range(STEPS)]
    return np.array(sizes) * rng.standard_normal((STEPS, 2))


def random_hypers(rng: np.random.Generator, key: str) -> dict[str, float]:
    """Each hyper-parameter of the rule at one of its slider's stops, the ends included."""
    return {name: float(rng.choice(HYPERS[name].stops)) for name in OPTIMIZERS[key].defaults}


def oracle(key: str, hypers: dict, start, gradient: Callable, steps: int = STEPS) -> np.ndarray:
    """The points (steps + 1, 2) that torch or optax reaches; `gradient(t, theta)`, t from 1."""
    optimizer = OPTIMIZERS[key]
    walk = _torch_walk if optimizer.torch else _optax_walk if optimizer.optax else WALKS[key]
    return walk(key, hypers, np.array(start, dtype=float), gradient, steps)


def _torch_walk(key, hypers, start, gradient, steps):
    import torch

    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)  # NAdam keeps its product of momenta in this type
    try:
        theta = torch.nn.Parameter(torch.from_numpy(start.copy()))
        name, arguments = OPTIMIZERS[key].torch(**hypers)
        optimizer = getattr(torch.optim, name)([theta], foreach=False, **arguments)
        return _fed(optimizer, theta, gradient, steps)
    finally:
        torch.set_default_dtype(before)


def _fed(optimizer, theta, gradient, steps):
    """The points of one of PyTorch's optimizers for the parameter `theta`."""
    import torch

    points = [theta.detach().numpy().copy()]
    for t in range(1, steps + 1):
        theta.grad = torch.from_numpy(np.array(gradient(t, points[-1])))
        optimizer.step()
        points.append(theta.detach().numpy().copy())
    return np.array(points)


def _optax_walk(key, hypers, start, gradient, steps):
    import jax
    import optax
    import optax.contrib

    name, arguments = OPTIMIZERS[key].optax(**hypers)
    with jax.enable_x64(True):
        home = optax if hasattr(optax, name) else optax.contrib
        optimizer = getattr(home, name)(**arguments)
        if name.startswith("scale_by_"):
            optimizer = optax.chain(optimizer, optax.scale_by_learning_rate(hypers["lr"]))
        theta = jax.numpy.asarray(start)
        state = optimizer.init(theta)
        points = [start]
        for t in range(1, steps + 1):
            g = jax.numpy.asarray(gradient(t, points[-1]))
            updates, state = optimizer.update(g, state, theta)
            theta = optax.apply_updates(theta, updates)
            points.append(np.array(theta))
    return np.array(points)


def _matrix_walk(key, hypers, start, gradient, steps):
    """Full-matrix Adagrad by the eigenvectors of the sum of g g^T, in many digits: with sixteen,
    the smaller eigenvalue of the first steps is nothing but rounding."""
    import mpmath

    with mpmath.workdps(700):
        theta, total, points = mpmath.matrix(start.tolist()), mpmath.zeros(2), [start]
        for t in range(1, steps + 1):
            g = mpmath.matrix(np.asarray(gradient(t, points[-1])).tolist())
            total += g * g.T
            values, vectors = mpmath.eigsy(total)
            roots = [mpmath.sqrt(max(value, 0)) + mpmath.mpf(hypers["eps"]) for value in values]
            theta -= mpmath.mpf(hypers["lr"]) * (
                vectors * mpmath.diag([1 / root for root in roots]) * vectors.T * g
            )
            points.append(np.array([float(value) for value in theta]))
    return np.array(points)


def _adan_walk(key, hypers, start, gradient, steps):
    """Adan as its authors' program has it. optax has a rule of this name, but weighs the change by
    1 - β₂, where the paper and that program weigh it by what here is called β₂."""
    import torch
    from pytorch_optimizer import Adan

    theta = torch.nn.Parameter(torch.from_numpy(start.copy()))
    lr, beta1, beta2, beta3, eps = hypers.values()
    optimizer = Adan([theta], lr, (beta1, beta2, beta3), eps=eps, foreach=False)
    return _fed(optimizer, theta, gradient, steps)


WITHIN = {("adagrad_full", "matyas"): 1e-10}
"""Where agreement to 1e-12 cannot be had: here all gradients lie within a thousandth of one line,
and the determinant of their products loses twice as many digits."""

WALKS: dict[str, Callable] = {"adagrad_full": _matrix_walk, "adan": _adan_walk}
"""Walks for rules that neither torch.optim nor optax has as their papers have them."""

ORACLES = {"torch": "torch", "optax": "optax", "pytorch_optimizer": "pytorch-optimizer"}
"""The modules of the oracles, and the packages that hold them."""


def seeded(*words: str) -> np.random.Generator:
    """A generator that hangs on these words alone."""
    return np.random.default_rng(list(" ".join(words).encode()))


def path_fed(rng: np.random.Generator, key: str, index: int, g: np.ndarray) -> dict:
    hypers, start = random_hypers(rng, key), rng.uniform(-3, 3, 2)
    points = oracle(key, hypers, start, lambda t, theta: g[t - 1])
    return {"optimizer": key, "hypers": hypers, "gradients": index, "points": points.tolist()}


def path_along(key: str, name: str) -> dict:
    hypers, (surface, start) = OPTIMIZERS[key].defaults, ALONG[name]
    points = oracle(key, hypers, start, lambda t, theta: surface.gradient(theta))
    return {"optimizer": key, "hypers": hypers, "surface": name, "points": points.tolist()}


def settled(rows: list[dict], before: list[dict]) -> list[dict]:
    """The rows, each as it was `before` where its points differ by rounding alone."""
    known = {_asked(row): row for row in before}
    olds = [known.get(_asked(row), row) for row in rows]
    return [
        old if _same(row["points"], old["points"]) else row
        for row, old in zip(rows, olds, strict=True)
    ]


def _same(points: list, others: list) -> bool:
    alike = len(points) == len(others)
    return alike and np.allclose(points, others, rtol=1e-13, atol=0, equal_nan=True)


def _asked(row: dict) -> str:
    return json.dumps({name: value for name, value in row.items() if name != "points"})


def main() -> None:
    before = json.loads(FILE.read_text("utf-8")) if FILE.exists() else {}
    gradients = [random_gradients(seeded(kind, n), kind) for kind in SIZES for n in "abc"]
    sources = {key: seeded(key) for key in OPTIMIZERS}
    found = {
        "fed": [
            path_fed(sources[key], key, i, g) for key in OPTIMIZERS for i, g in enumerate(gradients)
        ],
        "along": [path_along(key, name) for key in OPTIMIZERS for name in ALONG],
    }
    tables = {"gradients": [g.tolist() for g in gradients]}
    tables |= {name: settled(rows, before.get(name, [])) for name, rows in found.items()}
    versions = {name: version(name).split("+")[0] for name in ORACLES.values()}
    parts = [f'"made by": {json.dumps(versions)}']
    for name, rows in tables.items():
        parts.append(f'"{name}": [\n' + ",\n".join(json.dumps(row) for row in rows) + "\n]")
    FILE.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
