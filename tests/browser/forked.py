"""Starts the real app in a process that has its libraries already, in a third of the time.

`serving.serve` starts it as a user would. What is imported here before the app starts are libraries
alone; the app's own modules are imported in its process, in the order in which its pages ask for
them, and nothing of Streamlit has run before.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

from tests.browser.serving import ROOT, Server, free_port, options, wait_until_healthy

FORKS = get_context("forkserver")
FORKS.set_forkserver_preload(["tests.browser.libraries"])


@contextmanager
def serve(
    log: Path, script: Path = ROOT / "server.py", port: int | None = None
) -> Iterator[Server]:
    """As `serving.serve`, with the environment variables of this process alone."""
    url = f"http://127.0.0.1:{(port := port or free_port())}"
    process = FORKS.Process(target=_run, args=(log, script, port, dict(os.environ)))
    process.start()
    try:
        wait_until_healthy(lambda: process.exitcode is not None, url, log)
        yield Server(url, log, process.pid)
    finally:
        process.terminate()
        process.join(10)
        if process.exitcode is None:
            process.kill()
            process.join()
        process.close()


def _run(log: Path, script: Path, port: int, surroundings: Mapping[str, str]) -> None:
    from streamlit.web import cli  # which this process has: the others need not import it

    with log.open("wb") as out:
        for stream in (1, 2):
            os.dup2(out.fileno(), stream)
    os.chdir(ROOT)
    os.environ.clear()
    os.environ.update(surroundings)
    cli.main(["run", str(script), *options(port)])
