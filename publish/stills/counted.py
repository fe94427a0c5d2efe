"""What is counted beside a belief, as a still picture: lines over an axis."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

import numpy as np

from figures import style_of
from figures.lines import Series
from lessons.myths.counted import DIMENSIONS, DRAWS, SIZES, bowls, descending, solving
from locales import Texts
from optimizers import OPTIMIZERS
from publish.markup import Markup, tag
from publish.stills.path import polyline

SAMPLES, STEPS = 10, 100
"""Samples for each parameter, and steps of descent, in what is counted."""
WIDE, TALL = 560, 300
LEFT, RIGHT, TOP, BOTTOM = 64, 16, 26, 46
MOST = 8
"""Ticks of an axis, at most."""
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Counted:
    """Lines over `x` (n,). titles, log: of the axes x and y. alt: what the picture shows."""

    x: Sequence[float] | np.ndarray
    series: tuple[Series, ...]
    titles: tuple[str, str]
    alt: str
    log: tuple[bool, bool] = (False, False)


def counted(belief: str, t: Texts) -> Counted | None:
    """What is counted beside a belief, if anything is."""
    make = _COUNTED.get(belief)
    return make(t) if make else None


def _costs(t: Texts) -> Counted:
    """Solving against descending, for ever more parameters."""
    samples, look = SAMPLES * SIZES, {key: style_of(OPTIMIZERS[key]) for key in ("adam", "sgd")}
    series = (
        Series(t("myths.solving"), solving(SIZES, samples), look["adam"]),
        Series(t("myths.descending", steps=STEPS), descending(SIZES, samples, STEPS), look["sgd"]),
    )
    titles = (t("myths.parameters"), t("myths.multiplications"))
    return Counted(SIZES, series, titles, t("myths.costs_alt"), (True, True))


def _bowls(t: Texts) -> Counted:
    """How seldom a point without slope is a minimum, for ever more dimensions."""
    shares = [100 * share for share in bowls()]
    series = (Series(t("myths.share"), shares, style_of(OPTIMIZERS["sgd"])),)
    titles = (t("myths.dimensions"), t("myths.percent"))
    draws = f"{DRAWS:,}".replace(",", " ")
    return Counted(DIMENSIONS, series, titles, t("myths.bowls_alt", draws=draws))


_COUNTED = {"zero-and-done": _costs, "local-minima": _bowls}


def chart(told: Counted) -> Markup:
    """The lines with their axes, and their names below."""
    values = np.concatenate([np.asarray(line.values, float) for line in told.series])
    across = _Axis.over(np.asarray(told.x, float), told.log[0])
    up = _Axis.over(values if told.log[1] else np.append(values, 0), told.log[1])
    right, bottom = WIDE - RIGHT, TALL - BOTTOM

    def x(at) -> np.ndarray:
        return LEFT + across.share(at) * (right - LEFT)

    def y(at) -> np.ndarray:
        return bottom - up.share(at) * (bottom - TOP)

    parts = [
        *(_tick(x(at), bottom + 20, label, "middle") for at, label in across.ticks()),
        *(_tick(LEFT - 8, y(at) + 5, label, "end") for at, label in up.ticks()),
        *(tag("path", d=f"M{LEFT} {y(at):.1f}H{right}", class_="grid") for at, _ in up.ticks()),
        _tick((LEFT + right) / 2, TALL - 4, told.titles[0], "middle"),
        _tick(4, 13, told.titles[1], "start"),
        *(_line(x(told.x), y(line.values), line.style.color) for line in told.series),
    ]
    view = f"0 0 {WIDE} {TALL}"
    drawn = tag("svg", *parts, viewBox=view, role="img", aria_label=told.alt, class_="still drawn")
    names = [
        tag("span", "● ", tag("b", line.name), style=f"--own:{line.style.color}")
        for line in told.series
    ]
    said = tag("figcaption", told.alt)
    return tag("figure", said, drawn, tag("p", *names, class_="names"), class_="counted")


def _line(x: np.ndarray, y: np.ndarray, color: str) -> Markup:
    return tag("path", d=polyline(x, y), class_="path", stroke=color)


def _tick(x: float | np.ndarray, y: float | np.ndarray, label: str, anchor: str) -> Markup:
    return tag("text", label, x=f"{x:.1f}", y=f"{y:.1f}", text_anchor=anchor, class_="tick")


@dataclass(frozen=True)
class _Axis:
    """An axis from `low` to `high`; of a logarithmic one these are powers of ten."""

    low: float
    high: float
    log: bool

    @classmethod
    def over(cls, values: np.ndarray, log: bool) -> "_Axis":
        seen = np.log10(values) if log else values
        return cls(float(seen.min()), float(seen.max()), log)

    def share(self, values) -> np.ndarray:
        """How far along the axis values lie, from 0 to 1."""
        seen = np.log10(values) if self.log else np.asarray(values, float)
        return (seen - self.low) / (self.high - self.low)

    def ticks(self) -> list[tuple[float, str]]:
        """Round values along the axis, with their labels."""
        step = next(s for s in self._steps() if (self.high - self.low) / s <= MOST)
        count = range(ceil(self.low / step - 1e-9), floor(self.high / step + 1e-9) + 1)
        if self.log:
            return [(10.0 ** (k * step), f"10{str(k * step).translate(_RAISED)}") for k in count]
        return [(k * step, f"{k * step:g}") for k in count]

    def _steps(self) -> Sequence[int]:
        """The steps that round values can have; as wide as the axis is at most."""
        most = max(1, ceil(log10(max(self.high - self.low, 1))))
        return [m * 10**d for d in range(most + 1) for m in (1, 2, 5)]
