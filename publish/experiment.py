"""An experiment as the page's script gets it, and as it stands on a page before that."""

from dataclasses import dataclass, field, replace

from lessons import Experiment
from locales import Texts
from player import VIEWS, Live, PlayedRun, Show
from player.comparison import (
    curve_below,
    described,
    knob_turns,
    picture,
    slide_view,
    slider,
    worded,
)
from player.live import judging_message, supplies_body
from player.message import runs_body, scene_body
from player.wire import fingerprint, pack
from publish.markup import Markup, join, tag
from publish.stills.path import still
from simulation import simulate_all
from simulation.comparison import Comparison


@dataclass
class Packed:
    """What the experiments of one page need, everything that they share once.

    present: the key of what the way into its slides is called. kinds: what all exercises of a kind
    have in common.
    """

    t: Texts
    present: str = "lesson.present"
    scenes: dict = field(default_factory=dict)
    rules: dict = field(default_factory=dict)
    experiments: dict = field(default_factory=dict)
    exercises: dict = field(default_factory=dict)
    kinds: dict = field(default_factory=dict)
    drawn: dict[Experiment, str] = field(default_factory=dict)

    def add(self, key: str, comparison: Comparison, live: Live, show: Show, **more) -> None:
        """An experiment under its key; more: what else the script is told of it."""
        supplies = supplies_body(live)
        self.rules |= supplies.pop("rules")
        surface = comparison.surface
        scene = fingerprint((surface, surface.values))
        if scene not in self.scenes:
            body = scene_body(surface, grids=False)
            body["formula"] |= judging_message(surface)
            self.scenes[scene] = body
        runs = runs_body(played(comparison), show, live, paths=False)
        del runs["text"]
        told = {"scene": scene, "runs": runs, "supplies": supplies, "view": slide_view(comparison)}
        self.experiments[key] = told | more

    def message(self) -> dict:
        """All of it as `unpack` reads it."""
        t, words = self.t, self.t.words
        return pack(
            {
                "text": words("player"),
                "aims": words("aims"),
                "words": {
                    **words("lesson"),
                    "present": t(self.present),
                    "other_reason_here": t("site.other_reason"),
                    **{
                        name: t(f"present.{name}") for name in ("words", "before", "after", "leave")
                    },
                },
                "scenes": self.scenes,
                "rules": self.rules,
                "experiments": self.experiments,
                "exercises": self.exercises,
                "kinds": self.kinds,
            }
        )


def played(comparison: Comparison) -> list[PlayedRun]:
    """The runs with the loss under their panels, as the server finds them."""
    paths = simulate_all(comparison)
    return [picture(comparison.surface, run, paths[run.key], "loss") for run in comparison.runs]


def shown(t: Texts, experiment: Experiment, movable: bool = True) -> tuple[Live, Show]:
    """The experiment as it is declared: what turns it, and how it is shown.

    movable: the start may be put elsewhere.
    """
    comparison = worded(t, experiment.comparison())
    turns = knob_turns(experiment.knobs)
    live = Live(comparison, [slider(t, comparison, key, *turned) for key, turned in turns.items()])
    show = described(
        t,
        comparison,
        "lesson.alt",
        movable=movable,
        views=VIEWS,
        tallest=380,
        **curve_below(t, bool(comparison.surface.minima)),
    )
    return live, show


def picture_of(packed: Packed, experiment: Experiment, hidden: bool = False) -> Markup:
    """The still picture; `hidden` while a question is open: without the paths."""
    t, drawn = packed.t, packed.drawn
    first = experiment not in drawn
    name = drawn.setdefault(experiment, f"picture-{len(drawn) + 1}")
    comparison = worded(t, experiment.comparison())
    _, show = shown(t, experiment)
    runs = played(replace(comparison, steps=0) if hidden else comparison)
    picture = still(comparison.surface, runs, comparison.start, show.alt, name, first)
    names = [
        tag("span", "● ", tag("b", run.name), style=f"--own:{run.style.color}") for run in runs
    ]
    return join(picture, tag("p", *names, class_="names"))
