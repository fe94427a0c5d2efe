"""What the player is told: the scene of a surface, and the runs that move on it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

import numpy as np
import plotly.graph_objects as go

from figures import Style, curve_axes, scene
from player.wire import fingerprint, pack

VIEWS = ("panels", "overlay", "landscape")


@dataclass(frozen=True)
class PlayedRun:
    """A run as the player shows it.

    key: unique in the message. name, detail: its title. style: how it is drawn.
    path (T+1, 2), loss (T+1,): the run; `curve` (T+1,) is drawn over the steps (the loss if None).
    left, diverged: steps at which it left the view and diverged, None for never.
    arrows: `{"vectors": (T, 2), "dash", "color", "name"}` each, drawn at the head in data units;
    what has a name is explained under the panels. ahead: mark the next point with a ghost.
    line (T+1, n, 2): a line through n points, drawn on the side figure as it is at each step.
    family: the same run at every stop of the knob, of which the visitor picks one.
    sliders: the page's sliders that turn this run alone, by their name in the link, each with the
    stop `at` which the run was made, and with `kin`, a token of all else that the run depends on.
    quiet: drawn without a title, on the panel with number `panel` (for fans of runs).
    """

    key: str
    name: str
    detail: str
    style: Style
    path: np.ndarray
    loss: np.ndarray
    curve: np.ndarray | None = None
    left: int | None = None
    diverged: int | None = None
    arrows: Sequence[Mapping] = ()
    ahead: bool = False
    line: np.ndarray | None = None
    family: Sequence["PlayedRun"] = ()
    sliders: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    quiet: bool = False
    panel: int | None = None


@dataclass(frozen=True)
class Show:
    """How the runs are shown; everything here is chosen by the page.

    text: the words of the controls by name (`ui.frame.text.words("player")`). alt: the picture in a
    sentence. start: where the ring stands (None: no ring). movable: whether a click moves it.
    view: one of VIEWS, from the offered `views`. curve_title: the title of the curves (None: no
    curves); curve_log: logarithmic axis. autoplay: play at first sight. replay: when it changes,
    the playback starts again. scale: size of lines and letters against the normal. least: width
    (px) that a panel keeps before the panels stack. step: the step to show, where the page has
    its own controls for it; the player then has none. labels: px left of a panel for its ticks.
    guides: `{"points": (n, 2), "dash", "color", "name"}` each, a still line on every panel (a
    cross if n is 1), explained under them if it has a name. side: a figure beside the panels, for
    the runs' lines. knob: a dial under the panels that picks a member of every run's family: its
    key, its name, its `stops` as they read, and `at`, the number of the stop on which it stands at
    first. keys: "own", or "page" to answer to the keyboard wherever the focus is. tallest: height
    (px) that all panels together do not exceed, if they can help it. awaited: the page sends other
    parts when this picture stands (see `player.shown`); plotly.js comes after them.
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
    autoplay: bool = True
    replay: str = ""
    scale: float = 1.0
    least: int = 230
    labels: int = 34
    step: int | None = None
    guides: Sequence[Mapping] = ()
    side: go.Figure | None = None
    knob: Mapping | None = None
    keys: str = "own"
    tallest: int = 520
    awaited: bool = False
    extras: Mapping = field(default_factory=dict)


def scene_message(surface) -> dict:
    """The packed still scene of `surface`, with its `id`."""
    still = scene(surface)
    (x0, x1), (y0, y1) = surface.domain
    low, top = still.relief(still.relief.low), still.relief(still.relief.high)
    message = pack(
        {
            "contour": still.contour.to_plotly_json(),
            "landscape": still.landscape.to_plotly_json(),
            "marks": still.marks,
            "view": {"x0": x0, "x1": x1, "y0": y0, "y1": y1},
            "lift": 0.012 * float(top - low),
        }
    )
    return {"id": fingerprint(message), **message}


def _single(values: np.ndarray) -> np.ndarray:
    """As float32, which is what a screen can tell; what is too large for it becomes infinite."""
    with np.errstate(over="ignore", under="ignore"):
        return values.astype(np.float32)


def _curve(run: PlayedRun) -> np.ndarray:
    return run.loss if run.curve is None else run.curve


def _moving(still, run: PlayedRun) -> dict:
    """What differs between the members of a family."""
    return {
        "path": _single(run.path),
        "height": _single(still.relief(run.loss)),
        "value": _single(run.loss),
        "curve": _single(_curve(run)),
        "left": run.left,
        "diverged": run.diverged,
    }


def _turned(still, run: PlayedRun) -> dict:
    """What differs between a run and the same with another hyper-parameter."""
    return {"detail": run.detail, **_moving(still, run), "arrows": _arrows(run)}


def run_message(surface, run: PlayedRun) -> dict:
    """The packed moving part of one run, for a player that shows another of its name."""
    return pack({"key": run.key, "sliders": run.sliders, **_turned(scene(surface), run)})


@dataclass(frozen=True)
class Family:
    """A run at the stops around the one at which its `slider` stands.

    members: the run by the text of the stop, in order. kin: as in PlayedRun. open: whether the
    slider has more stops below them, and above.
    """

    slider: str
    kin: str
    members: Mapping[str, PlayedRun]
    open: tuple[bool, bool]


def family_message(surface, family: Family) -> dict:
    """The packed moving parts of a family."""
    still = scene(surface)
    return pack(
        {
            "slider": family.slider,
            "kin": family.kin,
            "stops": list(family.members),
            "open": family.open,
            "members": {stop: _turned(still, run) for stop, run in family.members.items()},
        }
    )


def _arrows(run: PlayedRun) -> list[dict]:
    return [{**arrow, "vectors": _single(arrow["vectors"])} for arrow in run.arrows]


def runs_message(surface, runs: Sequence[PlayedRun], show: Show) -> dict:
    """The packed runs (float32) with all that is said about them."""
    still = scene(surface)
    curves = [_curve(member) for run in runs for member in (run, *run.family)]
    steps = max((len(run.path) - 1 for run in runs), default=0)
    notes = {
        "diverged": show.text["diverged_note"],
        "left": show.text["left_note"],
        "outside": show.text["outside_note"],
    }
    axes = curve_axes(curves, steps, show.curve_log) if show.curve_title else None
    return pack(
        {
            "runs": [
                {
                    "key": run.key,
                    "name": run.name,
                    "style": asdict(run.style),
                    **_turned(still, run),
                    "family": [_moving(still, member) for member in run.family],
                    "sliders": run.sliders,
                    "notes": notes,
                    "ahead": run.ahead,
                    "line": None if run.line is None else _single(run.line),
                    "quiet": run.quiet,
                    "panel": run.panel,
                }
                for run in runs
            ],
            "steps": steps,
            "curve": axes and {**axes, "title": show.curve_title},
            "guides": [
                {**guide, "points": np.asarray(guide["points"], np.float32)}
                for guide in show.guides
            ],
            "side": show.side and show.side.to_plotly_json(),
            **{
                name: value
                for name, value in vars(show).items()
                if name not in ("curve_title", "curve_log", "guides", "side", "awaited", "extras")
            },
            **show.extras,
        }
    )
