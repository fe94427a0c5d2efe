"""A comparison as a page that is alive without a server, for a file or for a notebook."""

from dataclasses import dataclass
from html import escape

from locales import Texts
from player import VIEWS, Live
from player.comparison import conditions, curve_below, described, slider
from player.live import rule_tape
from publish.assets import Assets
from publish.experiment import Packed
from publish.markup import tag
from publish.page import SANDBOX, Page
from simulation.comparison import Comparison

KEY = "comparison"
TALL = 760
"""The height of a notebook's frame, px."""


@dataclass(frozen=True)
class LivePage:
    """A page with a player. html: the whole page, which needs nothing beside it."""

    title: str
    html: str

    def _repr_html_(self) -> str:
        """The page in a frame of its own that reaches nothing around it; notebooks show this."""
        return (
            f'<iframe title="{escape(self.title)}" srcdoc="{escape(self.html)}" '
            f'sandbox="{SANDBOX}" style="width:100%;height:{TALL}px;border:0"></iframe>'
        )


def page(comparison: Comparison, lang: str = "en") -> LivePage:
    """The comparison with a slider for every setting; there is no 3-D in it.

    lang: "en" or "zh". Raises ValueError for a rule that a browser cannot walk, and what
    `simulate` raises where the comparison cannot be run.
    """
    t = Texts(lang)
    for run in comparison.runs:
        if rule_tape(run.optimizer) is None:
            raise ValueError(f"{run.label} cannot be walked by a browser")
    turns: dict = dict(conditions(comparison))
    for run in comparison.runs:
        turns |= {f"{run.key}.{name}": (name, [run.key]) for name in run.values}
    sliders = [slider(t, comparison, key, *turned) for key, turned in turns.items()]
    show = described(
        t,
        comparison,
        "lesson.alt",
        views=VIEWS[:2],
        **curve_below(t, bool(comparison.surface.minima)),
    )
    packed = Packed(t)
    packed.add(KEY, comparison, Live(comparison, sliders), show, surface=comparison.surface.key)
    title = t(f"surface.{comparison.surface.key}.name")
    figure = tag(
        "figure",
        tag("div", class_="place"),
        tag("figcaption"),
        class_="experiment",
        data_experiment=KEY,
    )
    body = tag("div", tag("h1", title, class_="hidden-head"), figure)
    made = Page(t, "", title, body, packed.message(), kind="embed", chrome=False, stands=False)
    return LivePage(title, made.written(Assets(inside=True)))
