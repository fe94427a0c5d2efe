"""A class in a room: a telephone on another network scans the teacher's QR code.

    sudo PYTHONPATH=. .venv/bin/python tests/browser/room.py

On Linux, as root: a network namespace of its own is the telephone, a pair of interfaces the room.
The teacher opens the app as localhost; the telephone has no way to the machine but by the room.
"""

import io
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import zxingcpp
from PIL import Image
from playwright.sync_api import expect, sync_playwright

from tests.browser.app import settle, visit
from tests.browser.chromium import FLAGS, SYSTEM_BROWSERS
from tests.browser.serving import ROOT, free_port

NAME, TEACHER, PHONE = "classroom", "10.77.0.1", "10.77.0.2"
PATIENCE = 60_000
TASK = "Find the largest η."
FLAG = "--telephone"


def ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True)


@contextmanager
def room() -> Iterator[None]:
    """A second network, in which this machine has the address TEACHER."""
    ip("netns", "add", NAME)
    try:
        ip("link", "add", "class0", "type", "veth", "peer", "name", "class1", "netns", NAME)
        ip("addr", "add", f"{TEACHER}/24", "dev", "class0")
        ip("link", "set", "class0", "up")
        inside = ("netns", "exec", NAME, "ip")
        ip(*inside, "addr", "add", f"{PHONE}/24", "dev", "class1")
        ip(*inside, "link", "set", "class1", "up")
        yield
    finally:
        ip("netns", "del", NAME)  # and with it both interfaces


@contextmanager
def served(port: int, log: Path) -> Iterator[None]:
    """The app as `make run` serves it: at every address of the machine."""
    command = [sys.executable, "-m", "streamlit", "run", "server.py", "--server.headless=true"]
    with log.open("wb") as out:
        server = subprocess.Popen([*command, f"--server.port={port}"], cwd=ROOT, stdout=out)
    try:
        yield
    finally:
        server.terminate()
        server.wait()


def browser(playwright):
    program = next(path for name in SYSTEM_BROWSERS if (path := shutil.which(name)))
    flags = [flag for flag in FLAGS if not flag.startswith("--host-resolver-rules")]
    return playwright.chromium.launch(executable_path=program, args=flags)


def teacher(url: str) -> str:
    """Choose the room's address, a task and the only knob; the link that the code holds."""
    with sync_playwright() as playwright:
        page = browser(playwright).new_page(viewport={"width": 1280, "height": 720})
        for _ in range(100):
            try:
                page.goto(url)
                break
            except Exception:  # it is still starting
                page.wait_for_timeout(300)
        visit(page, f"{url}/?surface=rosenbrock&runs=adam&lang=en")
        page.get_by_role("button", name="Share").click()
        dialog = page.get_by_role("dialog")
        dialog.locator("code").first.wait_for(timeout=PATIENCE)
        if TEACHER not in dialog.locator("code").first.inner_text():
            dialog.get_by_test_id("stSelectbox").locator("input").click()
            page.get_by_role("option").filter(has_text=TEACHER).click()
        dialog.locator("textarea").fill(TASK)
        dialog.locator("textarea").press("Control+Enter")
        dialog.get_by_test_id("stCheckbox").first.click()
        dialog.get_by_role("button", name="Adam η").click()
        code = dialog.locator("code").first
        expect(code).to_contain_text("lock=adam.lr", timeout=PATIENCE)
        expect(code).to_contain_text("task=", timeout=PATIENCE)
        page.wait_for_timeout(1000)
        picture = Image.open(io.BytesIO(page.locator("img.hand-out").screenshot()))
        (scanned,) = zxingcpp.read_barcodes(picture)
        return scanned.text


def telephone(link: str) -> dict:
    """What a telephone in the room sees of the link; and that it sees no other way."""
    with sync_playwright() as playwright:
        options = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
        page = browser(playwright).new_context(**options).new_page()
        visit(page, link)
        page.locator(".player[data-view]").wait_for(timeout=PATIENCE)
        page.locator(".st-key-adam-lr input[type=range]").wait_for(
            state="attached", timeout=PATIENCE
        )
        settle(page)
        return {
            "address": page.url,
            "task": page.locator(".task").inner_text(),
            "sliders": page.get_by_role("slider").count(),
            "navigation": page.get_by_test_id("stTopNavLink").count(),
        }


def main() -> None:
    port = free_port()
    with room(), tempfile.TemporaryDirectory() as folder, served(port, Path(folder, "log")):
        link = teacher(f"http://localhost:{port}")
        print("scanned:", link)
        command = ["ip", "netns", "exec", NAME, sys.executable, __file__, FLAG, link]
        seen = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    print("seen:", seen)
    assert link.startswith(f"http://{TEACHER}:{port}/"), "the room's address"
    assert seen["task"] == TASK
    assert seen["sliders"] == 2, "the knob and the player's own"
    assert seen["navigation"] == 0


if __name__ == "__main__":
    if FLAG in sys.argv:
        print(json.dumps(telephone(sys.argv[-1])))
    else:
        main()
