"""The player: a Streamlit component that plays runs on a still scene. See `play`."""

from player.chart import Entry, Panel, chart
from player.component import play, swap
from player.message import VIEWS, PlayedRun, Show

__all__ = ["VIEWS", "Entry", "Panel", "PlayedRun", "Show", "chart", "play", "swap"]
