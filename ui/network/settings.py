"""The settings of the network page."""

from dataclasses import replace

from networks import ACTIVATIONS, DATA, LOSSES
from networks.claims.declared import DIGITS, EXPERIMENTS, FIRST_SIGHT
from networks.plan import MOST_STEPS
from networks.points import LEAST_POINTS
from networks.reading.trial import RATES_TRIED, RULES, SEEDS, TUNED_OVER, Line, Trial
from networks.setup import Setup
from optimizers import HYPERS, Optimizer
from simulation import SCHEDULES
from simulation.link import SEPARATOR, plain
from ui.frame.form import Form
from ui.frame.setting import Choice, Choices, Field, Number, Switch
from ui.frame.text import named, t
from ui.network.paint import POINTS
from ui.network.work import tuned
from ui.settings.declared import hyper, note_tuned, read_rates, schedule
from ui.settings.own import own_names, read_own

OWN = "own"
"""The page's name for what the visitor sets, beside the declared experiments."""
START = {
    "spirals": Setup(),
    "moons": Setup(data="moons", width=16),
    "circles": Setup(data="circles", width=16),
    "digits": replace(DIGITS, filters=(8,), depth=0, weight_decay=0.0),
    "points": Setup(data="points", width=16),
    "lone": EXPERIMENTS["constructed"].setup,
}
"""What each kind of data begins with."""
OWN_RATES = {
    **FIRST_SIGHT,
    **{"adadelta": 1.0, "lion": 0.005, "muon": 0.02, "rprop": 0.01, "asgd": 0.2},
}
"""Rates that suit small networks; the rules that are not named here begin at USUAL."""
USUAL = 0.05
OWN_RATES_DIGITS = {"sgd": 0.2, "adagrad": 0.05, "rmsprop": 0.01, "adam": 0.02}
EXAMPLES = (20, 50, 100, 200, 500, 1000, 2000)
FLIP = (0.0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5)
DEPTH, WIDTH = (0, 1, 2, 3, 4, 5, 6), (1, 2, 4, 8, 16, 32, 64)
INIT = (0.0, 0.01, 0.1, 0.3, 0.5, 1.0, 1.5, 2.0, 4.0)
FILTERS = {"none": (), "4": (4,), "8": (8,), "8-8": (8, 8)}
BATCH = (1, 2, 4, 5, 8, 10, 16, 20, 32, 50, 60, 64, 100, 125, 200, 500, 1000, 2000)
EPOCHS = (1, 2, 3, 5, 6, 10, 20, 30, 60, 100, 150, 200, 300, 500, 1000, 1500, 2000, 3000)
DECAY = (0.0, 1e-5, 1e-4, 3e-4, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0)
CLIP = (0.0, 0.01, 0.1, 0.3, 1.0, 3.0, 10.0)
MOST_WORK = 3e10
"""The maximum of multiplications for a trial, some ten seconds; fewer epochs are trained then."""
MOST_BESIDE = 6e10
"""And for what is trained beside it: over seeds, and to find the rates."""
STEP_WORK = 2e5
"""What a step costs beside its multiplications,"""
NETWORK_WORK = 5e4
"""and what it costs for each network."""


def read_experiment(form: Form) -> str:
    """Which experiment is shown, or OWN."""
    return form.add(
        Choice(
            "net.show",
            t("network.show"),
            OWN,
            [OWN, *EXPERIMENTS],
            reads=lambda key: t(f"network_experiment.{key}.name" if key != OWN else "network.own"),
            help=t("network.show_help"),
        )
    )


def read_declared(form: Form, experiment: str) -> Trial:
    """The lines of a declared experiment, from a seed of the visitor's."""
    return declared_trial(experiment, form.add(_seed(EXPERIMENTS[experiment].shown)))


def declared_trial(experiment: str, seed: int) -> Trial:
    """The lines of a declared experiment from a seed."""
    declared = EXPERIMENTS[experiment]
    lines = tuple(
        Line(key, declared.setup_of(key), arm.rule, tuple(arm.hypers.items()))
        for key, arm in declared.arms.items()
    )
    return Trial(lines, seed)


def read_trial(form: Form, data: str, ten: bool) -> Trial | None:
    """The visitor's own lines; None if no rule is chosen, or there are no points yet.

    ten: whether they are trained over seeds too.
    """
    setup = _read_setup(form, data)
    return None if setup is None else _read_lines(form, setup, ten)


def _seed(default: int) -> Field:
    return Field("net.seed", t("compare.seed"), default, 0, 9999, help=t("network.seed_help"))


def read_data(form: Form) -> str:
    """Which data the networks learn from."""
    return form.add(
        Choice(
            "net.data",
            t("network.data"),
            "spirals",
            list(START),
            reads=lambda key: t(f"network_data.{key}.name"),
            help=t("network.data_help"),
        )
    )


def _read_setup(form: Form, data: str) -> Setup | None:
    """The network and how it is trained; None with too few points to learn from and test by."""
    start = START[data]

    def key(name: str) -> str:
        return f"net.{data}.{name}"

    rows = ()
    if data == "points":
        rows = form.given.read(POINTS)
        if len(rows) < LEAST_POINTS:
            return None
    elif data == "lone":
        form.note(t("network_data.lone.about"))
    values = {"rows": rows}
    if data not in ("points", "lone"):
        most = 1000 if data == "digits" else 2000
        examples = [n for n in EXAMPLES if n <= most]
        values["n"] = form.add(Number(key("n"), t("network.examples"), start.n, examples))
    flip = Number(key("flip"), t("network.flip"), 0.0, FLIP, help=t("network.flip_help"))
    values["flip"] = form.add(flip)
    if data in DATA and DATA[data].shape == (2,):
        help_text = t("network.stretched_help")
        values["stretched"] = form.add(
            Switch(key("stretched"), t("network.stretched"), False, help=help_text)
        )
    values |= _read_network(form.fold(t("network.network")), start, key)
    values |= _read_training(form, replace(start, **values), key)
    return replace(start, **values)


def _read_network(form: Form, start: Setup, key) -> dict:
    values = {}
    if start.data == "digits":
        usual = next(name for name, filters in FILTERS.items() if filters == start.filters)
        choice = Choice(
            key("filters"),
            t("network.filters"),
            usual,
            list(FILTERS),
            reads=lambda name: t("network.filters_none") if name == "none" else name,
            help=t("network.filters_help"),
        )
        values["filters"] = FILTERS[form.add(choice)]
    if not values.get("filters"):  # behind convolutions there are no hidden layers
        values["depth"] = form.add(Number(key("depth"), t("network.depth"), start.depth, DEPTH))
    if values.get("depth"):
        values["width"] = form.add(Number(key("width"), t("network.width"), start.width, WIDTH))
    kinds = (
        ("activation", t("network.activation"), list(ACTIVATIONS)),
        ("loss", t("network.loss"), list(LOSSES)),
    )
    for name, label, options in kinds:
        choice = Choice(
            key(name),
            label,
            getattr(start, name),
            options,
            reads=lambda option: t(f"network_option.{option}"),
            look="buttons",
        )
        values[name] = form.add(choice)
    init = Number(key("init"), t("network.init"), start.init, INIT, help=t("network.init_help"))
    return values | {"init": form.add(init)}


def _read_training(form: Form, setup: Setup, key) -> dict:
    batch = Number(
        key("batch"), t("network.batch"), setup.batch, BATCH, help=t("network.batch_help")
    )
    values = {"batch": form.add(batch)}
    epochs = Number(key("epochs"), t("network.epochs"), setup.epochs, EPOCHS)
    values["epochs"] = form.add(epochs)
    fold = form.fold(t("network.care"))
    decay = Number(key("decay"), t("network.decay"), 0.0, DECAY, help=t("network.decay_help"))
    values["weight_decay"] = fold.add(decay)
    clip = Number(key("clip"), t("network.clip"), 0.0, CLIP, help=t("network.clip_help"))
    values["clip"] = fold.add(clip) or None
    values["schedule"] = SCHEDULES[fold.add(schedule(key("schedule")))]
    return values


def _read_lines(form: Form, setup: Setup, ten: bool) -> Trial | None:
    seed = form.add(_seed(EXPERIMENTS["spirals"].shown if setup.data == "spirals" else 0))
    names = {key: named(rule) for key, rule in RULES.items()} | own_names(form.given)
    picked = form.add(
        Choices(
            "net.runs",
            t("compare.optimizers"),
            tuple(FIRST_SIGHT),
            list(names),
            reads=names.__getitem__,
            look="pills",
        )
    )
    typed = {
        key: read_own(form, key, names[key], plane=False) for key in picked if key not in RULES
    }
    chosen = {key: typed.get(key) for key in picked if key in RULES or typed[key]}
    rates, shared = read_rates(form, "net.", USUAL, t("network.rates_help"))
    bounded = bounded_setup(setup, max(1, len(chosen)), ten, rates == "tuned")
    if bounded != setup:
        form.note(t("network.bounded", epochs=bounded.epochs))
    lines = [
        _read_line(form, Line(key, bounded, key, (), own), rates, shared, seed)
        for key, own in chosen.items()
    ]
    return Trial(tuple(lines), seed) if lines else None


def bounded_setup(setup: Setup, count: int, ten: bool = False, tune: bool = False) -> Setup:
    """The setup with no more epochs than `count` networks can be trained for in good time.

    ten: over seeds too. tune: with the rates that suit them, which are to be found first.
    """

    def step(networks: int) -> float:
        return STEP_WORK + networks * (NETWORK_WORK + 3 * setup.network.work * setup.batch)

    found = count * step(len(RATES_TRIED) * TUNED_OVER) if tune else 0
    beside = found + (step(count * SEEDS) if ten else 0)
    steps = min(MOST_STEPS, MOST_WORK / step(count), MOST_BESIDE / max(1, beside))
    per_epoch = max(1, setup.steps // setup.epochs)
    return replace(setup, epochs=max(1, min(setup.epochs, int(steps // per_epoch))))


def _read_line(form: Form, line: Line, rates: str, shared: float | None, seed: int) -> Line:
    """The line with its rate, and a typed rule's with all its hyper-parameters."""
    setup, rule, typed = line.setup, line.rule, line.typed
    usual = {**OWN_RATES, **OWN_RATES_DIGITS} if setup.data == "digits" else OWN_RATES
    default, name = usual.get(rule, USUAL), named(line.optimizer)
    if typed:
        default = typed.defaults.get("lr", USUAL)
        line = replace(line, hypers=_read_typed(form, typed, f"net.{setup.data}.{rule}", name))
        if "lr" not in typed.defaults:
            return line
    if rates == "own":
        number = Number(
            f"net.{setup.data}.{rule}.lr",
            f"{name} η",
            default,
            typed.hypers["lr"].stops if typed else HYPERS["lr"].stops,
            title=f"{name} η",
        )
        lr = form.add(number)
    else:
        lr = shared or tuned(replace(line, hypers=(*line.hypers, ("lr", default))), seed)
        if rates == "tuned":
            note_tuned(form, name, lr)
    return replace(line, hypers=(*line.hypers, ("lr", lr)))


def _read_typed(
    form: Form, typed: Optimizer, place: str, name: str
) -> tuple[tuple[str, float], ...]:
    """A typed rule's hyper-parameters but its rate. place: how their names in the link begin."""
    return tuple(
        (
            key,
            form.add(hyper(f"{place}.{key}", known, typed.defaults[key], owner=name, said=True)),
        )
        for key, known in typed.hypers.items()
        if key != "lr" and not (key == "decay" and typed.decays)  # the network's λ is the rule's
    )


def query(setup: Setup, rates: dict[str, float], seed: int) -> dict[str, str]:
    """The link's parameters that open the page on a setup, but for the language."""
    data, filters = setup.data, {v: k for k, v in FILTERS.items()}
    values = {
        "n": plain(setup.n),
        "flip": plain(setup.flip),
        "stretched": str(setup.stretched).lower(),
        "filters": filters[setup.filters],
        "depth": plain(setup.depth),
        "width": plain(setup.width),
        "activation": setup.activation,
        "loss": setup.loss,
        "init": plain(setup.init),
        "batch": plain(setup.batch),
        "epochs": plain(setup.epochs),
        "decay": plain(setup.weight_decay or 0),
        "clip": plain(setup.clip or 0),
        "schedule": setup.schedule.key,
        **{f"{rule}.lr": plain(lr) for rule, lr in rates.items()},
    }
    if data != "digits":
        del values["filters"]
    if setup.filters:
        del values["depth"]
    if setup.filters or not setup.depth:
        del values["width"]
    if data in ("points", "lone", "digits"):
        del values["stretched"]
    if data in ("points", "lone"):
        del values["n"]
    found = {f"net.{data}.{name}": value for name, value in values.items()}
    return {"net.data": data, "net.runs": SEPARATOR.join(rates), "net.seed": str(seed), **found}
