"""The player's two files for the browser, under names that tell their content.

They lie in the app's `static/` folder, which Streamlit serves: `player-<hash>.js` (all of `web/`
in one module, its style included) and `plotly-<version>.js.gz` (plotly.js out of the installed
plotly package, packed once, since the server would pack it anew for every visitor).
"""

import gzip
import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

import plotly

WEB = Path(__file__).parent / "web"
STATIC = Path(__file__).parent.parent / "static"
STYLES = ("player", "inside/inside", "training/training", "do/do")
ENTRIES = {
    "main": ("chart", "expect", "keep", "play"),
    "do/progress": ("progress",),
    "page/alone": ("playAlone",),
    "page/file": ("file",),
    "page/cookies": ("remember",),
    "page/place": ("place",),
    "page/page": ("page",),
    "show/slide": ("slide",),
    "training/laboratory": ("paint", "training"),
    "do/do": ("exercise",),
}
"""What the app's components and a saved page call, by the module that exports it."""

_IMPORT = re.compile(r"^import \{[^}]*\} from \"([^\"]*)\";\n", re.MULTILINE)
_EXPORT = re.compile(r"^export ", re.MULTILINE)


def modules(entries: Iterable[str]) -> list[str]:
    """The modules of `web/` that these need, themselves included, each after those it imports.

    Where two import each other, as what is run only later may, the first that is met comes last.
    """
    seen: set[str] = set()
    found: list[str] = []

    def visit(name: str) -> None:
        if name in seen:
            return
        seen.add(name)
        path = WEB / f"{name}.js"
        for other in _IMPORT.findall(path.read_text("utf-8")):
            target = (path.parent / other).resolve().relative_to(WEB.resolve())
            visit(target.with_suffix("").as_posix())
        found.append(name)

    for name in entries:
        visit(name)
    return found


def joined(names: Iterable[str]) -> str:
    """The modules as one text in one scope, without imports and exports."""
    sources = [(WEB / f"{name}.js").read_text("utf-8") for name in names]
    return "\n".join(_EXPORT.sub("", _IMPORT.sub("", source)) for source in sources)


def styles(names: Iterable[str]) -> str:
    """Style sheets of `web/`, one after another."""
    return "".join((WEB / f"{name}.css").read_text("utf-8") for name in names)


def bundle() -> str:
    """All that the app needs of `web/` as one module, the style sheets as the constant `STYLE`."""
    exported = ", ".join(name for names in ENTRIES.values() for name in names)
    return (
        f"const STYLE = {json.dumps(styles(STYLES))};\n{joined(modules(ENTRIES))}\n"
        f"export {{ {exported} }};\n"
    )


def _publish(name: str, content: bytes, base: str) -> str:
    target = STATIC / name
    if not target.exists():
        STATIC.mkdir(exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=STATIC)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(draft).chmod(0o644)
        Path(draft).replace(target)
    return "/".join(("", *filter(None, [base.strip("/")]), "app/static", name))


@cache
def addresses(base: str) -> dict[str, str]:
    """Where the browser finds the files; written on the first call.

    base: the path below which the app is served, Streamlit's `server.baseUrlPath`.

    Raises
    ------
    OSError
        If `static/` does not hold them yet and cannot be written.
    """
    code = bundle().encode()
    library = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    packed = f"plotly-{version('plotly')}.js.gz"
    content = b"" if (STATIC / packed).exists() else gzip.compress(library.read_bytes(), 9)
    return {
        "code": _publish(f"player-{hashlib.sha256(code).hexdigest()[:12]}.js", code, base),
        "plotly": _publish(packed, content, base),
    }
