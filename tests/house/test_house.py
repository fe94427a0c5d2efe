"""The rules of the house: who may know whom, how long a file is, what never gets in."""

import ast
import os
import re
import sys
from collections import Counter
from pathlib import Path

import pytest

from player.assets import ENTRIES, modules
from publish.assets import SCRIPTS

ROOT = Path(__file__).resolve().parents[2]
CORE = {"expressions", "optimizers", "surfaces", "simulation", "networks"}
# What each room may import besides the standard library and itself. Arrows run one way.
MAY_IMPORT = {
    "locales": set(),
    "expressions": {"numpy", "sympy"},
    "optimizers": {"numpy", "expressions"},
    "surfaces": {"numpy", "expressions"},
    "simulation": {"numpy", "expressions", "optimizers", "surfaces"},
    "networks": {"numpy", "optimizers", "simulation"},
    "export": {"numpy", "locales", "player", "publish"} | CORE,
    "lessons": {"latex2mathml", "markdown_it", "mdit_py_plugins", "numpy", "locales"} | CORE,
    "figures": {"numpy", "plotly"} | CORE,
    "player": {"numpy", "plotly", "streamlit", "locales", "figures"} | CORE,
    "publish": {"contourpy", "numpy", "plotly"}
    | {"figures", "lessons", "locales", "player"}
    | CORE,
    "ui": {"cachetools", "plotly", "psutil", "segno", "streamlit"}
    | {"export", "figures", "lessons", "locales", "player", "publish"}
    | CORE,
    "pages": {"plotly", "streamlit", "export", "figures", "lessons", "player", "ui"} | CORE,
    "app.py": {"streamlit", "ui"},
    "server.py": {"starlette", "streamlit", "ui"},
}
# The same for the rooms of ui: each may know those before it.
UI = (
    *("serving", "frame", "share", "parts", "settings", "compare", "network", "step", "maps"),
    *("labs", "course", "practice", "present"),
)
TOOLS = {"tests", "benchmarks"}
GENERATED = {"__pycache__", "build", "static", "node_modules"}
TEXT = {".py", ".js", ".mjs", ".css", ".html", ".md", ".toml", ".txt", ".json", ".yml", ".yaml", ""}
UNWANTED = {
    "a machine's path": re.compile(r"(?<![\w.:/])/(?:home|root|tmp|work|Users)/\w"),
    "a note to self": re.compile(r"\b(?:TODO|FIXME|XXX)\b"),
    "a silenced checker": re.compile(r"#\s*type:\s*ignore"),
    "a test that does not run": re.compile(r"pytest\.(?:mark\.)?(?:skip|xfail|importorskip)"),
    "a debugging trace": re.compile(r"console\.log\(|\bbreakpoint\(\)|\bdebugger;"),
}


def files(*suffixes: str) -> list[Path]:
    """All files of the project with one of the suffixes, but what is hidden or generated."""
    found = []
    for folder, folders, entries in os.walk(ROOT):
        folders[:] = [entry for entry in folders if entry[0] != "." and entry not in GENERATED]
        found += [Path(folder, entry) for entry in entries if entry[0] != "."]
    return sorted(path for path in found if path.suffix in suffixes)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


PYTHON = files(".py")
JAVASCRIPT = files(".js", ".mjs")
PAGES = [path for path in PYTHON if ROOT / "pages" in path.parents]


def imports(path: Path) -> set[str]:
    """Top-level names of everything the file imports, inside functions too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add(node.module.partition(".")[0])
    return found


@pytest.mark.parametrize("path", PYTHON, ids=name)
def test_imports_run_one_way(path: Path):
    room = path.relative_to(ROOT).parts[0]
    if room in TOOLS:
        return
    assert room in MAY_IMPORT, f"say in MAY_IMPORT what {room} may know"
    foreign = imports(path) - set(sys.stdlib_module_names) - {room}
    assert foreign <= MAY_IMPORT[room]


def test_the_declared_arrows_have_no_cycle():
    def reaches(room: str, seen: frozenset[str] = frozenset()) -> set[str]:
        assert room not in seen, f"{room} is above itself"
        below = MAY_IMPORT.get(room, set())
        return below.union(*(reaches(lower, seen | {room}) for lower in below))

    below_figures = CORE | {"lessons"}
    for room in MAY_IMPORT:
        needs = reaches(room)
        assert room not in below_figures or not needs & {"streamlit", "plotly"}


def test_the_rooms_of_the_user_interface_know_only_those_below():
    def below(path: Path) -> set[str]:
        tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        modules = {node.module for node in tree if isinstance(node, ast.ImportFrom)}
        return {module.split(".")[1] for module in modules if module.startswith("ui.")}

    for path in PYTHON:
        if path.parts[len(ROOT.parts)] == "ui" and path.parent.name in UI:
            allowed = UI[: UI.index(path.parent.name) + 1]
            assert below(path) <= set(allowed), name(path)
    assert {path.parent.name for path in PYTHON if path.parent.parent == ROOT / "ui"} == set(UI)


@pytest.mark.parametrize("path", [*PYTHON, *JAVASCRIPT], ids=name)
def test_a_file_has_one_subject(path: Path):
    assert path.stem not in {"utils", "helpers", "misc", "common"}
    assert len(path.read_text(encoding="utf-8").splitlines()) < 400


def test_a_folder_has_at_most_a_dozen_files():
    counted = Counter(
        name(path.parent)
        for path in files(".py", ".js")
        if path.relative_to(ROOT).parts[0] not in TOOLS and path.name != "__init__.py"
    )
    assert {folder: count for folder, count in counted.items() if count > 12} == {}


def test_the_browser_gets_every_module_of_the_player():
    web = ROOT / "player" / "web"
    assert sorted(f"{name}.js" for name in modules([*ENTRIES, *SCRIPTS.values()])) == sorted(
        path.relative_to(web).as_posix() for path in web.rglob("*.js")
    )


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_pages_are_thin(path: Path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 60
    assert "numpy" not in imports(path)


@pytest.mark.parametrize("what", UNWANTED)
def test_nothing_unwanted_gets_in(what: str):
    found = [
        f"{name(path)}:{number}: {line.strip()}"
        for path in files(*TEXT)
        if path != Path(__file__).resolve()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if UNWANTED[what].search(line)
    ]
    assert found == []


def test_nothing_is_fetched_from_elsewhere():
    """The app runs without the internet: no script, style or font from another server."""
    remote = re.compile(r"""(?:src|href)\s*=\s*["']https?://|url\(\s*["']?https?://|\bcdn\.""")
    for path in files(".py", ".js", ".mjs", ".css", ".html"):
        if path.relative_to(ROOT).parts[0] not in TOOLS:
            assert not remote.search(path.read_text(encoding="utf-8")), name(path)
