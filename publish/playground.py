"""The playground: any surface or typed formula, any rules or typed ones, without a server."""

from dataclasses import asdict

import numpy as np

from figures.look import Style
from figures.scene import RELIEF, SHADES
from locales import Texts, catalogue
from optimizers import HYPERS, LOOKS, OPTIMIZERS, rule_text
from optimizers.language import language
from player import VIEWS, PlayedRun, Show
from player.comparison import parameter_label, picture, ways
from player.message import runs_body, scene_body
from player.wire import pack
from publish.markup import join, tag
from publish.page import Page
from publish.prose import line
from simulation import simulate
from simulation.comparison import DEFAULT_RUNS, DEFAULT_STEPS, NOISE, STEPS, Run
from simulation.problem import draws
from simulation.run import FAR
from surfaces import SURFACES, Surface, parse
from surfaces.custom import EXAMPLE, EXAMPLE_VIEW

LONGEST = 400
"""Steps for which the random numbers of a run are sent."""
SEED = 0
OPENING = "surface=rosenbrock&runs=sgd,momentum,adam&steps=300"
"""What is seen by who comes without a link."""
SAME = "landscape"
"""What of a scene is the same for all surfaces but for their view."""
SHARED = {
    "surface": "compare.surface",
    "optimizers": "compare.optimizers",
    "view": "compare.view_box",
    "family": "family.own",
    "usual": "own.usual",
    "copy": "own.copy",
    "pair": "app.pair",
}
"""Words that the app has for the same."""


def playground_message(t: Texts, app: str = "") -> dict:
    """All that the page's script needs, as `unpack` reads it. app: the address of the full app."""
    typed, words = parse(EXAMPLE, EXAMPLE_VIEW), t.words
    relief = {"share": RELIEF, "shade": SHADES, "far": FAR, "formula": EXAMPLE}
    return pack(
        {
            "lang": t.lang,
            "app": app,
            "opening": OPENING,
            "first": "theta = theta - lr * sign(g)",
            "text": words("playground") | {name: t(key) for name, key in SHARED.items()},
            "sentences": {name: words(name) for name in ("rule", "formula", "place_in_text")},
            "language": language(),
            "surfaces": {
                **{key: _surface(t, surface) for key, surface in SURFACES.items()},
                "custom": _surface(t, typed) | relief,
            },
            SAME: scene_body(typed, grids=False)[SAME],
            "families": {rule.group: t(f"family.{rule.group}") for rule in OPTIMIZERS.values()},
            "rules": {
                rule.key: {"tape": rule.tape, "text": rule_text(rule), "family": rule.group}
                | {"stops": {name: hyper.stops for name, hyper in rule.hypers.items()}}
                for rule in OPTIMIZERS.values()
            },
            "looks": [asdict(Style(look.color, look.dash, look.marker)) for look in LOOKS],
            "taken": [
                name.lower() for rule in OPTIMIZERS.values() for name in (rule.name, t.named(rule))
            ],
            "symbols": {key: hyper.plain for key, hyper in HYPERS.items()},
            "usual": {"runs": DEFAULT_RUNS, "steps": DEFAULT_STEPS, "noise": 0.0},
            "stops": {"steps": [stop for stop in STEPS if stop <= LONGEST], "noise": NOISE},
            "labels": {"steps": t("compare.steps"), "noise": t("compare.noise_level")},
            "curves": {name: t(f"compare.title_{name}") for name in ("loss", "excess")},
            "draws": draws(SEED, LONGEST).ravel(),
            "show": _show(t),
        }
    )


def _surface(t: Texts, surface: Surface) -> dict:
    """A surface with its scene, the sliders that turn it, and what is random in it."""
    source, turned = np.random.default_rng(SEED).spawn(1)[0], [p.key for p in surface.parameters]
    scene = scene_body(surface, grids=False)
    return {
        "name": t(f"surface.{surface.key}.name"),
        "teaches": line(t(f"surface.{surface.key}.teaches")),
        "scene": {name: part for name, part in scene.items() if name != SAME},
        "start": surface.start,
        "parameters": {
            p.key: {
                "label": parameter_label(t, p),
                "at": p.default,
                "stops": p.stops,
                "whole": p.whole,
                "reads": ways(t, p),
            }
            for p in surface.parameters
        },
        "stream": surface.stream and surface.stream(surface, source, LONGEST, turned),
    }


def _show(t: Texts) -> dict:
    """A message to the player with every optimizer on it; the page takes those that are chosen."""
    surface = SURFACES["rosenbrock"]
    show = Show(
        text=t.words("player"),
        title=t("app.title"),
        alt=catalogue(t.lang)["lesson.alt"],
        start=surface.start,
        lang=t.lang,
        views=VIEWS,
        curve_title=t("compare.title_loss"),
        tallest=440,
    )
    return runs_body([_run(t, surface, rule) for rule in OPTIMIZERS.values()], show, paths=False)


def _run(t: Texts, surface: Surface, rule) -> PlayedRun:
    path = simulate(rule, surface, surface.start, 1)
    return picture(surface, Run(rule.key, t.named(rule), rule), path, "loss")


def playground_page(t: Texts, app: str = "") -> Page:
    """The page. app: the address of the full app, "" for none."""
    lead = t("playground.lead")
    body = join(
        tag("h1", t("playground.title")),
        tag("p", lead, class_="lead"),
        tag("div", id="playground"),
    )
    packed = playground_message(t, app)
    path, title = f"{t.lang}/playground.html", t("playground.title")
    return Page(t, path, title, body, packed, lead, script="playground", stands=False)
