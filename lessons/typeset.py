"""Words as HTML: Markdown with formulas, which become MathML."""

import re
from collections.abc import Mapping
from functools import cache
from html import escape

from latex2mathml.converter import convert
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

from lessons.text import SETTING

_ROW = re.compile(r"(\\begin\{\w+\})|(\\end\{\w+\})|(\\\\)")
_ALIGNED = re.compile(r"\s*\\begin\{aligned\}(.*)\\end\{aligned\}\s*", re.DOTALL)


class TypesetError(ValueError):
    """A formula that cannot be typeset as MathML; it says which."""


def formula(latex: str, display: bool = False) -> str:
    """LaTeX as MathML; a column of equations as a table.

    Raises TypesetError for what the library refuses, or leaves as it found it.
    """
    aligned = _ALIGNED.fullmatch(latex)
    if not aligned:
        return _converted(latex, display)
    rows = [row.split("&", 1) for row in _rows(aligned[1])]
    cells = "".join(
        "<mtr>" + "".join(f"<mtd>{_inner(cell)}</mtd>" for cell in row) + "</mtr>" for row in rows
    )
    return f'<math display="block"><mtable class="aligned">{cells}</mtable></math>'


def _converted(latex: str, display: bool) -> str:
    try:
        found = convert(latex, display="block" if display else "inline")
    except Exception as error:  # the library has no base of its own for what it refuses
        raise TypesetError(latex) from error
    if re.search(r">\\|<mi>&</mi>", found):
        raise TypesetError(latex)
    return found.replace(' xmlns="http://www.w3.org/1998/Math/MathML"', "")


def _inner(latex: str) -> str:
    found = _converted(latex.strip(), True)
    return found[found.index(">") + 1 : found.rindex("<")]


def _rows(latex: str) -> list[str]:
    """The lines of a column, which may hold columns themselves."""
    rows, depth, start = [], 0, 0
    for found in _ROW.finditer(latex):
        depth += bool(found[1]) - bool(found[2])
        if found[3] and depth == 0:
            rows.append(latex[start : found.start()])
            start = found.end()
    return [*rows, latex[start:]]


def _typeset(content: str, options: Mapping) -> str:
    marked = SETTING.sub(lambda found: rf"\text{{@{found[1]}@}}", content)
    return formula(marked, bool(options["display_mode"]))


@cache
def _reader() -> MarkdownIt:
    # What is no Markdown is text: HTML in a lesson would be shown, not run.
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    return reader.use(dollarmath_plugin, renderer=_typeset)


def prose(text: str, knobs: Mapping[str, float] | None = None) -> str:
    """Paragraphs of Markdown as HTML.

    knobs: values of the settings that a text names as `[[sgd.lr]]` in its formulas; the browser
    finds them by `data-knob` and keeps them true. Raises TypesetError, also for a setting that is
    not among them.
    """
    return _filled(_reader().render(text), knobs or {})


def line(text: str) -> str:
    """Markdown without paragraphs, for what stands inside one."""
    return _filled(_reader().renderInline(text), {})


def _filled(html: str, knobs: Mapping[str, float]) -> str:
    def value(found: re.Match) -> str:
        if found[1] not in knobs:
            raise TypesetError(f"[[{found[1]}]]")
        return f'<mn data-knob="{escape(found[1])}">{knobs[found[1]]:g}</mn>'

    return re.sub(r"<mtext>@([\w.]+)@</mtext>", value, html)
