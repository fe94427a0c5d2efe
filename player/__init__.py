"""The player: a Streamlit component that plays runs on a still scene. See `play`."""

from player.chart import Entry, Panel, chart
from player.component import play, shown, whole
from player.inside import Inside
from player.live import Live, Slider
from player.message import VIEWS, PlayedRun, Show
from player.page import tend

__all__ = [
    "VIEWS",
    "Entry",
    "Inside",
    "Live",
    "Panel",
    "PlayedRun",
    "Show",
    "Slider",
    "chart",
    "play",
    "shown",
    "tend",
    "whole",
]
