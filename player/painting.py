"""A plane on which the visitor places points of two classes."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st
from streamlit.components.v2 import component

from player.component import finite, hear, script, sealed

Rows = Sequence[tuple[float, float, int]]
_painting = component("painting", js=script("paint"), isolate_styles=False)


def _said(value) -> tuple[list[tuple[float, float, int]], int]:
    """The points that the browser tells of, and how often it has told of any by then."""
    points = [(*finite(x, y), int(bool(label))) for x, y, label in value["points"]]
    return points, int(value["turn"])


def painting(
    key: str, points: Rows, view, most: int, text: Mapping[str, str], on_points: Callable
) -> None:
    """Show points (x, y, class) in `view`, ((x0, x1), (y0, y1)), and let the visitor add to them.

    on_points(rows) is called with all of them, at most `most`, before the page runs again.
    """

    turn = f"{key}.turn"

    def react(said: tuple[list, int]) -> None:
        points, st.session_state[turn] = said
        on_points(points[:most])

    shown = {"points": [list(row) for row in points], "view": view, "most": most, "text": text}
    # By its turn the browser knows whether these points are an answer to what it told last.
    shown["turn"] = st.session_state.get(turn)
    _painting(key=key, data=sealed(shown), on_points_change=hear(key, "points", react, _said))
