"""Charts as a Streamlit component: figures in the page's colours that tell where they are clicked.

Streamlit's own chart reports clicks on points only, so a map of cells would stay silent.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

import plotly.graph_objects as go
from streamlit.components.v2 import component

from player.component import finite, hear, script, sealed
from player.wire import fingerprint, pack


@dataclass(frozen=True)
class Panel:
    """A figure with a title over it; `alt` says what it shows to those who do not see it."""

    key: str
    figure: go.Figure
    alt: str
    title: str = ""


@dataclass(frozen=True)
class LegendEntry:
    """An entry of the legend; shape: patch, line or star; without a colour it has the text's."""

    name: str
    color: str | None = None
    shape: str = "patch"


_chart = component("chart", js=script("chart"), isolate_styles=False)
_expect = component("charts_expected", js=script("expect"), isolate_styles=False)


def _place(value) -> tuple[str, float, float]:
    return str(value["panel"]), *finite(value["x"], value["y"])


def chart(
    key: str,
    panels: Sequence[Panel],
    *,
    text: Mapping[str, str],
    legend: Sequence[LegendEntry] = (),
    mark: tuple[float, float | None] | None = None,
    file: str = "chart",
    least: int = 280,
    on_click: Callable[[str, float, float], None] | None = None,
) -> None:
    """Show figures side by side, each at least `least` px wide, else one below the other.

    on_click(panel's key, x, y) is called with the data coordinates of a click, or of the cell to
    which an arrow key leads, before the page runs again. mark: the place to point out, in data
    coordinates; a line across the chart where its y is None. text: `save` names the button that
    saves a PNG called `file`, `unsaved` says that it could not, `missing` that plotly.js has not
    come yet. Colours that a figure leaves open are those of the page.
    """
    message = pack(
        {
            "panels": [
                {
                    "key": panel.key,
                    "title": panel.title,
                    "alt": panel.alt,
                    "figure": panel.figure.to_plotly_json(),
                }
                for panel in panels
            ],
            "legend": [asdict(entry) for entry in legend],
            "text": text,
            "file": file,
            "least": least,
        }
    )

    _chart(
        key=key,
        data=sealed({**message, "id": fingerprint(message), "mark": mark}),
        on_click_change=hear(key, "click", on_click and (lambda place: on_click(*place)), _place),
    )


def expect(key: str) -> None:
    """Have the browser fetch what draws charts when it has time: the next click may ask for one.

    key: of this call on the page.
    """
    _expect(key=key, data=sealed({}), height=1)
