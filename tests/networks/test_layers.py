"""The layers by finite differences and by a complex step, and networks at their limits."""

import numpy as np
import pytest

from networks import ACTIVATIONS, LOSSES, cnn, mlp
from networks.layers import Convolution, Dense, MaxPool
from networks.losses import predicted

LAYERS = {
    "dense": Dense(18, 5),
    "dense to one": Dense(18, 1),
    "convolution": Convolution(3, 3, 2, 4),
    "flat convolution": Convolution(1, 9, 2, 3),
    "maximum": MaxPool(3, 3, 2),
    **ACTIVATIONS,
}


def weights_of(layer, rng):
    return [rng.standard_normal((2, *shape)) for shape in layer.shapes]


@pytest.mark.parametrize("name", LAYERS)
def test_slopes_are_those_of_central_differences(name):
    layer, rng = LAYERS[name], np.random.default_rng(2)
    x = rng.standard_normal((2, 3, 18))
    inputs = [x, *weights_of(layer, rng)]
    y = layer.forward(*inputs)
    dy = rng.standard_normal(y.shape)
    slopes = [layer.input_slope(x, y, dy, *inputs[1:]), *layer.weight_slopes(x, dy)]
    for k, slope in enumerate(slopes):
        assert slope.shape == inputs[k].shape
        for place in list(np.ndindex(slope.shape))[::5]:
            ends = []
            for h in (1e-6, -1e-6):
                moved = [a.copy() for a in inputs]
                moved[k][place] += h
                ends.append((layer.forward(*moved) * dy).sum())
            assert slope[place] == pytest.approx((ends[0] - ends[1]) / 2e-6, rel=1e-7, abs=1e-8)


@pytest.mark.parametrize("activation", ["tanh", "sigmoid"])
def test_the_gradient_is_that_of_a_complex_step(activation):
    """f(x + ih) has the slope in its imaginary part, without any difference that rounds."""
    network, rng = mlp(2, 5, 4, 1, activation=activation), np.random.default_rng(3)
    theta = rng.standard_normal((1, network.size))
    x, y = rng.standard_normal((1, 6, 2)), rng.integers(0, 2, (1, 6))
    ours = network.gradient(theta, x, y, LOSSES["squared"])[0]
    steps = theta + 1e-30j * np.eye(network.size)
    z = network.output(steps, x)
    theirs = ((z - np.where(y == 1, 1, -1)[..., None]) ** 2).mean(axis=(1, 2)).imag / 1e-30
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-10 * np.abs(theirs).max())


def test_convolution_sees_neighbours_and_zero_outside():
    layer = Convolution(2, 3, 1, 1)
    W, b = np.zeros((1, 9, 1)), np.zeros((1, 1))
    W[0, 5] = 1  # the neighbour to the right
    image = np.arange(6.0).reshape(1, 1, 6)
    assert layer.forward(image, W, b).ravel().tolist() == [1, 2, 0, 4, 5, 0]


def test_of_equal_pixels_the_first_takes_the_slope():
    layer, x = MaxPool(2, 2, 1), np.ones((1, 1, 4))
    slope = layer.input_slope(x, layer.forward(x), np.array([[[3.0]]]))
    assert slope.ravel().tolist() == [3, 0, 0, 0]


@pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES)
@pytest.mark.parametrize("outputs", [1, 3])
def test_huge_outputs_have_a_loss(loss, outputs):
    z = np.array([[[1e4] * outputs, [-1e4] * outputs]])
    y = np.zeros((1, 2), dtype=int)
    assert np.isfinite(loss.each(z, y)).all()
    with np.errstate(over="ignore"):
        assert np.isfinite(loss.slope(z, y)).all()


def test_what_outputs_name():
    z = np.array([[[0.2], [-3], [np.nan]]])
    assert predicted(z).tolist() == [[1, 0, -1]]
    z = np.array([[[0, 2, 1], [np.nan, 0, 1], [5, 5, 0]]])
    assert predicted(z).tolist() == [[1, -1, 0]]


def test_networks_that_cannot_be_are_refused():
    for widths in [(2,), (2, 0, 1)]:
        with pytest.raises(ValueError, match="widths"):
            mlp(*widths)
    with pytest.raises(ValueError, match="activation"):
        mlp(2, 1, activation="sine")
    with pytest.raises(ValueError, match="too small"):
        cnn((2, 2, 1), (4, 4), 10)
    with pytest.raises(ValueError, match="at most"):
        mlp(64, 900, 10)
