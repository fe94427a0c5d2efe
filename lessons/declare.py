"""A lesson's declarations, read from TOML: its experiments, and what is claimed and asked of them.

    rules = ["sgd"]

    [strength.slope-is-enough]
    surface = "bowl"
    runs.sgd = { lr = 0.1 }
    steps = 50
    knobs = ["sgd.lr"]
    check = "climb(sgd) < 0 and distance(sgd) <= 0.01"

    [question.which-well]
    ...                                     # the experiment, as above
    answer = "shallow"
    options.shallow = "minimum(sgd) == 2"
    options.deep = "minimum(sgd) == 1"
    options.neither = "otherwise"
    because.shallow = "climb(sgd) < 0"      # only where the text's reason may be another's

A check is in the language of `lessons.checks`. Every mistake is a LessonError with file and line.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from lessons.checks import Check
from lessons.error import LessonError
from lessons.experiment import Experiment
from lessons.lesson import Claim, Lesson, Question, TorchProgram
from lessons.text import SECTIONS
from networks.claims.declared import EXPERIMENTS
from networks.plan import walk
from optimizers import OPTIMIZERS
from simulation.comparison import LAST_SEED
from surfaces import SURFACES
from surfaces.data import draw_batches

OTHERWISE = "otherwise"
FUNCTIONS: dict[str, Callable] = {function.__name__: function for function in (draw_batches, walk)}
"""What `more` may name, besides the rules."""
LONGEST, MOST_RUNS = 2000, 8
LONGEST_ROW = 1000
"""Characters of a line: what it costs to read a key grows with the square of its parts."""
MARK = re.compile(r"[a-z][\w-]*")

_KEY = r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')"""
_KEYS = rf"{_KEY}(?:\s*\.\s*{_KEY})*"
_HEADER = re.compile(rf"\s*\[\[?\s*({_KEYS})\s*\]\]?\s*(?:#.*)?")
_ASSIGNED = re.compile(rf"\s*({_KEYS})\s*=")

Path = tuple[str | int, ...]


def _lines(source: str, first: int) -> dict[Path, int]:
    """The line in which each key of a TOML text stands; `first` is the number of its first line."""
    found: dict[Path, int] = {}
    table: Path = ()
    count: dict[Path, int] = {}
    quoted = False
    for number, row in enumerate(source.splitlines(), first):
        header, assigned = _HEADER.fullmatch(row), _ASSIGNED.match(row)
        if not quoted and header:
            table = _path(header[1])
            if row.strip().startswith("[["):
                count[table] = count.get(table, -1) + 1
                table = (*table, count[table])
            found.setdefault(table, number)
        elif not quoted and assigned:
            found.setdefault((*table, *_path(assigned[1])), number)
        quoted ^= row.count('"""') % 2 == 1
    return found


def _path(keys: str) -> Path:
    return tuple(key.strip("\"'") for key in re.findall(_KEY, keys))


@dataclass(frozen=True)
class Table:
    """A table of a declaration, and where its keys stand."""

    values: Mapping[str, Any]
    path: Path
    name: str
    lines: Mapping[Path, int]

    def place(self, *keys: str | int) -> int:
        """The line of a key, or of the nearest that encloses it."""
        path = (*self.path, *keys)
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, self.lines[()])

    def wrong(self, code: str, *keys: str | int, **details: Any) -> LessonError:
        return LessonError(code, **details).at(self.name, self.place(*keys))

    def only(self, *known: str) -> None:
        """LessonError if there is a key besides these."""
        for key in self.values:
            if key not in known:
                raise self.wrong("unknown_key", key, found=key, known=", ".join(known))

    def take(self, key: str, kind: str, default: Any = None) -> Any:
        """The value of a key, of this kind; LessonError if it must be there and is not."""
        if key not in self.values:
            if default is None:
                raise self.wrong("missing_key", found=key)
            return default
        value = self.values[key]
        if not KINDS[kind](value):
            raise self.wrong(f"want_{kind}", key, found=key)
        return value

    def table(self, key: str) -> "Table":
        """The table under a key, empty if there is none."""
        return Table(self.take(key, "table", {}), (*self.path, key), self.name, self.lines)

    def tables(self, key: str) -> dict[str, "Table"]:
        """The tables under a key by their marks."""
        outer = self.table(key)
        for mark, value in outer.values.items():
            if not MARK.fullmatch(mark):
                raise outer.wrong("mark", mark, found=mark)
            if not isinstance(value, dict):
                raise outer.wrong("want_table", mark, found=mark)
        return {mark: outer.table(mark) for mark in outer.values}

    def names(self, key: str, known: Mapping[str, Any], code: str) -> tuple[str, ...]:
        """A list of keys of `known`, empty if it is not there."""
        found = self.take(key, "texts", [])
        for name in found:
            if name not in known:
                raise self.wrong(code, key, found=name, known=", ".join(known))
        return tuple(found)


def is_number(value: Any) -> bool:
    """Whether a value read from a file is a number that can be computed with."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e100


KINDS: dict[str, Callable[[Any], bool]] = {
    "text": lambda value: isinstance(value, str),
    "number": is_number,
    "whole": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "texts": lambda value: isinstance(value, list) and all(isinstance(v, str) for v in value),
    "table": lambda value: isinstance(value, dict),
    "tables": lambda value: isinstance(value, list) and all(isinstance(v, dict) for v in value),
    "numbers": lambda value: isinstance(value, dict) and all(map(is_number, value.values())),
    "pair": lambda value: (
        isinstance(value, list) and len(value) == 2 and all(map(is_number, value))
    ),
}


def table(source: str, name: str, first: int = 1) -> Table:
    """The whole text as a table. first: the number of its first line in the file."""
    for number, row in enumerate(source.splitlines(), first):
        if len(row) > LONGEST_ROW:
            raise LessonError("long_row", limit=LONGEST_ROW).at(name, number)
    try:
        values = tomllib.loads(source)
    except (ValueError, RecursionError) as error:  # of a number too long, of brackets too deep
        said, _, place = str(error).partition(" (at ")
        line = re.search(r"line (\d+)", place)
        number = first - 1 + (int(line[1]) if line else len(source.splitlines()))
        raise LessonError("toml", found=said).at(name, number) from None
    return Table(values, (), name, {(): first, **_lines(source, first)})


def lesson(declared: Table, number: int, key: str, **more: Any) -> Lesson:
    """A lesson as it is declared. more: further fields of `Lesson`, for a teacher's own."""
    kinds = ("strength", "weakness", "question", "program")
    declared.only("rules", "more", "networks", *kinds, *(("language", "exercises") if more else ()))
    networks = declared.table("networks")
    networks.only("opening", *SECTIONS)
    return Lesson(
        number,
        key,
        rules=declared.names("rules", OPTIMIZERS, "optimizer"),
        strengths=_claims(declared, "strength"),
        weaknesses=_claims(declared, "weakness"),
        questions=tuple(_question(*pair) for pair in declared.tables("question").items()),
        programs=_programs(declared),
        more=tuple(FUNCTIONS[name] for name in declared.names("more", FUNCTIONS, "function")),
        networks={
            section: networks.names(section, EXPERIMENTS, "network") for section in networks.values
        },
        **more,
    )


EXPERIMENT = (
    *("surface", "runs", "steps", "knobs", "parameters"),
    *("start", "noise", "seed", "schedule"),
)


def experiment(declared: Table) -> Experiment:
    """The experiment that a table declares, among other things."""
    steps = declared.take("steps", "whole")
    if not 1 <= steps <= LONGEST:
        raise declared.wrong("steps", "steps", most=LONGEST)
    runs = declared.table("runs")
    if not 1 <= len(runs.values) <= MOST_RUNS:
        raise declared.wrong("runs", "runs", most=MOST_RUNS)
    start, noise = declared.take("start", "pair", ()), declared.take("noise", "number", 0.0)
    if noise < 0:
        raise declared.wrong("noise", "noise")
    seed = declared.take("seed", "whole", 0)
    if not 0 <= seed <= LAST_SEED:
        raise declared.wrong("seed", "seed", most=LAST_SEED)
    fields = (
        declared.take("surface", "text"),
        {run: runs.take(run, "numbers") for run in runs.values},
        steps,
        tuple(declared.take("knobs", "texts", [])),
        declared.take("parameters", "numbers", {}),
        (float(start[0]), float(start[1])) if start else None,
        float(noise),
        seed,
        declared.take("schedule", "text", "") or None,
    )
    try:
        made = Experiment(*fields)
    except LessonError as error:
        raise error.at(declared.name, declared.place(*error.where)) from None
    _can_run(made, declared)
    return made


def _can_run(made: Experiment, declared: Table) -> None:
    """LessonError unless the experiment can be run."""
    surface = SURFACES[made.surface]
    (x0, x1), (y0, y1) = surface.domain
    if made.start and not (x0 <= made.start[0] <= x1 and y0 <= made.start[1] <= y1):
        raise declared.wrong("start", "start", x0=x0, x1=x1, y0=y0, y1=y1)
    for parameter in surface.parameters:
        try:
            parameter.check(made.parameters.get(parameter.key, surface.values[parameter.key]))
        except ValueError:
            low, high = f"{parameter.low:g}", f"{parameter.high:g}"
            place = ("parameters", parameter.key)
            raise declared.wrong(
                "parameter_value", *place, found=parameter.key, low=low, high=high
            ) from None


def check(declared: Table, key: str, made: Experiment) -> Check:
    """The check under a key, which fits the experiment."""
    text = declared.take(key, "text")
    try:
        return Check(text).fits(made.comparison())
    except LessonError as error:
        rows = text[: error.position or 0].count("\n")
        raise error.at(declared.name, declared.place(key) + rows) from None


def _claims(declared: Table, kind: str) -> tuple[Claim, ...]:
    found = []
    for key, claim in declared.tables(kind).items():
        claim.only(*EXPERIMENT, "check")
        made = experiment(claim)
        found.append(Claim(key, made, check(claim, "check", made)))
    return tuple(found)


def _question(key: str, declared: Table) -> Question:
    declared.only(*EXPERIMENT, "answer", "options", "because")
    made, options = experiment(declared), declared.table("options")
    checks = {
        option: None
        if options.take(option, "text").strip() == OTHERWISE
        else check(options, option, made)
        for option in options.values
    }
    if len(checks) < 2 or list(checks.values()).count(None) != 1:
        raise declared.wrong("no_otherwise", "options", found=key)
    answer = declared.take("answer", "text")
    if answer not in checks:
        raise declared.wrong("option", "answer", found=answer, known=", ".join(checks))
    because = declared.table("because")
    because.only(*checks)
    causes = {option: check(because, option, made) for option in because.values}
    return Question(key, made, checks, answer, causes)


def _programs(declared: Table) -> tuple[TorchProgram, ...]:
    listed = declared.take("program", "tables", [])
    found = []
    for place, values in enumerate(listed):
        one = Table(values, ("program", place), declared.name, declared.lines)
        one.only("optimizer", "arguments", "hypers")
        key, hypers = one.take("optimizer", "text"), one.take("hypers", "numbers", {})
        if key not in OPTIMIZERS or OPTIMIZERS[key].torch is None:
            known = ", ".join(k for k, rule in OPTIMIZERS.items() if rule.torch)
            raise one.wrong("optimizer", "optimizer", found=key, known=known)
        for name in hypers:
            if name not in OPTIMIZERS[key].defaults:
                known = ", ".join(OPTIMIZERS[key].defaults)
                raise one.wrong("hyper", "hypers", found=name, known=known)
        found.append(TorchProgram(key, one.take("arguments", "text"), hypers))
    return tuple(found)
