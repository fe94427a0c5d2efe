"""A trial: several networks trained side by side, with all that a page shows of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from networks.losses import LOSSES, predicted
from networks.muon import MUON, Layered
from networks.reading.landscape import Slice, measured, slice_through
from networks.reading.regions import packed, regions
from networks.reading.sharpness import adams_scale, sharpness
from networks.setup import Setup
from networks.training import Trained, outputs
from optimizers import OPTIMIZERS, Optimizer

RULES = {k: rule for k, rule in OPTIMIZERS.items() if not rule.planar} | {MUON.key: MUON}
"""Every rule that trains networks, by its key."""
READINGS, FRAMES, PLACES = 60, 31, 61
"""The maximum numbers of readings of a run, of its pictures, and of places of its path."""
LEAST_READINGS, READING_WORK = 24, 2e9
"""Networks that are dear to read are read less often: for so many multiplications in all."""
WRONG = 96
"""The maximum number of images that are followed."""
SHARP_EXAMPLES = 500
SEEDS = 10
RATES_TRIED = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
TUNED_OVER = 3
Report = Callable[[float], None]


@dataclass(frozen=True)
class Line:
    """One network of a trial. key: unique in the trial; rule: a key of RULES, or typed's own."""

    key: str
    setup: Setup
    rule: str
    hypers: tuple[tuple[str, float], ...]
    typed: Optimizer | None = None

    @property
    def optimizer(self) -> Optimizer | Layered:
        """The rule that trains the network: the typed one, or that of RULES."""
        return self.typed or RULES[self.rule]

    @property
    def values(self) -> dict[str, float]:
        """Every hyper-parameter of the rule with its value."""
        return {**self.optimizer.defaults, **dict(self.hypers)}


@dataclass(frozen=True)
class Trial:
    """Lines, at least one, and the seed that they share."""

    lines: tuple[Line, ...]
    seed: int

    @property
    def setup(self) -> Setup:
        """The setup of the first line, which all share where a visitor sets it."""
        return self.lines[0].setup

    @property
    def alike(self) -> tuple[Line, ...]:
        """The lines that share the first one's setup."""
        return tuple(line for line in self.lines if line.setup == self.setup)

    @property
    def remembered(self) -> tuple[str, ...]:
        """What is kept of the rule's state: for Adam alone, what it divides by."""
        return ("v",) if [line.rule for line in self.lines] == ["adam"] else ()

    def groups(self) -> dict[Setup, list[Line]]:
        """The lines by their setups: those of one train together."""
        found: dict[Setup, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line.setup, []).append(line)
        return found


@dataclass(frozen=True, eq=False)
class TrainedLine:
    """One line that was trained. run: with theta and state at PLACES moments.

    regions (FRAMES, bytes) of points of the plane; named (FRAMES, tests) uint8, the class that each
    test image gets, and filters (FRAMES, inputs, units), the first weights, of images; else None.
    """

    run: Trained
    regions: np.ndarray | None
    named: np.ndarray | None
    filters: np.ndarray | None

    @property
    def nbytes(self) -> int:
        """Size of all that is kept, in bytes."""
        extras = (self.regions, self.named, self.filters)
        return self.run.nbytes + sum(array.nbytes for array in extras if array is not None)


@dataclass(frozen=True, eq=False)
class Worked:
    """A trial that was trained: its lines' parts by their keys.

    wrong: numbers of the test images that are wrong in the end, at most WRONG, those first that
    most networks get wrong.
    """

    parts: Mapping[str, TrainedLine]
    wrong: np.ndarray

    @property
    def runs(self) -> dict[str, Trained]:
        """Every line's run."""
        return {key: part.run for key, part in self.parts.items()}

    def guesses(self, key: str) -> np.ndarray | None:
        """What a line says of the images that are wrong, (FRAMES, images)."""
        named = self.parts[key].named
        return None if named is None else named[:, self.wrong]


def assembled(parts: Mapping[str, TrainedLine]) -> Worked:
    """The parts of a trial's lines as one."""
    wrong = np.zeros(0, dtype=int)
    named = {key: part.named for key, part in parts.items() if part.named is not None}
    if named:
        answers = next(iter(parts.values())).run.data[0].test.y
        count = sum((ends[-1] != answers).astype(int) for ends in named.values())
        order = np.argsort(-np.asarray(count), kind="stable")
        wrong = order[: min(WRONG, int(np.count_nonzero(count)))]
    return Worked(dict(parts), wrong)


def moments(run: Trained, count: int) -> np.ndarray:
    """For each of `count` moments, evenly spread, the index of the last reading at or before it."""
    reached = np.linspace(0, 1, count) * max(run.steps[-1], 1)
    return np.searchsorted(run.steps, reached + 1e-9, side="right") - 1


def _every(setup: Setup, count: int) -> int:
    """How many steps lie between two readings of `count` networks."""
    once = count * setup.network.work * (setup.examples + setup.source.tests)
    readings = min(READINGS, max(LEAST_READINGS, int(READING_WORK / max(once, 1))))
    return max(1, setup.steps // readings)


def train_lines(trial: Trial, seeds: Sequence[int], report: Report, **reading):
    """Every line's Trained of batch (len(seeds),), by its key; reading: as for `train_all`."""
    made: dict[str, Trained] = {}
    groups = trial.groups()
    for k, (setup, lines) in enumerate(groups.items()):
        rules = [(line.optimizer, dict(line.hypers)) for line in lines]
        every = _every(setup, len(lines) * len(seeds))

        def progress(share: float, k=k) -> None:
            report((k + share) / len(groups))

        runs = setup.train(rules, seeds, every=every, progress=progress, **reading)
        made |= {line.key: run for line, run in zip(lines, runs, strict=True)}
    return made


def over_seeds(trial: Trial, report: Report) -> dict[str, Trained]:
    """The lines trained for SEEDS seeds from the trial's on, of batch (SEEDS,) each.

    Without the examples: they take more memory than all that is read of the runs.
    """
    runs = train_lines(trial, range(trial.seed, trial.seed + SEEDS), report)
    return {key: replace(run, data=()) for key, run in runs.items()}


def work(trial: Trial, report: Report) -> dict[str, TrainedLine]:
    """Train the trial and work out its pictures; report(share) may raise to end it."""
    made = train_lines(
        trial,
        [trial.seed],
        lambda share: report(0.8 * share),
        path=True,
        remember=trial.remembered,
    )
    found = {}
    for k, (key, batch) in enumerate(made.items()):
        found[key] = _part(batch.column(0))
        report(0.8 + 0.2 * (k + 1) / len(made))
    return {line.key: found[line.key] for line in trial.lines}


def _part(run: Trained) -> TrainedLine:
    data, theta = run.data[0], run.theta[moments(run, FRAMES)]
    shown, named, filters = None, None, None
    with np.errstate(all="ignore"):
        if data.plane:
            shown = packed(regions(run.network, theta, data.view, run.loss))
        elif len(data.shape) == 3:
            z = outputs(run.network, theta, data.test.x[None])
            named = (predicted(z) % 256).astype(np.uint8)
            filters = run.network.split(theta)[0]
    return TrainedLine(_at_places(run), shown, named, filters)


def _at_places(run: Trained) -> Trained:
    at = moments(run, PLACES)
    state = {name: kept[at] for name, kept in run.state.items()}
    return replace(run, theta=np.ascontiguousarray(run.theta[at]), state=state)


def tuned(line: Line, seed: int, report: Report) -> float:
    """Of RATES_TRIED, the rate with the lowest training loss, by the median over three seeds.

    Not over the seed itself: what is tuned on a run flatters that run. The line's own rate where
    all of them diverge.
    """
    seeds = range(seed + 1, seed + 1 + TUNED_OVER)
    others = {name: value for name, value in line.hypers if name != "lr"}
    groups = [(line.optimizer, {**others, "lr": rate}) for rate in RATES_TRIED]
    runs = line.setup.train(groups, seeds, every=0, progress=report)
    ends = [run.train_loss[-1] for run in runs]
    losses = [np.median(np.where(np.isfinite(end), end, np.inf)) for end in ends]
    return RATES_TRIED[int(np.argmin(losses))] if np.isfinite(losses).any() else line.values["lr"]


def movable(trial: Trial, found: Worked) -> tuple[Line, ...]:
    """The lines of one setup through whose paths there is a plane."""

    def moves(theta: np.ndarray) -> bool:
        return len(theta) > 2 and measured(theta) and bool((theta != theta[0]).any())

    return tuple(line for line in trial.alike if moves(found.runs[line.key].theta))


def slice_of(found: Worked, keys: Sequence[str]) -> Slice:
    """The slice of the landscape through one or two of the runs; see `slice_through`."""
    run = found.runs[keys[0]]
    train, paths = run.data[0].train, [found.runs[key].theta for key in keys]
    return slice_through(run.network, paths, train.x, train.y, LOSSES[run.loss])


def place_steps(trial: Trial) -> np.ndarray:
    """The steps of the PLACES."""
    return np.rint(np.linspace(0, 1, PLACES) * trial.setup.steps)


def bounds(trial: Trial, line: Line, most: float) -> np.ndarray:
    """`most` / η at the places of a line, with the η of the step that led there, (PLACES,)."""
    steps = np.maximum(place_steps(trial).astype(int), 1)
    rates = line.values["lr"] * trial.setup.schedule.factors(trial.setup.steps)[steps - 1]
    with np.errstate(divide="ignore"):
        return most / rates


def sharpness_of(found: Worked, keys: Sequence[str], scale: np.ndarray | None = None) -> np.ndarray:
    """λmax at the places of runs of one setup, (PLACES, runs); scale: see `sharpness`."""
    run = found.runs[keys[0]]
    train = run.data[0].train
    theta = np.stack([found.runs[key].theta for key in keys], axis=-1)
    x, y = train.x[None, :SHARP_EXAMPLES], train.y[None, :SHARP_EXAMPLES]
    return sharpness(run.network, theta, x, y, LOSSES[run.loss], scale)


def adams_sharpness(trial: Trial, found: Worked) -> np.ndarray:
    """λmax of D⁻¹H with D = √v̂ + ε for a trial of Adam alone, (PLACES,); NaN before step 1."""
    (line,) = trial.lines
    v, steps = found.runs[line.key].state["v"], place_steps(trial)
    scale = adams_scale(v, steps[:, None], line.values["beta2"], line.values["eps"])
    measured = sharpness_of(found, [line.key], scale[..., None])[:, 0]
    return np.where(steps > 0, measured, np.nan)
