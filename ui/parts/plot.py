"""A chart in the colours of the page."""

from collections.abc import Sequence

import plotly.graph_objects as go

from player.chart import LegendEntry, Panel, chart
from ui.frame.text import t


def chart_words() -> dict[str, str]:
    """The words of a chart."""
    return {
        "save": t("maps.save"),
        "missing": t("maps.missing"),
        "unsaved": t("player.unsaved"),
    }


def plot(key: str, figure: go.Figure, alt: str, legend: Sequence[LegendEntry] = ()) -> None:
    """Show `figure`; alt: what it shows, in a sentence."""
    panel = Panel("plot", figure, alt)
    chart(key, [panel], text=chart_words(), legend=legend, file=key.replace(".", "-"))
