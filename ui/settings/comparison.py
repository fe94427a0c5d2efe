"""The settings of a comparison."""

from dataclasses import dataclass, replace
from typing import Any

from cachetools import LRUCache

from figures import letters
from optimizers import OPTIMIZERS
from simulation import SCHEDULES
from simulation.comparison import DEFAULT_RUNS, Comparison, Run
from simulation.many.tuning import best_learning_rate
from ui.frame.form import Form
from ui.frame.setting import Choices, Number
from ui.frame.text import named, t
from ui.settings.declared import hyper, noise, note_tuned, read_rates, schedule, seed, steps
from ui.settings.kept import kept
from ui.settings.own import own_names, read_own
from ui.settings.stability import rate_marks
from ui.settings.surface import read_start, read_surface


@dataclass(frozen=True)
class Compared:
    """A comparison, and how its runs got their η: each its `own`, all the `same`, or `tuned`."""

    comparison: Comparison
    rates: str


def read_comparison(form: Form) -> Compared:
    """All settings of a comparison, in the order in which a newcomer meets them.

    A typed rule that will not do is left out, after a sentence in its editor. Raises
    surfaces.FormulaError for a typed formula that will not do.
    """
    surface = read_surface(form)
    start = read_start(form, surface)
    count = form.add(steps())
    runs = read_runs(form)
    rates = form.part()
    schedule = read_schedule(form.fold(t("compare.schedule")))
    strength, number = read_noise(form)
    comparison = Comparison(surface, start, count, runs, strength, number, schedule)
    return _read_rates(rates, comparison)


def read_runs(form: Form) -> tuple[Run, ...]:
    """Which optimizers take part, some of them twice; their settings are still the defaults."""

    own = own_names(form.given)
    names = {key: named(rule) for key, rule in OPTIMIZERS.items()} | own
    families: dict[str, list[str]] = {}
    for key, rule in OPTIMIZERS.items():
        families.setdefault(t(f"family.{rule.group}"), []).append(key)
    families[t("family.own")] = list(own)
    reads = names.__getitem__
    runs = Choices(
        "runs",
        t("compare.optimizers"),
        DEFAULT_RUNS,
        list(names),
        reads=reads,
        look="pills",
        groups=families,
    )
    chosen = form.add(runs)
    second: dict[str, Any] = {"help": t("compare.twice_help"), "empty": t("compare.twice_none")}
    again = Choices("twice", t("compare.twice"), (), chosen, reads=reads, **second)
    twice = form.fold(t("compare.twice_fold")).add(again)
    found = []
    for key in chosen:
        rule = OPTIMIZERS.get(key) or read_own(form, key, names[key])
        if rule is None:
            continue
        found.append(Run(key, f"{names[key]} A" if key in twice else names[key], rule))
        if key in twice:
            found.append(Run(f"{key}.b", f"{names[key]} B", rule))
    return tuple(found)


def _read_rates(form: Form, comparison: Comparison) -> Compared:
    """Every run's hyper-parameters: η always in sight, the rest on demand."""
    rates, shared = read_rates(form, "", 0.01, t("compare.rates_help"))
    runs = tuple(_read_run(form, comparison, run, rates, shared) for run in comparison.runs)
    return Compared(replace(comparison, runs=runs), rates)


def _read_run(
    form: Form, comparison: Comparison, run: Run, rates: str, shared: float | None
) -> Run:
    """The run with its hyper-parameters. shared: the η of all runs, if there is one."""
    rate, known, defaults = form.part(), run.optimizer.hypers, run.optimizer.defaults
    names = [name for name in known if name != "lr"]
    fold = form.fold(f"{run.label} {', '.join(known[name].plain for name in names)}")
    rest = {
        name: fold.add(hyper(f"{run.key}.{name}", known[name], defaults[name], owner=run.label))
        for name in names
    }
    if "lr" not in known:
        return replace(run, hypers=rest)
    if rates == "own":
        lr = _read_own(rate, comparison, run, rest)
    else:
        lr = shared or tuned_rate(comparison, replace(run, hypers=rest))
        if rates == "tuned":
            note_tuned(rate, run.label, lr)
    return replace(run, hypers=rest | {"lr": lr})


def _read_own(form: Form, comparison: Comparison, run: Run, rest: dict[str, float]) -> float:
    """A run's own η, which can be put to where the surface just bears it."""
    marks = rate_marks(comparison, run, rest)
    key, known, default = f"{run.key}.lr", run.optimizer.hypers["lr"], run.optimizer.defaults["lr"]
    found = form.add(
        hyper(key, known, default, owner=run.label, said=True, marks=tuple(marks.values()))
    )
    if marks:
        form.presets(key, marks, t("stability.mark_help"))
    return found


@kept(LRUCache(4096))
def tuned_rate(comparison: Comparison, run: Run) -> float:
    """The best η on the slider for this run, with its other hyper-parameters as they are."""
    c = comparison
    others: dict[str, Any] = {name: value for name, value in run.values.items() if name != "lr"}
    conditions: dict[str, Any] = {"noise": c.noise, "seed": c.seed, "schedule": c.schedule}
    return best_learning_rate(run.optimizer, c.surface, c.start, c.steps, **conditions, **others)


def read_schedule(form: Form):
    """The learning-rate schedule with its own parameters; None if η is constant."""
    key = form.add(schedule())
    form.note(t(f"schedule.{key}.help"), of="schedule")
    values = {
        p.key: form.add(
            Number(
                f"{key}.{p.key}",
                f"{letters(p.symbol)} {t(f'schedule_parameter.{p.key}.label')}",
                p.default,
                p.stops,
            )
        )
        for p in SCHEDULES[key].parameters
    }
    return None if key == "constant" else SCHEDULES[key].with_parameters(**values)


def read_noise(form: Form) -> tuple[float, int]:
    """The strength of the gradient noise, and the seed of all that is random."""
    fold = form.fold(t("compare.noise"))
    return fold.add(noise()), fold.add(seed())
