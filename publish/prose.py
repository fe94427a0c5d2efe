"""The course's words as markup."""

from collections.abc import Mapping

from lessons import typeset
from publish.markup import Markup


def formula(latex: str, display: bool = False) -> Markup:
    """LaTeX as MathML; see `typeset.formula`."""
    return Markup(typeset.formula(latex, display))


def prose(text: str, knobs: Mapping[str, float] | None = None) -> Markup:
    """Paragraphs of Markdown; see `typeset.prose`."""
    return Markup(typeset.prose(text, knobs))


def line(text: str) -> Markup:
    """Markdown without paragraphs, for what stands inside one."""
    return Markup(typeset.line(text))
