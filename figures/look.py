"""One look for every figure: a colour, a dash and a marker belong to an optimizer on every page.

The colours are those of Okabe and Ito ("Color Universal Design", 2008), which stay apart for
colour-blind eyes; members of a family share a hue in another tint, and no two optimizers share
a (dash, marker) pair, so that nothing is told by colour alone.
"""

import re
from dataclasses import dataclass, replace
from typing import Any
from unicodedata import lookup

from figures.axes import log_ticks
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


def plotly_ticks(low: float, high: float, most: int) -> dict:
    """The ticks of `log_ticks` on an axis of plotly's, whose own would be all of 1, 2, ... 9, which
    lie on each other, and a "2" between powers might be 20 or 0.2."""
    plain = "~g" if low > -4 and high < 5 else "~e"
    match log_ticks(low, high, most):
        case {"apart": apart}:
            return dict(dtick=apart, exponentformat="power", tickfont=POWER)
        case {"at": numbers}:
            return dict(tickvals=numbers, tickformat=plain)
        case _:
            return dict(nticks=most, tickformat=plain)


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
