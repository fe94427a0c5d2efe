"""What the player says of a comparison, in the visitor's language."""

from player import Show
from simulation.comparison import Comparison
from ui.frame.text import language, listed, number, t, words


def describe(comparison: Comparison, alt: str, **settings) -> Show:
    """How the player shows `comparison`; settings: of Show.

    alt: the key of the text that tells the picture to those who cannot see it.
    """
    name = t(f"surface.{comparison.surface.key}.name")
    x, y = comparison.start
    said = {
        "text": words("player"),
        "title": f"{t('app.title')} · {name}",
        "alt": t(
            alt,
            surface=name,
            names=listed(run.label for run in comparison.runs),
            x=number(x),
            y=number(y),
            steps=comparison.steps,
        ),
        "start": comparison.start,
        "lang": language(),
    }
    return Show(**said | settings)
