"""Which surface, and where on it the runs start."""

from functools import lru_cache

from expressions.formulas.read import MAX_LENGTH
from figures import letters
from surfaces import NARROWEST, SURFACES, FormulaError, parse
from surfaces.custom import EXAMPLE, EXAMPLE_VIEW
from ui.frame.form import Form, state_key
from ui.frame.lock import touchable
from ui.frame.put import put
from ui.frame.setting import Choice, Field, Text
from ui.frame.text import t
from ui.parts.formula import fault
from ui.settings.declared import parameter

CUSTOM = "custom"
VIEW = {
    f"{axis}{k}": end
    for axis, ends in zip("xy", EXAMPLE_VIEW, strict=True)
    for k, end in enumerate(ends)
}
"""The view of a typed formula at first, by the names of its ends in the link."""
ROOM = 10
"""How far outside of the view a start may lie, in widths of the view."""


def _surface(default: str = "rosenbrock") -> Choice:
    return Choice(
        "surface",
        t("compare.surface"),
        default,
        [*SURFACES, CUSTOM],
        reads=lambda key: t(f"surface.{key}.name"),
        help=t("compare.surface_help"),
    )


def read_surface(form: Form, default: str = "rosenbrock"):
    """The surface, with its own parameters.

    Raises surfaces.FormulaError for a typed formula that will not do.
    """
    key = form.add(_surface(default))
    if key == CUSTOM:
        return _read_formula(form)
    values = {
        p.key: float(form.add(parameter(f"{key}.{p.key}", p, p.default)))
        for p in SURFACES[key].parameters
    }
    return SURFACES[key].with_parameters(**values)


def choose_surface(key: str) -> None:
    """Choose a surface, as the list would."""
    put(state_key(_surface()), key)


def _read_formula(form: Form):
    field = Text("f", "f(x, y)", EXAMPLE, MAX_LENGTH, help=t("compare.formula_help"))
    text, worked = form.add(field), form.given.worked
    sides = form.fold(t("compare.view_box")).row(2)
    box = {
        name: sides.add(
            Field(f"view.{name}", letters(f"{name[0]}_{name[1]}"), value, -1e3, 1e3, step=0.5)
        )
        for name, value in VIEW.items()
    }
    if min(box["x1"] - box["x0"], box["y1"] - box["y0"]) < NARROWEST:
        form.note(t("compare.view_empty", least=f"{NARROWEST:g}"), "error")
        box = VIEW
    domain = ((box["x0"], box["x1"]), (box["y0"], box["y1"]))
    try:
        surface = _parsed(text, domain)
    except FormulaError as error:
        # Whoever types sees what was there before, with all controls; a stranger has seen nothing.
        if (last := worked.get(field.key)) is None:
            raise
        form.note(f"{fault(error)} {t('formula.last', text=f'`{last}`')}", "error")
        return _parsed(last, domain)
    worked[field.key] = text
    return surface


@lru_cache(maxsize=64)
def _parsed(text: str, domain):
    return parse(text, domain)


def read_start(form: Form, surface) -> tuple[float, float]:
    """The start; each surface remembers its own."""
    fields = form.row(2)
    return tuple(
        fields.add(
            Field(
                f"{surface.key}.{axis}",
                f"{t('compare.start')} {axis}",
                float(value),
                *_allowed(span),
                step=(span[1] - span[0]) / 100,
                form="%.4g",
            )
        )
        for axis, value, span in zip("xy", surface.start, surface.domain, strict=True)
    )


def _allowed(span: tuple[float, float]) -> tuple[float, float]:
    """Where a start may lie on an axis whose view is `span`."""
    low, high = span
    room = ROOM * (high - low)
    return low - room, high + room


def movable(surface) -> bool:
    """Whether the visitor may put the start elsewhere."""
    return touchable(f"{surface.key}.x") and touchable(f"{surface.key}.y")


def bounded(surface, start: tuple[float, float]) -> tuple[float, float]:
    """The point nearest to `start` that may be one."""
    (x0, x1), (y0, y1) = map(_allowed, surface.domain)
    return min(max(start[0], x0), x1), min(max(start[1], y0), y1)


def corners(surface) -> tuple[tuple[float, float], tuple[float, float]]:
    """The lowest and the highest start."""
    (x0, x1), (y0, y1) = map(_allowed, surface.domain)
    return (x0, y0), (x1, y1)


def put_start(surface, start: tuple[float, float]) -> None:
    """Move the start, as the number fields would."""
    for axis, value in zip("xy", bounded(surface, start), strict=True):
        put(f"{surface.key}.{axis}", value)
