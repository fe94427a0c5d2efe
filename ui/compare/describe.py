"""What the player says of a comparison, in the visitor's language."""

from player import Show
from player.comparison import described
from simulation.comparison import Comparison
from ui.frame.text import texts


def describe(comparison: Comparison, alt: str, **settings) -> Show:
    """How the player shows `comparison`, as `described` in the visitor's language."""
    return described(texts(), comparison, alt, **settings)
