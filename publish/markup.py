"""HTML written by functions: what is no markup yet is escaped."""

import json
from collections.abc import Mapping
from html import escape

VOID = {"br", "hr", "img", "input", "link", "meta"}


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def text(value: "str | Markup") -> Markup:
    """The value as HTML."""
    return value if isinstance(value, Markup) else Markup(escape(value, quote=False))


def join(*parts: "str | Markup | None") -> Markup:
    """One part after another; None is nothing."""
    return Markup("".join(text(part) for part in parts if part is not None))


def tag(
    name: str, /, *children: "str | Markup | None", **attributes: "str | bool | int | None"
) -> Markup:
    """An element. An attribute that is True has no value, one that is None or False is left out.

    `_` in a name stands for `-`, and at its end for nothing, as in `class_`.
    """
    written = "".join(
        f" {_named(key)}" if value is True else f' {_named(key)}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in VOID:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{join(*children)}</{name}>")


def _named(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def data(value: Mapping, **attributes: str) -> Markup:
    """A block of JSON for the page's script."""
    spelled = json.dumps(value, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    content = Markup(spelled.replace("<", "\\u003c"))
    return tag("script", content, type="application/json", **attributes)
