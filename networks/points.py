"""Points of the plane that a visitor pastes or paints, as data to learn from."""

import csv
import unicodedata
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np

from networks.data import DATA, SPLIT_SEED, Drawn, Source, stream

MOST_POINTS = 500
MOST_TEXT = 40_000
FARTHEST = 1e6
TESTED = 3
"""Every third point is kept back for the test,"""
LEAST_POINTS = TESTED
"""so that there are enough when there is one to test by."""


Row = tuple[float, float, int]
"""x, y and the class, 0 or 1."""
Rows = tuple[Row, ...]


class PointsError(ValueError):
    """Why a text is not points; key names the sentence, details are what it mentions."""

    def __init__(self, key: str, **details) -> None:
        super().__init__(key, details)
        self.key, self.details = key, details


@dataclass(frozen=True)
class Points:
    """Given points, LEAST_POINTS or more, split at random: some to learn from, some to test by."""

    rows: Rows

    def __call__(self, seed: int, n: int, tests: int) -> Drawn:
        table = np.array(self.rows, dtype=float)
        mixed = table[stream(seed, SPLIT_SEED).permutation(len(table))]
        kept = np.arange(len(mixed)) % TESTED == TESTED - 1
        train, test = mixed[~kept], mixed[kept]
        return train[:, :2], train[:, 2].astype(int), test[:, :2], test[:, 2].astype(int)


def parsed(text: str) -> Rows:
    """The points of a CSV text: x, y and class 0 or 1 in each line, after a header if it likes.

    Columns are parted by comma, semicolon, tab or spaces; signs and digits may be full-width ones,
    or those of a word processor. Raises PointsError.
    """
    if len(text) <= MOST_TEXT:
        text = unicodedata.normalize("NFKC", text).replace("−", "-")
    if len(text) > MOST_TEXT:  # some letters stand for many
        raise PointsError("too_long", most=MOST_POINTS)
    lines = [(k, line) for k, line in enumerate(text.splitlines(), 1) if line.strip()]
    if lines and not any(map(_number, _cells(lines[0][1]))):
        lines = lines[1:]
    if not lines:
        raise PointsError("empty")
    if len(lines) > MOST_POINTS:
        raise PointsError("too_many", most=MOST_POINTS, found=len(lines))
    return tuple(_row(k, _cells(line)) for k, line in lines)


def painted(rows: Sequence[Row]) -> Source:
    """A source of given points, LEAST_POINTS ... MOST_POINTS of them."""
    return Source("points", Points(tuple((float(x), float(y), int(c)) for x, y, c in rows)))


def _cells(line: str) -> list[str]:
    mark = next((mark for mark in ("\t", ";", ",") if mark in line), None)
    if mark is None:
        return line.split()
    return [cell.strip() for cell in next(csv.reader([line.strip()], delimiter=mark))]


def _number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _row(line: int, cells: list[str]) -> Row:
    if len(cells) != 3:
        raise PointsError("columns", line=line, found=len(cells))
    if not all(cells):
        raise PointsError("missing", line=line)
    for cell in cells:
        if not _number(cell):
            raise PointsError("text", line=line, found=cell[:20])
    x, y, label = map(float, cells)
    if not (isfinite(x) and isfinite(y) and max(abs(x), abs(y)) <= FARTHEST):
        raise PointsError("far", line=line, most=f"{FARTHEST:g}")
    if label not in (0, 1):
        raise PointsError("label", line=line, found=cells[2][:20])
    return x, y, int(label)


FINE = 2**15 - 1
END = ".12g"
"""How the ends of the ranges are written: a narrow range may lie as far out as FARTHEST."""


def encoded(rows: Sequence[Row]) -> str:
    """Points as a short text for a link, each coordinate to a FINE-th of its range.

    One may be painted in the margin around points that lie as far out as can be: it is brought in.
    """
    table = np.array(rows, dtype=float)
    table[:, :2] = np.clip(table[:, :2], -FARTHEST, FARTHEST)
    low, high = (
        [float(f"{v:{END}}") for v in end(axis=0)] for end in (table[:, :2].min, table[:, :2].max)
    )
    span = np.maximum(np.subtract(high, low), 1e-300)
    steps = np.clip(np.rint((table[:, :2] - low) / span * FINE), 0, FINE).astype(np.uint32)
    words = steps[:, 0] << 16 | steps[:, 1] << 1 | table[:, 2].astype(np.uint32)
    ends = MARK.join(f"{v:{END}}" for v in (*low, *high))
    return f"{ends}{MARK}{urlsafe_b64encode(words.astype('>u4').tobytes()).decode()}"


MARK = "~"


def decoded(text: str) -> Rows:
    """The points of a link's text, none if it is empty. Raises PointsError for another text."""
    if not text:
        return ()
    *ends, packed = text.split(MARK)
    try:
        x0, y0, x1, y1 = (float(end) for end in ends)
        words = np.frombuffer(urlsafe_b64decode(packed), ">u4")
    except ValueError:
        raise PointsError("link") from None
    if not 1 <= len(words) <= MOST_POINTS:
        raise PointsError("link")
    if not all(isfinite(end) and abs(end) <= FARTHEST for end in (x0, y0, x1, y1)):
        raise PointsError("link")
    x = x0 + (x1 - x0) * (words >> 16 & FINE) / FINE
    y = y0 + (y1 - y0) * (words >> 1 & FINE) / FINE
    return tuple(zip(x.tolist(), y.tolist(), (words & 1).tolist(), strict=True))


VIEW = ((-3.0, 3.0), (-3.0, 3.0))
"""Where points are painted,"""
EXAMPLE = 120
"""and how many the example has."""


def view_of(rows: Rows) -> tuple[tuple[float, float], tuple[float, float]]:
    """The usual view, or one that holds all points with a margin."""
    if not rows:
        return VIEW
    table = np.array(rows)[:, :2]
    low, high = table.min(axis=0), table.max(axis=0)
    (a, b), (c, d) = VIEW
    if low[0] >= a and high[0] <= b and low[1] >= c and high[1] <= d:
        return VIEW
    room = 0.1 * np.maximum(high - low, 1)
    (x0, y0), (x1, y1) = (low - room).tolist(), (high + room).tolist()
    return (x0, x1), (y0, y1)


def example() -> Rows:
    """Points to begin with."""
    data = DATA["spirals"](seed=3).train
    table = np.column_stack([data.x, data.y])[:EXAMPLE].tolist()
    return tuple((x, y, int(label)) for x, y, label in table)
