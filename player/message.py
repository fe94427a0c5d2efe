"""What the player is told: the scene of a surface, and the runs that move on it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

import numpy as np

from figures import Style, curve_axes, scene
from figures.data import Scatter
from figures.scene import LEVELS, SHADES, Pictured
from optimizers import Optimizer
from player.inside import Inside, inside_message
from player.live import Live, Slider, formula_message, live_message, rule_tape
from player.wire import fingerprint, pack, single

VIEWS = ("panels", "overlay", "landscape")
FROM_LOSS = ("loss", "excess")
"""Curves that the browser makes of the losses."""
OTHERWISE = (
    *("curve_title", "curve_log", "curve", "guides", "side"),
    *("extras", "knob", "inside"),
)
"""What of `Show` is not sent as it is."""


@dataclass(frozen=True)
class PlayedRun:
    """A run as the player shows it.

    key: unique in the message. name, template: its title; in the template, `{lr}` stands for the
    value of that hyper-parameter. style: how it is drawn.
    path (T+1, 2), loss (T+1,): the run; `curve` (at most T+1,) is drawn over the steps, as far as
    it is known (the loss if None).
    answer (T+1, 2): the path of the point that counts, where that is a state of the rule
    (`Optimizer.point`); drawn lighter, over the path.
    left, diverged: steps at which it left the view and diverged, None for never.
    rule, hypers: what made the path, so that the browser can walk it anew while a hand turns
    something; without a rule it waits for the server (as the mean of several runs does).
    arrows: `{"kind", "vectors": (T, 2), "dash", "color", "name", "state"}` each, drawn at the head
    in data units, kind being one that `measures.js` knows; what has a name is explained under the
    panels. state: of the rule, whose values the arrows are.
    ghost: mark the next point with a paler head. ends: those (2,) of a line whose slope and height
    are the point of each step, drawn on the side figure.
    untitled: drawn without a title, on the panel with number `panel` (for fans of runs).
    """

    key: str
    name: str
    template: str
    style: Style
    path: np.ndarray
    loss: np.ndarray
    curve: np.ndarray | None = None
    answer: np.ndarray | None = None
    left: int | None = None
    diverged: int | None = None
    rule: Optimizer | None = None
    hypers: Mapping[str, float] = field(default_factory=dict)
    arrows: Sequence[Mapping] = ()
    ghost: bool = False
    ends: tuple[float, float] | None = None
    untitled: bool = False
    panel: int | None = None


@dataclass(frozen=True)
class Show:
    """How the runs are shown; everything here is chosen by the page.

    text: the words of the controls by name (`ui.frame.text.words("player")`). alt: the picture in a
    sentence. start: where the ring stands (None: no ring). movable: whether a click moves it.
    view: one of VIEWS, from the offered `views`. curve_title: the title of the curves (None: no
    curves); curve_log: logarithmic axis; curve: what they are, "loss", "excess" over the lowest
    minimum, "distance" to the nearest one, "gradient" (its length) or "y" (the size of the second
    coordinate). autoplay: play at first sight. replay: when it changes, the playback starts again.
    least: width (px) that a panel keeps before the panels stack. step: the only step to be shown;
    the player then has no controls for it. inside: a run whose steps are shown line by line (with
    one view, the overlay). labels: px left of a panel for its ticks. guides: `{"points": (n, 2),
    "dash", "color", "name"}` each, a still line on every panel (a cross if n is 1), explained under
    them if it has a name. side: points beside the panels, among which the runs' lines move. knob: a
    slider of the player's own, under the panels. keys: "own", or "page" to answer to the keyboard
    wherever the focus is. tallest: height (px) that all panels together do not exceed, if they can
    help it. fill: they are as high as the window leaves room instead.
    """

    text: Mapping[str, str]
    title: str
    alt: str
    start: tuple[float, float] | None
    lang: str = "en"
    file: str = "optimizers"
    movable: bool = True
    view: str = "panels"
    views: Sequence[str] = VIEWS
    curve_title: str | None = None
    curve_log: bool = False
    curve: str = "loss"
    autoplay: bool = True
    replay: str = ""
    least: int = 230
    labels: int = 34
    step: int | None = None
    inside: Inside | None = None
    guides: Sequence[Mapping] = ()
    side: Scatter | None = None
    knob: Slider | None = None
    keys: str = "own"
    tallest: int = 520
    fill: bool = False
    extras: Mapping = field(default_factory=dict)


def scene_body(surface: Pictured, grids: bool = True) -> dict:
    """The still scene of `surface`; without `grids` the browser works out the heights itself."""
    still = scene(surface)
    (x0, x1), (y0, y1) = surface.domain
    low, top = still.relief(still.relief.low), still.relief(still.relief.high)
    landscape = still.landscape.to_plotly_json()
    ground = {}
    if grids:
        ground = {"ground": vars(still.ground)}
        landscape["data"][0] |= {"x": still.ground.x, "y": still.ground.y, "z": still.hills}
    return {
        **ground,
        "landscape": landscape,
        "marks": still.marks,
        "view": {"x0": x0, "x1": x1, "y0": y0, "y1": y1},
        "square": surface.equal_axes,
        "relief": asdict(still.relief),
        "formula": formula_message(surface),
        "shade": {
            "share": SHADES if surface.scale == "log" else None,
            "power": 0.5 if surface.minima else 1.0,
            "levels": LEVELS,
        },
        "lift": 0.012 * float(top - low),
    }


def scene_message(surface: Pictured) -> dict:
    """The packed still scene of `surface`, with its `id`."""
    message = pack(scene_body(surface))
    return {"id": fingerprint(message), **message}


def _curve(run: PlayedRun) -> np.ndarray:
    return run.loss if run.curve is None else run.curve


def _run_message(run: PlayedRun, text: Mapping[str, str], kind: str) -> dict:
    curve = None if kind in FROM_LOSS else run.curve
    return {
        "key": run.key,
        "name": run.name,
        "template": run.template,
        "style": asdict(run.style),
        "rule": run.rule and rule_tape(run.rule) and run.rule.key,
        "hypers": run.hypers,
        "path": single(run.path),
        "value": np.asarray(run.loss, float),
        "curve": None if curve is None else single(curve),
        "answer": None if run.answer is None else single(run.answer),
        "point": run.rule and run.rule.point,
        "left": run.left,
        "diverged": run.diverged,
        "arrows": [{**arrow, "vectors": single(arrow["vectors"])} for arrow in run.arrows],
        "notes": {
            "diverged": text["diverged_note"],
            "left": text["left_note"],
            "outside": text["outside_note"],
        },
        "ghost": run.ghost,
        "ends": run.ends,
        "untitled": run.untitled,
        "panel": run.panel,
    }


def runs_message(runs: Sequence[PlayedRun], show: Show, live: Live | None = None) -> dict:
    """The packed runs with all that is said about them, and what the hand may turn."""
    return pack(runs_body(runs, show, live))


WALKED = ("path", "value", "curve", "answer", "left", "diverged")
"""What of a run the browser finds by walking."""


def runs_body(
    runs: Sequence[PlayedRun], show: Show, live: Live | None = None, paths: bool = True
) -> dict:
    """The runs with all that is said about them; without `paths` the browser walks them first.

    Points are sent as float32, which is what a screen can tell; losses as they are, since the
    titles name them.
    """
    steps = max((len(run.path) - 1 for run in runs), default=0)
    axes = None
    if show.curve_title:
        curves = [_curve(run) for run in runs]
        axes = {
            **curve_axes(curves, steps, show.curve_log),
            "title": show.curve_title,
            "kind": show.curve,
        }
    knob = show.knob
    sent = [_run_message(run, show.text, show.curve) for run in runs]
    if not paths:
        sent = [{**run, **dict.fromkeys(WALKED)} for run in sent]
    return {
        "runs": sent,
        "steps": steps,
        "curve": axes,
        "live": live and live_message(live, knob),
        "guides": [
            {**guide, "points": np.asarray(guide["points"], np.float32)} for guide in show.guides
        ],
        "side": show.side and vars(show.side),
        "knob": knob and knob.key,
        "inside": show.inside and inside_message(show.inside),
        **{name: value for name, value in vars(show).items() if name not in OTHERWISE},
        **show.extras,
    }
