"""A comparison in a notebook: run by a kernel, exported by nbconvert, opened in Chromium."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Page

from figures import style_of
from optimizers import OPTIMIZERS

ROOT = Path(__file__).parents[2]
CELL = """\
from export import page
from optimizers import OPTIMIZERS
from simulation import Comparison, Run
from surfaces import SURFACES

surface = SURFACES["ravine"]
runs = (Run("adam", "Adam", OPTIMIZERS["adam"]),)
page(Comparison(surface, surface.start, 60, runs))"""
# How many pixels of a canvas have a colour, up to its rounding.
COLOURED = """async (canvas, colour) => {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    let count = 0;
    for (let k = 0; k < data.length; k += 4)
        count += data[k + 3] > 250 && colour.every((part, i) => Math.abs(part - data[k + i]) <= 2);
    return count;
}"""
ALONG = 300
"""A path has more pixels in its own colour than this, and its head alone has fewer."""


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """The notebook with what its cell shows, as a page."""
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELL)])
    nbformat.write(book, tmp_path / "book.ipynb")
    asked = ["--to", "html", "--execute", "--template", "basic", tmp_path / "book.ipynb"]
    own = {
        "PYTHONPATH": str(ROOT),
        "JUPYTER_CONFIG_DIR": str(tmp_path),
        "IPYTHONDIR": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, "-m", "nbconvert", *asked],
        env=os.environ | own,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return tmp_path / "book.html"


def test_a_notebook_shows_a_comparison(new_page: Callable[..., Page], exported: Path):
    page = new_page()
    page.goto(exported.as_uri())
    inside = page.frame_locator("iframe")
    inside.locator(".player[data-painted]").wait_for()
    inside.locator(".player-end").click()
    colour = [*bytes.fromhex(style_of(OPTIMIZERS["adam"]).color[1:])]
    paths = inside.locator(".player-stage .player-canvas").last
    assert paths.evaluate(COLOURED, colour) > ALONG
