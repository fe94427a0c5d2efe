"""An experiment as a still picture: SVG in the page's colours, for print and without scripts."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from contourpy import FillType, contour_generator

from figures.scene import LEVELS, scene
from player.message import PlayedRun
from publish.markup import Markup, join, tag

WIDE = 720
TALL = 340
COARSE = 2
"""A still makes do with every second sample of the scene's grid."""
FAR = 3 * WIDE

_DASHES = {
    "dash": "8 4",
    "dot": "2 4",
    "dashdot": "8 4 2 4",
    "longdash": "14 5",
    "longdashdot": "14 5 2 5",
}


class _Place:
    """Where the view's points are in the picture, whose height suits the view."""

    def __init__(self, surface) -> None:
        (self.x0, self.x1), (self.y0, self.y1) = surface.domain
        square = TALL * (self.x1 - self.x0) / (self.y1 - self.y0)
        self.width = round(min(WIDE, square)) if surface.equal_axes else WIDE
        self.height = TALL

    def __call__(self, x, y) -> tuple[np.ndarray, np.ndarray]:
        """Points in the units of the surface as px of the picture, in the shape of x and y."""
        with np.errstate(all="ignore"):
            across = (np.asarray(x, float) - self.x0) / (self.x1 - self.x0) * self.width
            up = (np.asarray(y, float) - self.y0) / (self.y1 - self.y0) * self.height
        return across, self.height - up


def still(
    surface, runs: Sequence[PlayedRun], start: tuple[float, float], alt: str, name: str, first: bool
) -> Markup:
    """The ground, and the runs at their last step.

    name: of the picture on its page; where it is not the first with that name, it is drawn as that.
    """
    place = _Place(surface)
    parts = [
        *_ground(surface, place),
        *(_mark(mark, place) for mark in scene(surface).marks),
        *(_run(run, place) for run in runs),
        _ring(start, place),
    ]
    view = f"0 0 {place.width} {place.height}"
    # The class is on what is drawn again: rules of style do not reach into a copy from around it.
    drawn = tag("g", *parts, id=name, class_="drawn") if first else tag("use", href=f"#{name}")
    return tag("svg", drawn, viewBox=view, role="img", aria_label=alt, class_="still")


def _ground(surface, place: _Place) -> Iterable[Markup]:
    """The bands of the ground, each over those that are lower; their classes name their colours."""
    ground = scene(surface).ground
    z = np.ma.masked_invalid(ground.z[::COARSE, ::COARSE])
    contours: Any = contour_generator(
        ground.x[::COARSE], ground.y[::COARSE], z, fill_type=FillType.OuterOffset
    )
    yield tag("rect", width=place.width, height=place.height, class_="b0")
    for level in range(1, LEVELS, 2):  # every second band: a page holds many stills
        points, offsets = contours.filled(ground.low + level * ground.interval, np.inf)
        rings = [
            polyline(*place(*ring.T), closed=True)
            for outline, ends in zip(points, offsets, strict=True)
            for ring in np.split(outline, ends[1:-1])
        ]
        if rings:
            yield tag("path", d="".join(rings), class_=f"b{level}", fill_rule="evenodd")


def polyline(x: np.ndarray, y: np.ndarray, closed: bool = False) -> str:
    """The points as an SVG path in whole units, without those that would not be seen."""
    points = np.stack([x, y], axis=1)
    points = points[np.isfinite(points).all(axis=1)].clip(-FAR, FAR)
    places = np.rint(points).astype(int)
    kept = [place for k, place in enumerate(places) if k == 0 or (place != places[k - 1]).any()]
    if len(kept) < 2:
        return ""
    steps = " ".join(f"{dx} {dy}" for dx, dy in np.diff(kept, axis=0)).replace(" -", "-")
    return f"M{kept[0][0]} {kept[0][1]}l{steps}{'z' if closed else ''}"


def _run(run: PlayedRun, place: _Place) -> Markup:
    x, y = place(*np.asarray(run.path).T)
    drawn, style = polyline(x, y), run.style
    dash = _DASHES.get(style.dash)
    path = join(
        tag("path", d=drawn, class_="halo"),
        tag("path", d=drawn, class_="path", stroke=style.color, stroke_dasharray=dash),
    )
    if not (np.isfinite(x[-1]) and 0 <= x[-1] <= place.width and 0 <= y[-1] <= place.height):
        return path
    head = tag("circle", cx=f"{x[-1]:.1f}", cy=f"{y[-1]:.1f}", r=5, fill=style.color, class_="head")
    return join(path, head)


def _ring(start: tuple[float, float], place: _Place) -> Markup:
    x, y = place(*start)
    return tag("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=6, class_="start")


def _mark(mark: dict, place: _Place) -> Markup:
    x, y = place(mark["x"], mark["y"])
    signs = {"minimum": "★", "local": "☆", "saddle": "×", "maximum": "▲"}
    return tag("text", signs[mark["kind"]], x=f"{x:.1f}", y=f"{y + 5:.1f}", class_="mark")
