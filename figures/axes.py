"""Axes that the browser draws, and the ticks of a logarithmic one."""

from collections.abc import Sequence
from math import ceil, floor, log10
from typing import Required, TypedDict


class Ticks(TypedDict, total=False):
    """Where an axis has its ticks: at round numbers, about `most` of them; or (on a logarithmic
    one) at powers of ten that are `apart` decades from each other; or at the numbers `at`."""

    most: int
    apart: int
    at: list[float]


class Axis(Ticks, total=False):
    """An axis: its ends, in decades if it is logarithmic; its title; grid: lines at its ticks."""

    range: Required[Sequence[float]]
    log: bool
    title: str
    grid: bool


def log_ticks(low: float, high: float, most: int) -> Ticks:
    """At most about `most` ticks from 10**low to 10**high: powers of ten, or plain numbers where
    there are too few of these."""
    if high - low >= 2:
        return {"apart": max(1, round((high - low) / most))}
    if high - low < 1e-6:
        return {"most": most}
    for digits in ((1, 2, 5), (1, 3), (1,)):
        stops = [float(f"{m}e{k}") for k in range(floor(low), ceil(high) + 1) for m in digits]
        seen = [stop for stop in stops if low <= log10(stop) <= high]
        if len(seen) <= most:
            break
    return {"at": seen if len(seen) >= 2 else _even(10.0**low, 10.0**high, most)}


def _even(low: float, high: float, most: int) -> list[float]:
    """At most `most` round numbers between two that are less than a factor of five apart."""
    unit = 10.0 ** floor(log10((high - low) / most))
    step = next(m * unit for m in (1, 2, 5, 10) if (high - low) / (m * unit) < most)
    return [float(f"{k * step:.12g}") for k in range(ceil(low / step), floor(high / step) + 1)]
