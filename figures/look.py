"""One look for every figure: a colour, a dash and a marker belong to an optimizer on every page.

The colours are those of Okabe and Ito ("Color Universal Design", 2008), which stay apart for
colour-blind eyes; members of a family share a hue in another tint, and no two optimizers share
a (dash, marker) pair, so that nothing is told by colour alone.
"""

import re
from dataclasses import dataclass, replace
from math import ceil, floor, log10
from typing import Any
from unicodedata import lookup

from networks import Layered
from optimizers import OPTIMIZERS, Optimizer


@dataclass(frozen=True)
class Style:
    """A run's look: CSS `color`, plotly `dash`, head `marker`, `width` in px, `opacity` to 1."""

    color: str
    dash: str = "solid"
    marker: str = "circle"
    width: float = 2.5
    opacity: float = 1.0


def style_of(optimizer: Optimizer | Layered) -> Style:
    """How the runs of an optimizer are drawn."""
    look = optimizer.look
    return Style(look.color, look.dash, look.marker)


QUIET: dict[str, Any] = dict(zeroline=False, ticks="outside", ticklen=3, fixedrange=True)
"""An axis that only measures: short ticks, nothing to drag."""


POWER = dict(size=9)
"""plotly draws powers a quarter larger than this, as large as the numbers on other axes."""


def log_ticks(low: float, high: float, most: int) -> dict:
    """At most about `most` ticks of a logarithmic axis from 10**low to 10**high: powers of ten, or
    plain numbers where there are too few of these. Plotly's own would be all of 1, 2, ... 9, which
    lie on each other, and a "2" between powers might be 20 or 0.2."""
    if high - low >= 2:
        apart = max(1, round((high - low) / most))
        return dict(dtick=apart, exponentformat="power", tickfont=POWER)
    plain = "~g" if low > -4 and high < 5 else "~e"
    if high - low < 1e-6:
        return dict(nticks=most, tickformat=plain)
    for digits in ((1, 2, 5), (1, 3), (1,)):
        stops = [float(f"{m}e{k}") for k in range(floor(low), ceil(high) + 1) for m in digits]
        seen = [stop for stop in stops if low <= log10(stop) <= high]
        if len(seen) <= most:
            break
    if len(seen) < 2:
        seen = _even(10.0**low, 10.0**high, most)
    return dict(tickvals=seen, tickformat=plain)


def _even(low: float, high: float, most: int) -> list[float]:
    """At most `most` round numbers between two that are less than a factor of five apart."""
    unit = 10.0 ** floor(log10((high - low) / most))
    step = next(m * unit for m in (1, 2, 5, 10) if (high - low) / (m * unit) < most)
    return [float(f"{k * step:.12g}") for k in range(ceil(low / step), floor(high / step) + 1)]


STYLES = {key: style_of(optimizer) for key, optimizer in OPTIMIZERS.items()}
"""The styles of the built-in rules."""


_BELOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def letters(symbol: str) -> str:
    """A LaTeX symbol in plain text, for places where nothing is typeset: names of controls, which
    screen readers speak, and texts in a picture."""

    def greek(found: re.Match) -> str:
        name = found[1].removeprefix("var").upper()
        return lookup(f"GREEK SMALL LETTER {'LAMDA' if name == 'LAMBDA' else name}")

    text = re.sub(r"\\([a-z]+)", greek, symbol)
    return re.sub(r"_(\d)", lambda found: found[1].translate(_BELOW), text)


def variant(style: Style) -> Style:
    """The style of a second run of the same optimizer: same hue, finely dotted, thinner."""
    return replace(style, dash="dot" if style.dash != "dot" else "longdash", width=2.0)
