"""Pasted points: what is taken, and what gets a sentence instead."""

import numpy as np
import pytest

from networks import mlp, train
from networks.points import (
    FARTHEST,
    LEAST_POINTS,
    MOST_POINTS,
    PointsError,
    decoded,
    encoded,
    painted,
    parsed,
)
from optimizers import OPTIMIZERS

TAKEN = {
    "commas": "0,0,0\n1,1,1\n2,0,1",
    "header": "x,y,class\n0,0,0\n1,1,1\n2,0,1",
    "semicolons": "0;0;0\n1;1;1\n\n2;0;1\n",
    "tabs": "0\t0\t0\r\n1\t1\t1\r\n2\t0\t1",
    "spaces": " 0 0 0\n1  1 1\n2 0 1  ",
    "full-width": "ｘ，ｙ，类\n0，−0，０\n1，1，１\n２，0，1",
    "quotes": '"0","0","0"\n"1","1","1"\n"2","0","1.0"',
}
REFUSED = {
    "": "empty",
    "  \n ": "empty",
    "x,y,class": "empty",
    "1,2": "columns",
    "1,2,0\n1,2,3,4": "columns",
    "1,2,0\n1,,1": "missing",
    "1,2,0\n1,apple,1": "text",
    "1,2,0\n<script>,2,1": "text",
    "1,2,2": "label",
    "1,2,nan": "label",
    "nan,2,0": "far",
    "inf,2,0": "far",
    "1e7,0,1": "far",
    "0,0,0\n" * (MOST_POINTS + 1): "too_many",
    "0,0,0\n" * 10**6: "too_long",
    "0," + "\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}" * 20_000: "too_long",
}
HARD = {
    "as few as can be": [(1, 2, 0), (0, 0, 1), (3, 1, 1)],
    "one class": [(k, k * k, 1) for k in range(20)],
    "all equal": [(3, 3, k % 2) for k in range(30)],
    "narrow": [(1e5 + k / 5, -1e6 + k / 1e3, k % 2) for k in range(1, 8)],
    "huge": [(k * 1e5, -k * 1e5, k % 2) for k in range(10)],
}


@pytest.mark.parametrize("text", TAKEN.values(), ids=TAKEN)
def test_taken(text):
    assert parsed(text) == ((0, 0, 0), (1, 1, 1), (2, 0, 1))


@pytest.mark.parametrize(("text", "key"), REFUSED.items(), ids=range(len(REFUSED)))
def test_refused_with_the_place(text, key):
    with pytest.raises(PointsError) as refused:
        parsed(text)
    assert refused.value.key == key
    if key in {"columns", "missing", "text"} and "\n" in text:
        assert refused.value.details["line"] == 2


@pytest.mark.parametrize(("count", "tests"), [(31, 10), (LEAST_POINTS, 1)])
def test_a_third_is_kept_back_and_no_point_is_lost(count, tests):
    rows = [(k, -k, k % 2) for k in range(count)]
    data = painted(rows)(seed=2)
    assert len(data.test) == tests
    assert sorted([*data.train.x[:, 0], *data.test.x[:, 0]]) == list(range(count))


@pytest.mark.parametrize("rows", HARD.values(), ids=HARD)
def test_hard_cases_train_without_an_exception(rows):
    data = painted(rows)
    (x0, x1), (y0, y1) = data(0).view
    assert x0 < x1
    assert y0 < y1
    run = train(mlp(2, 4, 1), data, OPTIMIZERS["adam"], 20, batch=50)
    assert run.train_loss.shape == (3,)
    assert np.isin(data(0).train.y, (0, 1)).all()


@pytest.mark.parametrize("rows", [*HARD.values(), [(1, 2, 0)]], ids=[*HARD, "one point"])
def test_a_link_keeps_the_points(rows):
    back = np.array(decoded(encoded(rows)))
    there = np.array(rows, dtype=float)
    room = 1e-4 * np.ptp(there, axis=0) + 1e-12 * np.abs(there).max(axis=0)
    assert (np.abs(back - there) <= room).all()
    assert len(encoded(rows)) < 3000


@pytest.mark.parametrize("beyond", [1.05 * FARTHEST, 1e308])
def test_a_point_painted_beyond_the_farthest_is_brought_in(beyond):
    (x, y, _), other = decoded(encoded([(beyond, -beyond, 1), (-FARTHEST, 0, 0)]))
    assert (x, y, other) == (FARTHEST, -FARTHEST, (-FARTHEST, 0, 0))


@pytest.mark.parametrize(
    "text", ["x", "0~0~1~1~", "0~0~1~1~!!", "nan~0~1~1~AAAAAA==", "1e9~0~1~1~AAAAAA==", "~~~~"]
)
def test_a_link_that_holds_no_points_is_refused(text):
    with pytest.raises(PointsError):
        decoded(text)
