"""The player: plays runs on a still scene. What Streamlit mounts of it is in `player.component`.

This much knows no Streamlit, so that pages can be made without a server.
"""

from player.inside import Inside
from player.live import Live, Slider
from player.message import VIEWS, PlayedRun, Show

__all__ = ["VIEWS", "Inside", "Live", "PlayedRun", "Show", "Slider"]
