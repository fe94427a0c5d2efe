"""The pictures of slides: large, without a control that the keyboard does not have."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from networks.reading.trial import Trial
from player.comparison import curve_below, slide_view
from player.component import play
from player.training import training, training_message
from simulation.comparison import Comparison
from ui.compare.describe import describe
from ui.compare.stage import played
from ui.frame.text import texts
from ui.network.stage import Labels, shown
from ui.network.work import worked

LEAST = 150
"""The width that a panel keeps before the panels stack, px of a slide's 548."""


@dataclass(frozen=True)
class Turn:
    """How a slide is shown now.

    curve: whether the curves are drawn under the picture. replay: when it changes, the playback
    starts again. on_end: called when the runs have been seen to their end.
    """

    curve: bool
    replay: str
    on_end: Callable[[str], None] | None = None


Picture = Callable[[Turn], None]


def comparison_picture(
    comparison: Comparison,
    *,
    autoplay: bool = True,
    curve: str = "loss",
    arrows: bool = False,
    view: str = "",
) -> Picture:
    """The runs of a comparison. view: one of VIEWS; side by side or not as they have room."""
    chosen = view if view == "landscape" else slide_view(comparison)
    return partial(_compare, comparison, autoplay, curve, arrows, chosen)


def _compare(comparison: Comparison, autoplay, curve, arrows, view, turn: Turn) -> None:
    runs = [played(comparison, run, curve, arrows) for run in comparison.runs]
    meant = bool(runs) and runs[0].curve is not None
    # Curves leave so little height that one panel for all is the larger picture.
    view = "overlay" if turn.curve and view == "panels" else view
    play(
        "slide",
        comparison.surface,
        runs,
        describe(
            comparison,
            "lesson.alt",
            movable=False,
            replay=turn.replay,
            autoplay=autoplay,
            keys="page",
            view=view,
            views=(view,),
            least=LEAST,
            fill=True,
            **curve_below(texts(), meant, curve, drawn=turn.curve),
        ),
        on_end=turn.on_end,
    )


def network_picture(trial: Trial, labels: Labels, title: str) -> Picture:
    """Networks in training."""
    return partial(_train, trial, labels, title)


def _train(trial: Trial, labels: Labels, title: str, turn: Turn) -> None:
    training(
        "slide.training",
        training_message(
            *shown(
                trial,
                labels,
                worked(trial),
                None,
                title,
                replay=turn.replay,
                keys="page",
                fill=True,
                curves=turn.curve,
            )
        ),
    )
