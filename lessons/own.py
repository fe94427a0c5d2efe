"""A teacher's own lesson: a Markdown file whose front matter declares what it claims and asks.

    +++
    [strength.it-arrives]
    surface = "bowl"
    runs.sgd = { lr = 0.1 }
    steps = 50
    check = "distance(sgd) < 0.01"
    +++
    # A lesson of mine

    ## What it can do {strengths}

    ### It arrives {it-arrives}
    ...

The front matter is that of `lessons.declare`, with `language`, the code of the words' language, and
`exercises`, a list of the course's steps to compute and rules to write, by their keys. The words
are those of `lessons.text`; `mine.zh.md` beside `mine.md` has them in another language. What is
declared is run: a claim that does not hold, or an answer that does not come true, is named with
file and line, as every other mistake is.
"""

import os
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from lessons.declare import Table, lesson, table
from lessons.error import LessonError
from lessons.exercises.declared import COMPUTE
from lessons.exercises.posed import limits
from lessons.exercises.write import WRITE
from lessons.experiment import Ran
from lessons.lesson import Claim, Lesson, Question
from lessons.text import LessonText, check, read
from lessons.typeset import TypesetError, prose
from locales import LANGUAGES
from simulation.link import plain

VARIABLE = "OPTIMIZERS_LESSONS"
"""The environment variable that names the folder of own lessons."""
LARGEST = 64_000
"""Characters of a file."""
MOST, MOST_FILES = 12, 24
WORK = 30_000
"""Steps of all runs that a file may ask for, together, also by checks with other settings."""
NEAR = (1.0, 0.98, 1.02)
"""A claim holds from starts this near to its own, too."""

_FENCE = "+++"
_NAME = re.compile(r"([a-z][\w-]{0,40})(?:\.([a-z]{2}))?\.md", re.ASCII)
_QUOTED = re.compile(r"\$[^$]*\$|`[^`]*`")
_REFUSED = (
    ("html", re.compile(r"<[A-Za-z/!?]")),
    ("image", re.compile(r"!\[")),
    ("link", re.compile(r"\]\(\s*(?!https?://)")),
)


def own_lesson(files: Mapping[str, str]) -> Lesson:
    """The lesson that these files hold: one, and perhaps its words in other languages.

    files: name -> text. Raises LessonError with file and line.
    """
    found = _judged(tuple(sorted(files.items())))
    if isinstance(found, LessonError):
        raise found.with_traceback(None)
    return found


@lru_cache(maxsize=32)
def _judged(files: tuple[tuple[str, str], ...]) -> Lesson | LessonError:
    """The lesson, or what is wrong with it: as a value, so that it is kept and not run again."""
    try:
        return _own_lesson(files)
    except LessonError as error:
        return error


def _own_lesson(files: tuple[tuple[str, str], ...]) -> Lesson:
    firsts = [name for name, _ in files if not _parts(name)[1]]
    if len(firsts) != 1:
        raise LessonError("one_first").at(files[0][0], 1)
    sources, first = dict(files), firsts[0]
    for name, source in files:
        _plain(source, name)
    front, words, line = _split(sources[first], first)
    declared = table(front, first, 2)
    language = declared.take("language", "text", "en")
    if language not in LANGUAGES:
        raise declared.wrong("language", "language", found=language, known=", ".join(LANGUAGES))
    texts = {language: read(words, first, whole=False, first=line)}
    exercises = declared.names("exercises", {**COMPUTE, **WRITE}, "exercise")
    made = lesson(declared, 0, _parts(first)[0], texts=texts, exercises=exercises)
    _bounded(made, declared)
    _reachable(made, declared)
    check(texts[language], made, first)
    _typeset(texts[language], made, first)
    for name in (name for name, _ in files if name != first):
        texts[_parts(name)[1]] = _translated(sources[name], name, texts[language], made)
    _proved(made, declared)
    return made


def _parts(name: str) -> tuple[str, str]:
    """The key and the language in a file's name; LessonError if it is no lesson's."""
    found = _NAME.fullmatch(name)
    if not found or (found[2] and found[2] not in LANGUAGES):
        raise LessonError("file_name", known=", ".join(LANGUAGES)).at(name[:60], 1)
    return found[1], found[2] or ""


def _plain(source: str, name: str) -> None:
    """LessonError for a file that is too long, or for HTML, pictures and links from elsewhere."""
    if len(source) > LARGEST:
        raise LessonError("too_large", limit=LARGEST).at(name, 1)
    coded, fenced = False, False
    for number, row in enumerate(source.splitlines(), 1):
        if number == 1 or fenced:
            fenced = fenced != (row.strip() == _FENCE)
        coded ^= row.lstrip().startswith("```")
        for code, refused in () if coded or fenced else _REFUSED:
            if refused.search(_QUOTED.sub("", row)):
                raise LessonError(code).at(name, number)


def _split(source: str, name: str) -> tuple[str, str, int]:
    """The front matter, the words, and the number of the words' first line."""
    rows = source.splitlines()
    if not rows or rows[0].strip() != _FENCE:
        raise LessonError("front").at(name, 1)
    for number, row in enumerate(rows[1:], 2):
        if row.strip() == _FENCE:
            return "\n".join(rows[1 : number - 1]), "\n".join(rows[number:]), number + 1
    raise LessonError("front_end").at(name, len(rows))


def _translated(source: str, name: str, first: LessonText, made: Lesson) -> LessonText:
    if source.lstrip().startswith(_FENCE):  # a copy of the first file, with its declarations
        raise LessonError("one_first").at(name, 1)
    text = read(source, name, whole=False)
    check(text, made, name)
    _typeset(text, made, name)
    for mark in first.sections:
        if mark not in text.sections:
            end = len(source.splitlines())
            raise LessonError("section_missing", found=f"{{{mark}}}").at(name, end)
    return text


def _typeset(text: LessonText, made: Lesson, name: str) -> None:
    """LessonError for a formula that a page of the lesson cannot show."""
    settings = {question.key: question.experiment.settings for question in made.questions}
    pieces: list[tuple[int, str, Mapping[str, float]]] = []
    pieces += [(text.line, words, {}) for words in (text.title, text.lead)]
    for section in text.sections.values():
        pieces += [(section.line, words, {}) for words in (section.title, section.body)]
        for key, part in section.parts.items():
            pieces.append((part.line, part.body, settings.get(key, {})))
            options = [words for each in part.options.values() for words in (each.label, each.why)]
            pieces += [(part.line, words, {}) for words in (part.title, *options)]
    for line, words, knobs in pieces:
        try:
            prose(words, knobs)
        except TypesetError as error:
            raise LessonError("typeset", found=str(error)[:80]).at(name, line) from None


def _declared(made: Lesson) -> tuple[tuple[str, Claim | Question], ...]:
    return (
        *(("strength", claim) for claim in made.strengths),
        *(("weakness", claim) for claim in made.weaknesses),
        *(("question", question) for question in made.questions),
    )


def _bounded(made: Lesson, declared: Table) -> None:
    """LessonError unless what is declared is little enough to be run at once."""
    things = _declared(made)
    if not things:
        raise declared.wrong("nothing")
    steps = sum(_steps(thing) for _, thing in things)
    if len(things) > MOST or steps > WORK:
        raise declared.wrong("too_much", most=MOST, steps=WORK)


def _reachable(made: Lesson, declared: Table) -> None:
    """LessonError for a number that a slider cannot have: no answer and no link could hold it."""
    for kind, thing in _declared(made):
        ran = thing.experiment.comparison()
        numbers = {**ran.surface.values, "noise": ran.noise}
        numbers |= {f"{run.key}.{name}": v for run in ran.runs for name, v in run.values.items()}
        for name, value in numbers.items():
            low, high = limits(thing.experiment, name)
            if not low <= value <= high or float(plain(value)) != value:
                ends = {"low": plain(low), "high": plain(high)}
                raise declared.wrong("no_stop", kind, thing.key, found=name, **ends)


def _steps(thing: Claim | Question) -> int:
    """The steps of its runs, and of those with the settings that its checks name."""
    comparisons = 1 + sum(len(check.variants) for check in thing.asked)
    return thing.experiment.steps * len(thing.experiment.runs) * comparisons


def _proved(made: Lesson, declared: Table) -> None:
    """LessonError unless every claim holds and every answer comes true, near the start too."""
    for kind, thing in _declared(made):
        x, y = thing.experiment.comparison().start
        for near in NEAR:
            ran = Ran(thing.experiment.comparison((near * x, near * y)))
            edge = "" if near == 1 else "_edge"
            if isinstance(thing, Claim) and not thing.holds(ran):
                raise declared.wrong(f"fails{edge}", kind, thing.key, "check", found=thing.key)
            if isinstance(thing, Question) and (true := thing.judge(ran)) != thing.answer:
                place = (kind, thing.key, "answer")
                raise declared.wrong(f"answer{edge}", *place, found=thing.answer, true=true)


def shelf() -> tuple[tuple[Lesson, ...], tuple[LessonError, ...]]:
    """The lessons of the folder of own lessons, and what is wrong with the others."""
    folder = os.environ.get(VARIABLE)
    if not folder:
        return (), ()
    if not Path(folder).is_dir():
        return (), (LessonError("no_folder").at(Path(folder).name, 1),)
    paths = sorted(Path(folder).glob("*.md"))
    made, wrong = _shelf(tuple((path, _written(path)) for path in paths[:MOST_FILES]))
    left = [LessonError("too_many", most=MOST_FILES).at(p.name, 1) for p in paths[MOST_FILES:]]
    return made, (*wrong, *left[:1])


def _written(path: Path) -> int:
    """When a file was written; 0 if it has gone meanwhile."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


@lru_cache(maxsize=4)
def _shelf(seen: tuple[tuple[Path, int], ...]) -> tuple:
    groups: dict[str, dict[str, str]] = {}
    made, wrong = [], []
    for path, _ in seen:
        try:
            with path.open(encoding="utf-8-sig") as file:
                groups.setdefault(path.name.split(".")[0], {})[path.name] = file.read(LARGEST + 1)
        except (OSError, UnicodeDecodeError):
            wrong.append(LessonError("no_file").at(path.name, 1))
    for files in groups.values():
        try:
            made.append(own_lesson(files))
        except LessonError as error:
            wrong.append(error)
    return tuple(made), tuple(wrong)
