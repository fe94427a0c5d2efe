"""Rules whose answer is not the point at which gradients are taken: the answer is the library's."""

from importlib.util import find_spec

import numpy as np
import pytest

from optimizers import OPTIMIZERS
from simulation import simulate
from surfaces import SURFACES
from tests.goldens import make_optimizers as golden

POINTED = [key for key, optimizer in OPTIMIZERS.items() if optimizer.point]


@pytest.mark.parametrize("key", POINTED)
def test_the_point_is_a_state_and_starts_where_the_run_starts(key):
    optimizer, ground = OPTIMIZERS[key], SURFACES["ravine"]
    assert optimizer.point in optimizer.state
    path = simulate(optimizer, ground, ground.start, 200, noise=2.0)
    point = path.state[optimizer.point]
    np.testing.assert_allclose(point[1], path.theta[1])
    # The noise averages out of it: its path bends less.
    bends = [np.diff(line[-50:], 2, axis=0).std() for line in (point, path.theta)]
    assert bends[0] < 0.5 * bends[1]


def _torch_answers(key, hypers, gradients, start):
    import torch

    theta = torch.nn.Parameter(torch.tensor(start))
    name, arguments = OPTIMIZERS[key].torch(**hypers)
    optimizer, found = getattr(torch.optim, name)([theta], foreach=False, **arguments), []
    for g in gradients:
        theta.grad = torch.from_numpy(g.copy())
        optimizer.step()
        found.append(optimizer.state[theta]["ax"].detach().numpy().copy())
    return np.array(found)


def answers(key, hypers, gradients, start):
    """The points (steps, 2) that the library gives as the answer after each step."""
    import jax
    import optax.contrib
    import torch

    if OPTIMIZERS[key].torch:
        before = torch.get_default_dtype()
        torch.set_default_dtype(torch.float64)
        try:
            return _torch_answers(key, hypers, gradients, start)
        finally:
            torch.set_default_dtype(before)
    name, arguments = OPTIMIZERS[key].optax(**hypers)
    with jax.enable_x64(True):
        optimizer = getattr(optax.contrib, name)(**arguments)
        theta = jax.numpy.asarray(start)
        state, found = optimizer.init(theta), []
        for g in gradients:
            updates, state = optimizer.update(jax.numpy.asarray(g), state, theta)
            theta = optax.apply_updates(theta, updates)
            found.append(np.array(optax.contrib.schedule_free_eval_params(state, theta)))
    return np.array(found)


if find_spec("torch") and find_spec("optax"):

    @pytest.mark.parametrize("seed", range(5))
    @pytest.mark.parametrize("key", POINTED)
    def test_the_answer_is_the_librarys(key, seed):
        optimizer, rng = OPTIMIZERS[key], np.random.default_rng(seed)
        gradients, start = rng.standard_normal((20, 2)), rng.uniform(-3, 3, 2)
        hypers = golden.random_hypers(rng, key)
        hypers |= {"beta1": max(hypers["beta1"], 0.5)} if "beta1" in hypers else {}
        theta, state = start, [np.zeros(2) for _ in optimizer.state]
        place, ours = optimizer.state.index(optimizer.point), []
        for t, g in enumerate(gradients, 1):
            theta, *state = optimizer.step(theta, g, t, *state, **hypers)
            ours.append(state[place])
        theirs = answers(key, hypers, gradients, start)
        size = np.maximum.accumulate(np.abs(theirs), axis=0) + np.abs(start)
        assert (np.abs(np.array(ours) - theirs) <= 1e-12 * size).all()
