"""What can be said of a run: kinds of verdicts, and the numbers that belong to each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a run did; the first that fits, in this order. The value is the key of its text.

    Close means within NEAR of the view's diagonal, the last points are the last WINDOW, and the
    loss above the lowest minimum known is `remaining`, None where the surface declares no minimum
    or the run is below it. Details of each, by name, and in brackets its variants:
    stayed      (nothing: no step was taken)
    no_value    step, x, y: there the run came to a place where the loss is no number; [start]
    diverged    step: the row of `diverged_at`; [ratio] ratio: η over the rule's stability bound at
                the first point where it is above it, that point's row being `since`
    reached     minimum: index in surface.minima; x, y, value: that minimum; step: the row from
                which on the run was close to it, the last points at least; [restless] amplitude:
                how far it swings there
    left_view   step: the row from which on the run was outside the view
    settled     x, y, value, step, amplitude, [restless]: as `reached`, of a minimum that the
                surface does not declare
    wandering   amplitude: how far the last points spread, to and fro; the gradients were noisy;
                [half] the same of the second half of the run, which is longer
    oscillating amplitude; [less] of the last points the second half spreads half as far
    near        minimum, x, y, value, step: as `reached`, but for fewer than the last points
    stuck_saddle   x, y: the saddle that the last points are close to; gradient: its length there
    balanced    x, y, loss: where the pull of the weight decay cancels the rule's step
    stuck_plateau  gradient; remaining, [open] without
    stalled     spread: of the last points, too small to see; gradient
    crawling    spread, of the last points, less than counts as near; remaining, [open] with `loss`
                instead; [late] drop: the loss lost over the last points, at whose pace the rest
                takes more than LATE times the steps that the run has had
    underway    remaining, [open] with `loss` instead: it moves, and has not arrived
    """

    STAYED = "stayed"
    NO_VALUE = "no_value"
    DIVERGED = "diverged"
    REACHED = "reached"
    LEFT_VIEW = "left_view"
    SETTLED = "settled"
    WANDERING = "wandering"
    OSCILLATING = "oscillating"
    NEAR = "near"
    STUCK_SADDLE = "stuck_saddle"
    BALANCED = "balanced"
    STUCK_PLATEAU = "stuck_plateau"
    STALLED = "stalled"
    CRAWLING = "crawling"
    UNDERWAY = "underway"


@dataclass(frozen=True)
class Verdict:
    """What a run did, and the numbers to say so with; see Kind. variant: "" for the plain one."""

    kind: Kind
    details: Mapping[str, float | int] = field(default_factory=dict)
    variant: str = ""

    @property
    def key(self) -> str:
        """The name of its text."""
        return f"{self.kind}_{self.variant}" if self.variant else str(self.kind)
