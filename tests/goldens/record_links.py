"""Writes links.json: a hundred links, and what they show in another checkout of the project.

    PYTHONPATH=. python tests/goldens/record_links.py path/to/the/checkout

A link that someone has made is a promise, so this is not among the goldens that are made again:
links.json is of the state before rules became data. Every link names all settings whose defaults
may change, or what depends on them is not recorded. No recorded link is chaotic: one with its start
moved by 1e-9 shows the same.
"""

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.goldens.seen import seen

FILE = Path(__file__).with_name("links.json")
COUNT = 100
NUDGE = 1e-9
Link = dict[str, str | list[str]]


def plain(value: float) -> str:
    return f"{value:g}"


def compared(draw: random.Random, k: int) -> Link:
    """A link to Compare: the surfaces, rules, ways to choose rates and schedules take turns."""
    from optimizers import OPTIMIZERS
    from simulation import SCHEDULES
    from surfaces import SURFACES

    surface = list(SURFACES.values())[k % len(SURFACES)]
    keys = list(OPTIMIZERS)
    runs = [keys[(k + 5 * i) % len(keys)] for i in range(1 + k % 3)]
    twice = runs[:1] if k % 4 == 1 else []
    mode = ("own", "own", "same", "own", "tuned", "own")[k % 6]
    steps = draw.choice((10, 20, 50, 100, 150, 200, 300))
    link: Link = {"surface": surface.key, "steps": str(steps), "runs": ",".join(runs)}
    link |= {f"{surface.key}.{p.key}": plain(draw.choice(p.stops)) for p in surface.parameters}
    for axis, at, (low, high) in zip("xy", surface.start, surface.domain, strict=True):
        moved = at + draw.uniform(-0.05, 0.05) * (high - low)
        link[f"{surface.key}.{axis}"] = repr(round(moved, 4))
    if twice:
        link["twice"] = ",".join(twice)
    if mode != "own":
        link["rates"] = mode
    if mode == "same":
        link["lr"] = draw.choice(("0.001", "0.003", "0.01", "0.02"))
    link |= hypers(draw, runs, twice, mode)
    if k % 5 == 2:
        link |= {"noise": draw.choice(("0.01", "0.1", "0.5")), "seed": str(draw.randrange(10_000))}
    if k % 4 == 3:
        schedule = list(SCHEDULES.values())[(k // 4) % len(SCHEDULES)]
        link["schedule"] = schedule.key
        link |= {
            f"{schedule.key}.{p.key}": plain(draw.choice(p.stops)) for p in schedule.parameters
        }
    looks = ({}, {"view": "overlay"}, {"view": "landscape"}, {"curve": "distance"})
    return link | looks[k % 4] | ({"arrows": "true"} if k % 7 == 0 else {})


def hypers(draw: random.Random, runs: list[str], twice: list[str], mode: str) -> Link:
    """Every hyper-parameter of every run, near its default."""
    from optimizers import HYPERS, OPTIMIZERS

    link = {}
    for run in (*runs, *(f"{key}.b" for key in twice)):
        for name, default in OPTIMIZERS[run.removesuffix(".b")].defaults.items():
            if name == "lr" and mode != "own":
                continue
            stops = sorted(HYPERS[name].stops, key=lambda stop: abs(stop - default))
            link[f"{run}.{name}"] = plain(draw.choice(stops[:5]))
    return link


FORMULAS = (
    ("x^2 + 3*y^2", {}),
    ("(1-x)^2 + 100*(y-x^2)^2", {"view.x0": "-2", "view.x1": "2"}),
    ("sin(x)*cos(y) + (x^2+y^2)/10", {"view.y0": "-4", "view.y1": "4"}),
    ("log(1+x^2) + abs(y)", {}),
    ("max(x, y)^2 + exp(-x) / 5", {}),
    ("sqrt(1+x^2) + tanh(y)^2", {"view.x0": "-5"}),
    ("x^4 - 3*x^2 + y^2 + x*y/2", {}),
    ("1/(1+x^2) + y^2", {}),
)


def typed(text: str, view: Link) -> Link:
    """A formula as a visitor types it, with three runs."""
    return {
        "surface": "custom",
        "f": text,
        **view,
        **{"custom.x": "1.5", "custom.y": "-1.25", "steps": "100"},
        **{"runs": "sgd,rmsprop,adam", "sgd.lr": "0.005", "rmsprop.lr": "0.02", "adam.lr": "0.05"},
    }


PLAIN = {
    **{"surface": "ravine", "ravine.kappa": "20", "ravine.x": "-4", "ravine.y": "1.5"},
    **{"steps": "100", "runs": "sgd,adam", "sgd.lr": "0.05", "adam.lr": "0.1"},
}
HOSTILE = (
    {"adam.beta2": "nonsense", "adam.beta1": "1e999"},
    {"seed": "-3", "noise": "12"},
    {"view": "3d", "autoplay": "7"},
    {"schedule": "never", "rates": "fair"},
    {"twice": "nobody", "curve": "area"},
    {"adam.eps": "nan"},
    {"lang": "tlh", "lock": "nothing"},
    {"unknown": "1", "sgd.lr.lr": "2", "": "x"},
    {"noise": "<script>alert(1)</script>", "seed": "{0.__class__}%s"},
    {"adam.beta1": "9" * 400, "seed": "\0"},
)
DEFAULTED = (
    {"sgd.lr": "nonsense", "adam.lr": "-1"},
    {"steps": "0", "ravine.x": "1e9", "ravine.kappa": "1e6"},
    {"surface": "__proto__", "runs": "adam,nobody"},
)
"""Links that leave a setting at its default: only what they say is ignored is recorded."""
SURFACED = {"surface": "himmelblau", "himmelblau.x": "0.5", "himmelblau.y": "-0.5", "steps": "100"}
RATED = {"runs": "sgd,adam", "sgd.lr": "0.01", "adam.lr": "0.1"}
OTHERS = (
    ("anatomy", {**PLAIN, "rule": "adam", "step": "7", "uncorrected": "true"}),
    ("anatomy", {**PLAIN, "rule": "sgd", "step": "1", "noise": "0.1", "seed": "4"}),
    ("anatomy", {**SURFACED, "rule": "nadam", "nadam.lr": "0.05", "nadam.psi": "0", "step": "12"}),
    ("anatomy", {**PLAIN, "rule": "lion", "lion.lr": "0.02", "step": "101"}),
    ("maps", {**SURFACED, "map": "tuning", "optimizer": "momentum", "cells": "16"}),
    (
        "maps",
        {
            **SURFACED,
            **{"map": "tuning", "optimizer": "adam", "adam.axes": "beta1-beta2", "cells": "8"},
            **{"adam.lr": "0.05", "at": "beta1:0.5,beta2:0.9", "shown": "steps"},
        },
    ),
    (
        "maps",
        {
            **SURFACED,
            **{"map": "tuning", "optimizer": "adagrad", "adagrad.axes": "lr-eps", "cells": "8"},
            **{"range.lr": ["0.01", "0.5"], "at": "lr:0.1,eps:1e-6"},
        },
    ),
    ("maps", {**SURFACED, **RATED, "map": "basins", "basin.cells": "16"}),
    ("maps", {**SURFACED, **RATED, "map": "profiles", "at": "lr:0.02"}),
    ("maps", {**SURFACED, "map": "knob", "optimizer": "adagrad", "adagrad.knob": "eps"}),
    ("maps", {**SURFACED, "map": "knob", "optimizer": "lion", "at": "lr:0.05"}),
    ("maps", {**SURFACED, "map": "atlas", "cells": "8", "optimizer": "adam", "at": "lr:nan"}),
    (
        "minibatch",
        {
            **{"minibatch.steps": "100", "minibatch.batch": "10", "minibatch.shuffle": "1"},
            **{"minibatch.sgd.lr": "0.05", "minibatch.momentum.lr": "0.01"},
            **{"minibatch.adam.lr": "0.05", "minibatch.seed": "11", "minibatch.noise": "0.1"},
            **{"schedule": "step", "step.every": "20", "step.drop": "0.5"},
        },
    ),
    (
        "minibatch",
        {
            **{"minibatch.steps": "50", "minibatch.batch": "5", "minibatch.fan": "true"},
            **{f"minibatch.{run}.lr": "0.03" for run in ("sgd", "momentum", "adam")},
        },
    ),
    (
        "sparse",
        {
            **{"sparse.steps": "300", "sparse.p": "0.2", "sparse.sgd.lr": "0.05"},
            **{"sparse.adagrad.lr": "0.3", "sparse.rmsprop.lr": "0.02", "sparse.adam.lr": "0.02"},
            **{"sparse.seed": "3", "sparse.noise": "0"},
        },
    ),
    (
        "decay",
        {
            **{"decay.steps": "200", "decay.decay": "0.5", "decay.kappa": "5", "decay.noise": "0"},
            **{"decay.adam_l2.lr": "0.05", "decay.adamw.lr": "0.1"},
        },
    ),
    (
        "decay",
        {
            **{"decay.steps": "100", "decay.decay": "2", "decay.kappa": "10", "decay.noise": "1"},
            **{"decay.adam_l2.lr": "0.1", "decay.adamw.lr": "0.05", "decay.seed": "8"},
        },
    ),
    (
        "rotation",
        {
            **{"rotation.steps": "100", "rotation.phi": "30", "rotation.kappa": "50"},
            **{"rotation.sgd.lr": "0.01", "rotation.momentum.lr": "0.005"},
            **{"rotation.adagrad.lr": "0.3", "rotation.adam.lr": "0.05"},
        },
    ),
    ("lessons", {"lesson": "1", "1-slope-is-enough.sgd.lr": "0.2"}),
    ("lessons", {"lesson": "2", "2-small-or-large.kappa": "50"}),
    ("lessons", {"lesson": "4", "4-flat-ground.momentum.gamma": "0.5"}),
    ("lessons", {"lesson": "99", "1-slope-is-enough.sgd.lr": "0.05"}),
)


def links() -> Iterator[tuple[str, Link]]:
    """Links enough to leave out what is chaotic, those to Compare last."""
    yield from OTHERS
    yield from (("compare", typed(*formula)) for formula in FORMULAS)
    yield from (("compare", {**PLAIN, **bad}) for bad in (*HOSTILE, *DEFAULTED))
    yield "compare", {**PLAIN, "sgd.lr": "0.95", "adam.lr": "0.123"}  # between the stops
    yield "compare", {**PLAIN, "lock": "adam.lr,x"}
    yield "compare", {**PLAIN, "lang": "zh", "autoplay": "0"}
    draw = random.Random(14)
    yield from (("compare", compared(draw, k)) for k in range(10 * COUNT))


def promised(page: str, link: Link, found: dict) -> dict:
    """What of all that was seen the link alone decides; None stands for what it does not."""
    if any(link == {**PLAIN, **bad} for bad in DEFAULTED):
        return {"ignored": found["ignored"]}
    players = found["players"]
    if page == "lessons":  # of which only the experiments that the link turns are fixed by it
        turned = {key.partition(".")[0] for key in link}
        players = {name: p for name, p in players.items() if name.partition(".")[0] in turned}
    if link.get("rates") == "tuned":
        players = {name: p | {"runs": dict.fromkeys(p["runs"])} for name, p in players.items()}
    kept = {key: value for key, value in found.items() if key != "maps" or page == "maps"}
    return kept | {"players": players}


def nudged(link: Link) -> Link | None:
    """The link with its start moved a little, None if it has no start or a typed formula."""
    start = {key: value for key, value in link.items() if key.endswith((".x", ".y"))}
    if not start or "f" in link:
        return None
    return {**link, **{key: repr(float(value) + NUDGE) for key, value in start.items()}}


def alike(one, other) -> bool:
    """Whether two things that were seen differ by no more than the nudge explains."""
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(alike(v, other[k]) for k, v in one.items())
    if isinstance(one, list):
        return len(one) == len(other) and all(map(alike, one, other))
    if isinstance(one, float):
        return one == other or abs(one - other) <= 1e-6 + 1e-6 * abs(one)
    return one == other


def main(checkout: Path) -> None:
    """Open the links in the checkout and write down what they show."""
    sys.path.insert(0, str(checkout))
    app, entries = checkout / "app.py", []
    for page, link in links():
        found = seen(page, link, app)
        again = nudged(link)
        if again and not alike(found, seen(page, again, app)):
            continue
        entries.append({"page": page, "link": link, "seen": promised(page, link, found)})
        if len(entries) == COUNT:
            break
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
    FILE.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
