"""The player: one Streamlit component that plays runs on a still scene. See `play`."""

from player.component import play
from player.message import VIEWS, PlayedRun, Show

__all__ = ["VIEWS", "PlayedRun", "Show", "play"]
