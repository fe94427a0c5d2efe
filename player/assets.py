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
from functools import cache
from importlib.metadata import version
from pathlib import Path

import plotly

WEB = Path(__file__).parent / "web"
STATIC = Path(__file__).parent.parent / "static"
MODULES = (
    "walk/wire",
    "walk/power",
    "walk/tape",
    "walk/samples",
    "walk/schedule",
    "walk/walk",
    "walk/measures",
    "walk/terrain",
    "walk/numbers",
    "hand/hand",
    "walk/live",
    "hand/timeline",
    "stage/geometry",
    "stage/theme",
    "hand/seen",
    "page/leisure",
    "page/library",
    "element",
    "hand/slider",
    "hand/bar",
    "hand/dial",
    "stage/draw",
    "stage/deep",
    "stage/sketch",
    "hand/grab",
    "hand/hint",
    "hand/legend",
    "hand/key",
    "stage/layer",
    "stage/guides",
    "stage/side",
    "stage/ground",
    "stage/curve",
    "stage/flat",
    "stage/landscape",
    "page/save",
    "page/alone",
    "hand/commands",
    "page/chart",
    "page/history",
    "page/page",
    "training/region",
    "training/lines",
    "inside/closeup",
    "inside/memory",
    "inside/breakdown",
    "inside/inside",
    "training/learned",
    "training/training",
    "training/painting",
    "training/laboratory",
    "player",
    "main",
)
STYLES = ("player", "inside/inside", "training/training")
ENTRIES = ("chart", "keep", "page", "paint", "play", "shown", "training")
_IMPORT = re.compile(r"^import \{[^}]*\} from [^;]*;\n", re.MULTILINE)
_EXPORT = re.compile(r"^export ", re.MULTILINE)


def bundle() -> str:
    """All modules of `web/` as one, with the style sheet as the constant `STYLE`."""
    style = "".join((WEB / f"{name}.css").read_text("utf-8") for name in STYLES)
    sources = [(WEB / f"{name}.js").read_text("utf-8") for name in MODULES]
    code = "\n".join(_EXPORT.sub("", _IMPORT.sub("", source)) for source in sources)
    return f"const STYLE = {json.dumps(style)};\n{code}\nexport {{ {', '.join(ENTRIES)} }};\n"


def _publish(name: str, content: bytes) -> str:
    target = STATIC / name
    if not target.exists():
        STATIC.mkdir(exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=STATIC)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(draft).chmod(0o644)
        Path(draft).replace(target)
    return f"app/static/{name}"


@cache
def urls() -> dict[str, str]:
    """Addresses of the files, relative to the app's root; written on the first call.

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
        "code": _publish(f"player-{hashlib.sha256(code).hexdigest()[:12]}.js", code),
        "plotly": _publish(packed, content),
    }
