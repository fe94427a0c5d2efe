"""The player: a Streamlit component that plays runs on a still scene. See `play`."""

from player.chart import Entry, Panel, chart
from player.component import play, reach, shown, swap, touched, whole
from player.message import VIEWS, Family, PlayedRun, Show

__all__ = [
    "VIEWS",
    "Entry",
    "Family",
    "Panel",
    "PlayedRun",
    "Show",
    "chart",
    "play",
    "reach",
    "shown",
    "swap",
    "touched",
    "whole",
]
