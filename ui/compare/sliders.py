"""The sliders of a page, as the player has to know them to follow a hand on them."""

from player import Live
from player.comparison import Turns, conditions, slider
from simulation.comparison import Comparison
from ui.frame.lock import touchable
from ui.frame.text import texts


def live(comparison: Comparison, turns: Turns) -> Live:
    """The comparison with those of the sliders that the visitor may touch."""
    sliders = [
        slider(texts(), comparison, key, sets, runs)
        for key, (sets, runs) in turns.items()
        if touchable(key)
    ]
    return Live(comparison, sliders)


def compared(comparison: Comparison, rates: str) -> Live:
    """Compare's sliders. rates: where the runs have their η from, see `settings.declared`."""
    turns = dict(conditions(comparison))
    if rates == "same" and any("lr" in run.values for run in comparison.runs):
        turns["lr"] = ("lr", None)
    for run in comparison.runs:
        names = run.values if rates == "own" else run.values.keys() - {"lr"}
        turns |= {f"{run.key}.{name}": (name, [run.key]) for name in run.values if name in names}
    return live(comparison, turns)
