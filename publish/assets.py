"""The site's own files: its script, its style, and plotly.js, which only 3-D asks for."""

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

import plotly

from player.assets import joined, modules, styles
from publish.markup import Markup, join, tag

ICON = Path(__file__).parents[1] / "assets" / "icon.svg"
SCRIPTS = {"site": "site/site", "playground": "playground/start"}
"""The module with which the script of each kind of page begins."""
STYLES = ("player", "do/do", "site/site", "playground/playground")


@cache
def script(kind: str = "site") -> str:
    """All that pages of a kind run, as one classic script: modules do not load from file://."""
    code = joined(modules([SCRIPTS[kind]]))
    return f'(() => {{\n"use strict";\nconst STYLE = "";\n{code}\n}})();\n'


@cache
def style() -> str:
    return styles(STYLES)


def _named(stem: str, content: str, suffix: str) -> str:
    return f"{stem}-{hashlib.sha256(content.encode()).hexdigest()[:10]}.{suffix}"


@dataclass(frozen=True)
class Assets:
    """How pages come by their files: beside them, or inside the page itself, without 3-D."""

    inside: bool = False

    def head(self, up: str) -> Markup:
        """Icon and style. up: from the page to the site's root."""
        if self.inside:
            return tag("style", Markup(style()))
        return join(
            tag("link", rel="icon", href=f"{up}icon.svg", type="image/svg+xml"),
            tag("link", rel="stylesheet", href=f"{up}{_named('site', style(), 'css')}"),
        )

    def script(self, up: str, kind: str = "site") -> Markup:
        """The script of pages of a kind, one of SCRIPTS."""
        if self.inside:
            return tag("script", Markup(script(kind).replace("</script", "<\\/script")))
        source = f"{up}{_named(kind, script(kind), 'js')}"
        return tag("script", src=source, defer=True, data_plotly=f"{up}{_plotly_name()}")

    def write(self, folder: Path) -> None:
        """Put the files into the site's root."""
        (folder / _named("site", style(), "css")).write_text(style(), "utf-8")
        for kind in SCRIPTS:
            (folder / _named(kind, script(kind), "js")).write_text(script(kind), "utf-8")
        (folder / "icon.svg").write_bytes(ICON.read_bytes())
        library = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
        (folder / _plotly_name()).write_bytes(library.read_bytes())


def _plotly_name() -> str:
    return f"plotly-{version('plotly')}.min.js"
