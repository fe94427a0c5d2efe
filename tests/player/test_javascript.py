"""Runs the JavaScript unit tests (`*.test.mjs`) with the node that Playwright brings along."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from player.assets import ENTRIES, WEB, bundle, joined, modules
from publish.assets import SCRIPTS
from tests.player.node import NODE

ROOT = Path(__file__).resolve().parents[2]


def test_javascript_unit_tests_pass():
    files = sorted(str(path) for path in (ROOT / "tests").rglob("*.test.mjs"))
    assert files, "tests/ holds no *.test.mjs file"
    names = {**os.environ, "PYTHON": sys.executable}  # for what Python packs and node reads
    run = subprocess.run(
        [NODE, "--test", *files], cwd=ROOT, env=names, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout + run.stderr


def alone() -> str:
    """What is not in the app's script."""
    ours = modules(ENTRIES)
    return joined(name for name in modules(SCRIPTS.values()) if name not in ours)


@pytest.mark.parametrize("module", ENTRIES)
def test_a_module_exports_what_it_is_listed_for(module: str):
    code = (WEB / f"{module}.js").read_text("utf-8")
    exported = re.findall(r"^export (?:async )?function (\w+)", code, re.MULTILINE)
    assert set(ENTRIES[module]) <= set(exported)


def test_the_modules_make_one_script(tmp_path):
    """They share one scope: no two of them may use a name for different things."""
    script = tmp_path / "player.mjs"
    script.write_text(f"{bundle()}\n{alone()}", "utf-8")
    run = subprocess.run([NODE, "--check", script], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
