"""The look: a style for every optimizer, and a still scene for every surface."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from figures import STYLES, curve_axes, letters, scene, variant
from figures.axes import log_ticks
from figures.curves import value_range
from figures.scene import RELIEF, SHADES, height_of, sample
from optimizers import HYPERS, OPTIMIZERS
from surfaces import SURFACES, parse

MOST = 4  # ticks on the axis of the curves, which has room for seven labels
RUINED = parse("log(x) + 0*y")


def test_every_optimizer_has_a_style_of_its_own():
    assert set(STYLES) == set(OPTIMIZERS)
    styles = [*STYLES.values(), *map(variant, STYLES.values())]
    assert len({(style.color, style.dash, style.marker) for style in styles}) == len(styles)
    # Nothing is told by colour alone.
    assert len({(style.dash, style.marker) for style in STYLES.values()}) == len(STYLES)


@given(low=st.floats(-300, 300), span=st.floats(1e-5, 12))
def test_the_ticks_of_a_logarithmic_axis_stand_apart(low: float, span: float):
    high = min(low + span, 307.0)
    ticks = log_ticks(low, high, MOST)
    if "apart" in ticks:
        assert ticks["apart"] >= 1 and ticks["apart"] >= span / 7
        return
    at = np.log10(ticks["at"])
    assert 1 <= len(at) <= MOST
    assert (low - 1e-9 <= at).all() and (at <= high + 1e-9).all()
    assert (np.diff(at) >= span / 7).all()


@pytest.mark.parametrize("symbol", sorted({hyper.symbol for hyper in HYPERS.values()}))
def test_symbols_are_told_in_letters(symbol: str):
    plain = letters(symbol)
    assert plain and not set(plain) & set("\\_{}$")


@pytest.mark.parametrize("surface", [*SURFACES.values(), RUINED], ids=lambda s: s.key)
@pytest.mark.parametrize(("share", "power"), [(SHADES, 0.5), (RELIEF, 1.0)])
def test_height_rises_with_the_loss(surface, share, power):
    _, _, loss = sample(surface, 21)
    losses = np.unique(loss[np.isfinite(loss)])
    height = height_of(surface, loss, share, power)(losses)
    assert np.isfinite(height).all()
    assert (np.diff(height) >= 0).all()
    assert height[-1] > height[0]


@pytest.mark.parametrize("surface", [*SURFACES.values(), RUINED], ids=lambda s: s.key)
def test_scene_shows_the_view_and_its_marks(surface):
    still = scene(surface)
    ground, axes = still.ground, still.landscape.layout.scene
    assert ((ground.x[0], ground.x[-1]), (ground.y[0], ground.y[-1])) == surface.domain
    assert (axes.xaxis.range, axes.yaxis.range) == surface.domain
    assert ground.z.shape == still.hills.shape == (len(ground.y), len(ground.x))
    drawn = {(mark["x"], mark["y"]) for mark in still.marks}
    declared = (*surface.minima, *surface.saddles, *surface.maxima)
    assert drawn == {(point.x, point.y) for point in declared}
    lowest = [mark for mark in still.marks if mark["kind"] == "minimum"]
    assert {mark["value"] for mark in lowest} == {p.value for p in surface.global_minima}


def test_angles_are_what_they_look_like_wherever_both_axes_mean_the_same():
    assert [key for key, surface in SURFACES.items() if not surface.equal_axes] == ["regression"]
    assert parse("x^2", ((0.0, 4.0), (0.0, 1.0))).equal_axes
    assert not parse("x^2", ((0.0, 100.0), (0.0, 1.0))).equal_axes


HUGE = [
    ("1e95*(x^3-y^3)^19*1e95", "(x^3-y^3)^19"),
    ("1e95*(x^2+y^2)^9*1e95", "(x^2+y^2)^9"),
    ("exp(141.9x) - exp(-141.9x)", "exp(141.9x-700) - exp(-141.9x-700)"),
]


@pytest.mark.parametrize(("huge", "plain"), HUGE, ids=[huge for huge, _ in HUGE])
def test_a_surface_is_drawn_alike_whatever_its_unit(huge, plain):
    """float32 holds no loss above 1e38, and a float no difference between -1e308 and 1e308."""
    drawn, wanted = scene(parse(huge)), scene(parse(plain))
    np.testing.assert_allclose(drawn.ground.z, wanted.ground.z, rtol=1e-6, atol=1e-6)
    np.testing.assert_allclose(drawn.hills, wanted.hills, rtol=1e-6, atol=1e-6)
    assert np.ptp(drawn.ground.z) > 0.5


@pytest.mark.parametrize("text", ["0*x + 5", "0*x - 1e10", "0*x + 1e99"])
def test_a_flat_surface_is_flat(text):
    still = scene(parse(text))
    assert (still.ground.z == still.ground.low).all()
    assert (still.hills == still.hills[0, 0]).all()
    assert np.isfinite(still.hills).all()


def test_losses_beyond_the_view_end_at_its_edge():
    surface = SURFACES["rosenbrock"]
    relief = scene(surface).relief
    assert relief(np.inf) == relief(1e300) == relief(relief.high)
    assert np.isnan(relief(np.nan))


@pytest.mark.parametrize("log", [False, True])
@pytest.mark.parametrize(
    "curves",
    [
        [],
        [np.full(5, np.nan)],
        [np.array([1.0, np.inf, np.nan])],
        [np.zeros(3)],
        [np.array([4.0, 1.0, 0.5]), np.array([4.0, 1e300, np.inf])],
    ],
    ids=["none", "nan", "inf", "zero", "one diverges"],
)
def test_curves_always_have_a_range(curves, log):
    low, high = value_range(curves, log)
    assert np.isfinite([low, high]).all()
    assert low < high
    curve_axes(curves, 0, log)


def test_a_diverging_run_does_not_flatten_the_others():
    calm = np.array([4.0, 1.0, 0.5])
    wild = np.array([4.0, 1e6, 1e300])
    assert value_range([calm, wild], False)[1] < 50
