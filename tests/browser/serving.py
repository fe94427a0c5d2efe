"""Starts the real app in a process of its own, as a user would."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START_LIMIT = 120.0  # seconds; generous, it only bounds the wait for a server that hangs
COMPLAINT = re.compile(r"Traceback|Exception|Error\b|warning", re.IGNORECASE)


@dataclass(frozen=True)
class Server:
    """A running app: `url` without a trailing slash, the file that receives its output, its id."""

    url: str
    log: Path
    pid: int

    def written(self) -> int:
        """Length of the log so far, in bytes."""
        return self.log.stat().st_size

    def complaints(self, since: int = 0) -> list[str]:
        """Lines of the log, from byte `since` on, that speak of a warning or an error."""
        text = self.log.read_bytes()[since:].decode(errors="replace")
        return [line for line in text.splitlines() if COMPLAINT.search(line)]


@contextmanager
def serve(
    log: Path,
    script: Path = ROOT / "server.py",
    surroundings: Mapping[str, str] | None = None,
    port: int | None = None,
) -> Iterator[Server]:
    """Serve `script` on a local port, writing to `log`; end the process afterwards.

    port: a free one if none is named.
    surroundings: environment variables that the process has besides those of this one.

    Raises RuntimeError, with the log, when the server ends or stays silent while starting.
    """
    url = f"http://127.0.0.1:{(port := port or free_port())}"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", str(script), *options(port)],
            cwd=ROOT,
            env=os.environ | (surroundings or {}),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
        )
    try:
        wait_until_healthy(lambda: process.poll() is not None, url, log)
        yield Server(url, log, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def options(port: int) -> list[str]:
    """What `streamlit run` is told besides the script."""
    return ["--server.headless=true", "--server.address=127.0.0.1", f"--server.port={port}"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_healthy(ended: Callable[[], bool], url: str, log: Path) -> None:
    """Until the server answers; RuntimeError, with the log, if it ends or stays silent."""
    give_up = time.monotonic() + START_LIMIT
    while not _healthy(url):
        if ended() or time.monotonic() > give_up:
            raise RuntimeError(f"The server at {url} did not start:\n{log.read_text()}")
        time.sleep(0.05)


def _healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=5) as answer:
            return answer.status == 200
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
