"""The words of a lesson, read from its file; what is missing is named with file and line.

A file has one title, `# Title`, and after it the sections of SECTIONS in their order (in a
teacher's own lesson not all of them), each headed `## Heading {section}`. Claims and questions are
parts of a section, `### Heading {key}`; what a learner can answer stands in a question's part as a
list:

    - {option} The answer
      What the run shows when this answer comes true.

A question names a setting that the learner can change as `[[knob]]` in a formula, `$[[sgd.lr]]$`.
A paragraph of a section, or a row of a list in it, that begins with `{app}` speaks of what only the
full app has: it does not stand on pages that know of none.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from expressions.latex import digits
from lessons.error import LessonError
from lessons.lesson import Lesson

FOLDER = Path(__file__).parent
SECTIONS = (
    *("idea", "formula", "symbols", "source", "strengths", "weaknesses"),
    *("predict", "pytorch", "try", "published"),
)
_HEADING = re.compile(r"(#{1,3}) (.+?)(?: \{([\w-]+)\})?")
_OPTION = re.compile(r"- \{([\w-]+)\} (.+)")
_APP = re.compile(r"(- |)\{app\} ")
_FORMULA = re.compile(r"\$[^$]+\$")
SETTING = re.compile(r"\[\[([\w.]+)\]\]")


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
    """A section in words. alone: its body without what only the app has."""

    title: str
    body: str
    alone: str
    line: int
    parts: dict[str, Part]


@dataclass(frozen=True)
class LessonText:
    """A lesson's words: the title, what stands below it, and the sections by their marks."""

    title: str
    lead: str
    line: int
    sections: dict[str, Section]


def words(lesson: Lesson, lang: str) -> LessonText:
    """The words of a lesson in a language; of a teacher's own in the first, if it lacks this one.

    LessonError names file and line of what is wrong.
    """
    if lesson.texts:
        return lesson.texts.get(lang) or next(iter(lesson.texts.values()))
    return course_words(lesson, lang)


@cache
def course_words(lesson: Lesson, lang: str) -> LessonText:
    """The words of a lesson of the course, from its file."""
    name = f"{lang}/{lesson.file}"
    try:
        source = (FOLDER / lang / lesson.file).read_text("utf-8")
    except (FileNotFoundError, UnicodeDecodeError):
        raise LessonError("no_file").at(f"lessons/{name}", 1) from None
    text = read(source, name)
    check(text, lesson, name)
    return text


def filled(text: str, settings: Mapping[str, float]) -> str:
    """A text in whose formulas `[[sgd.lr]]` has become the value of that knob."""

    def values(formula: re.Match) -> str:
        return SETTING.sub(lambda found: digits(f"{settings[found[1]]:g}")[0], formula[0])

    return _FORMULA.sub(values, text)


@dataclass
class _Block:
    line: int
    level: int
    title: str
    mark: str
    rows: list[str]

    @property
    def body(self) -> str:
        return "\n".join(_APP.sub(r"\1", row, count=1) for row in self.rows).strip()

    @property
    def alone(self) -> str:
        return "\n".join(row for row in self.rows if not _APP.match(row)).strip()


def _blocks(source: str, name: str, first: int) -> list[_Block]:
    """The headings with what stands below each."""
    blocks: list[_Block] = []
    coded = False
    for number, row in enumerate(source.splitlines(), first):
        coded ^= row.lstrip().startswith("```")
        if row.startswith("#") and not coded:
            heading = _HEADING.fullmatch(row)
            level = len(heading[1]) if heading else 0
            if not heading or (level > 1) != bool(heading[3]) or (level == 1) != (not blocks):
                raise LessonError("heading", found=row[:80]).at(name, number)
            blocks.append(_Block(number, level, heading[2], heading[3] or "", []))
        elif blocks:
            blocks[-1].rows.append(row)
        elif row.strip():
            raise LessonError("title").at(name, number)
    if not blocks:
        raise LessonError("title").at(name, first)
    return blocks


def read(source: str, name: str, *, whole: bool = True, first: int = 1) -> LessonText:
    """A lesson's file as its parts.

    name: what messages call it. whole: every section must be there. first: the number of the first
    line of `source` in the file.
    """
    top, *blocks = _blocks(source, name, first)
    sections: dict[str, Section] = {}
    expected = list(SECTIONS)
    last = None
    for block in blocks:
        if block.level == 2:
            allowed = expected[:1] if whole else expected
            if block.mark not in allowed:
                found = f"## {block.title} {{{block.mark}}}"
                wanted = ", ".join(f"{{{mark}}}" for mark in allowed) or "—"
                raise LessonError("section", found=found, known=wanted).at(name, block.line)
            del expected[: expected.index(block.mark) + 1]
            last = Section(block.title, block.body, block.alone, block.line, {})
            sections[block.mark] = last
        elif last is None or block.mark in last.parts:
            raise LessonError("out_of_place", found=f"{{{block.mark}}}").at(name, block.line)
        else:
            last.parts[block.mark] = _part(block, name)
    if whole and expected:
        end = first - 1 + len(source.splitlines())
        raise LessonError("section_missing", found=f"{{{expected[0]}}}").at(name, end)
    return LessonText(top.title, top.body, top.line, sections)


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
            raise LessonError("indent", found=f"{{{mark}}}").at(name, number)
        elif not mark:
            body.append(row)
    unexplained = [mark for mark, option in options.items() if not option.why]
    if unexplained:
        raise LessonError("unexplained", found=f"{{{unexplained[0]}}}").at(name, block.line)
    return Part(block.title, "\n".join(body).strip(), block.line, options)


def check(text: LessonText, lesson: Lesson, name: str) -> None:
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
                raise LessonError("undeclared", found=f"{{{key}}}").at(name, part.line)
            if tuple(part.options) != tuple(wanted[key]):
                options = ", ".join(wanted[key]) or "—"
                raise LessonError("options", known=options).at(name, part.line)
            named = SETTING.findall("".join(_FORMULA.findall(part.body)))
            for setting in set(named) - set(knobs.get(key, ())):
                found = f"[[{setting}]]"
                raise LessonError("no_knob", found=found, of=f"{{{key}}}").at(name, part.line)
        if not section.body and not section.parts:
            raise LessonError("empty_section", found=f"{{{mark}}}").at(name, section.line)
    for mark, wanted in declared.items():
        section = text.sections.get(mark)
        missing = [key for key in wanted if section is None or key not in section.parts]
        if missing:
            lines = [text.line, *(one.line for one in text.sections.values())]
            line = section.line if section else max(lines)
            raise LessonError("part_missing", found=f"{{{missing[0]}}}", of=f"{{{mark}}}").at(
                name, line
            )
