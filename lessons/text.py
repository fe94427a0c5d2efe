"""The words of a lesson, read from its file; what is missing is named with file and line.

A file has one title, `# Title`, and after it the sections of SECTIONS in their order, each headed
`## Heading {section}`. Claims and questions are parts of a section, `### Heading {key}`; what a
learner can answer stands in a question's part as a list:

    - {option} The answer
      What the run shows when this answer comes true.

A question names a setting that the learner can change as `[[knob]]` in a formula, `$[[sgd.lr]]$`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from lessons.experiment import LessonError
from lessons.lesson import Lesson

FOLDER = Path(__file__).parent
SECTIONS = (
    *("idea", "formula", "symbols", "source", "strengths", "weaknesses"),
    *("predict", "pytorch", "try", "published"),
)
_HEADING = re.compile(r"(#{1,3}) (.+?)(?: \{([\w-]+)\})?")
_OPTION = re.compile(r"- \{([\w-]+)\} (.+)")
_SETTING = re.compile(r"\[\[([\w.]+)\]\]")


@dataclass(frozen=True)
class Option:
    """An answer, and what is to be said when it comes true."""

    label: str
    why: str


@dataclass(frozen=True)
class Part:
    """A claim or a question in words."""

    title: str
    body: str
    line: int
    options: dict[str, Option] = field(default_factory=dict)


@dataclass(frozen=True)
class Section:
    title: str
    body: str
    line: int
    parts: dict[str, Part]


@dataclass(frozen=True)
class Text:
    """A lesson's words: the title, what stands below it, and the sections by their marks."""

    title: str
    lead: str
    sections: dict[str, Section]


@cache
def words(lesson: Lesson, lang: str) -> Text:
    """The words of a lesson in a language. LessonError names file and line of what is wrong."""
    name = f"{lang}/{lesson.file}"
    try:
        source = (FOLDER / lang / lesson.file).read_text("utf-8")
    except (FileNotFoundError, UnicodeDecodeError):
        raise LessonError(f"lessons/{name}:1: there is no such file, or not in UTF-8") from None
    text = read(source, name)
    check(text, lesson, name)
    return text


def filled(text: str, settings: Mapping[str, float]) -> str:
    """A text in whose formulas `[[sgd.lr]]` has become the value of that knob."""
    return _SETTING.sub(lambda found: _typeset(settings[found[1]]), text)


def _typeset(value: float) -> str:
    """A number as LaTeX: 0.02, or 2.5 · 10⁻⁶."""
    mantissa, _, exponent = f"{value:g}".partition("e")
    if not exponent:
        return mantissa
    power = f"10^{{{int(exponent)}}}"
    return power if mantissa == "1" else rf"{mantissa} \cdot {power}"


@dataclass
class _Block:
    line: int
    level: int
    title: str
    mark: str
    rows: list[str]

    @property
    def body(self) -> str:
        return "\n".join(self.rows).strip()


def _blocks(source: str, name: str) -> list[_Block]:
    """The headings with what stands below each."""
    blocks: list[_Block] = []
    for number, row in enumerate(source.splitlines(), 1):
        if row.startswith("#"):
            heading = _HEADING.fullmatch(row)
            level = len(heading[1]) if heading else 0
            if not heading or (level > 1) != bool(heading[3]) or (level == 1) != (not blocks):
                raise LessonError(f"{name}:{number}: not a heading of a lesson: {row!r}")
            blocks.append(_Block(number, level, heading[2], heading[3] or "", []))
        elif blocks:
            blocks[-1].rows.append(row)
        elif row.strip():
            raise LessonError(f"{name}:{number}: a lesson begins with its title")
    if not blocks:
        raise LessonError(f"{name}:1: a lesson begins with its title")
    return blocks


def read(source: str, name: str) -> Text:
    """A lesson's file as its parts; `name` is what messages call it."""
    top, *blocks = _blocks(source, name)
    sections: dict[str, Section] = {}
    last = None
    for block in blocks:
        if block.level == 2:
            expected = SECTIONS[len(sections)] if len(sections) < len(SECTIONS) else None
            if block.mark != expected:
                wanted = f"section {{{expected}}}" if expected else "no more sections"
                found = f"## {block.title} {{{block.mark}}}"
                raise LessonError(f"{name}:{block.line}: expected {wanted}, found {found!r}")
            last = sections[block.mark] = Section(block.title, block.body, block.line, {})
        elif last is None or block.mark in last.parts:
            raise LessonError(f"{name}:{block.line}: {{{block.mark}}} is out of place")
        else:
            last.parts[block.mark] = _part(block, name)
    if len(sections) < len(SECTIONS):
        end = len(source.splitlines())
        raise LessonError(f"{name}:{end}: section {{{SECTIONS[len(sections)]}}} is missing")
    return Text(top.title, top.body, sections)


def _part(block: _Block, name: str) -> Part:
    body: list[str] = []
    options: dict[str, Option] = {}
    mark = None
    for number, row in enumerate(block.rows, block.line + 1):
        start = _OPTION.fullmatch(row)
        if start:
            mark = start[1]
            options[mark] = Option(start[2], "")
        elif mark and row.startswith("  "):
            option = options[mark]
            options[mark] = Option(option.label, f"{option.why} {row.strip()}".strip())
        elif mark and row.strip():
            raise LessonError(f"{name}:{number}: indent what belongs to {{{mark}}}")
        elif not mark:
            body.append(row)
    unexplained = [mark for mark, option in options.items() if not option.why]
    if unexplained:
        raise LessonError(f"{name}:{block.line}: {{{unexplained[0]}}} has no explanation")
    return Part(block.title, "\n".join(body).strip(), block.line, options)


def check(text: Text, lesson: Lesson, name: str) -> None:
    """LessonError unless the text speaks of just the claims and questions that are declared."""
    declared = {
        "strengths": {claim.key: () for claim in lesson.strengths},
        "weaknesses": {claim.key: () for claim in lesson.weaknesses},
        "predict": {question.key: question.options for question in lesson.questions},
    }
    knobs = {question.key: question.experiment.knobs for question in lesson.questions}
    for mark, section in text.sections.items():
        wanted = declared.get(mark, {})
        for key, part in section.parts.items():
            if key not in wanted:
                raise LessonError(f"{name}:{part.line}: nothing is declared as {{{key}}}")
            if tuple(part.options) != tuple(wanted[key]):
                options = ", ".join(wanted[key]) or "none"
                raise LessonError(f"{name}:{part.line}: the options are: {options}")
            for setting in set(_SETTING.findall(part.body)) - set(knobs.get(key, ())):
                raise LessonError(f"{name}:{part.line}: {{{key}}} has no knob [[{setting}]]")
        missing = [key for key in wanted if key not in section.parts]
        if missing:
            raise LessonError(f"{name}:{section.line}: {{{missing[0]}}} is missing here")
        if not section.body and not section.parts:
            raise LessonError(f"{name}:{section.line}: section {{{mark}}} is empty")
