"""Starts Chromium: the system's if there is one that works, else Playwright's own."""

import shutil

from playwright.sync_api import Browser, Error, Playwright

# The shell first: the same engine without a window, whose frame would take a fifth of the work.
SYSTEM_BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--enable-unsafe-swiftshader",  # WebGL without a graphics card, for the 3-D view
    "--disable-quic",
    "--disable-sync",
    "--disable-component-update",
    "--disable-background-networking",
    "--no-first-run",
    # Nothing but the app's own server can be reached. (Playwright's routes would do too, but they
    # switch the browser's cache off, and what is cached is part of what we test.)
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
LAPTOP = {"width": 1366, "height": 768}
REMEDY = (
    "No Chromium could be started. Install one with\n"
    "    python -m playwright install --with-deps chromium\n"
    "or, on Debian and its relatives,\n"
    "    sudo apt-get install chromium"
)


def launch(playwright: Playwright) -> Browser:
    """A headless Chromium. RuntimeError, with the remedy, when none can be started."""
    candidates = [path for name in SYSTEM_BROWSERS if (path := shutil.which(name))]
    failures = []
    for path in [*candidates, None]:
        try:
            return playwright.chromium.launch(executable_path=path, args=FLAGS)
        except Error as failure:
            failures.append(f"{path or 'Playwright'}: {failure.message}")
    raise RuntimeError("\n\n".join([REMEDY, *failures]))
