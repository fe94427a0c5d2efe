"""Does the server hold when a class, or three, comes at once?

Sessions speak the websocket protocol as a browser does, each with a start of its own; each moves a
slider every 2 s, a few of them in real browsers. The load is made on the same machine and counts
against the server. Prints a table and writes results/load.json. The scenarios with two servers
need nginx.

    python benchmarks/server/load.py                      all scenarios, a minute each
    python benchmarks/server/load.py class --minutes 10   one of them, longer: is the memory flat?
"""

import argparse
import asyncio
import math
import os
import platform
import signal
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from benchmarks.kept import keep
from benchmarks.server.balancer import MissingError, balance
from benchmarks.server.students import Student, Tally, browse
from tests.browser.serving import Server, serve


@dataclass(frozen=True)
class Scenario:
    """Sessions (and browsers besides) on so many servers; nginx stands before several.

    kill: one server ends by SIGKILL in the middle.
    """

    sessions: int
    servers: int = 1
    browsers: int = 0
    kill: bool = False


SCENARIOS = {
    "class": Scenario(30),
    "class_and_browsers": Scenario(27, browsers=3),
    "school": Scenario(100, servers=2),
    "server_lost": Scenario(100, servers=2, kill=True),
}


def megabytes(servers: Sequence[Server]) -> float:
    """Resident memory of those servers that are alive."""
    kilobytes = 0
    for server in servers:
        status = Path(f"/proc/{server.pid}/status")
        found = [line for line in status.read_text().splitlines() if line.startswith("VmRSS")]
        kilobytes += int(found[0].split()[1]) if found else 0
    return kilobytes / 1024


def percentiles(seconds: Sequence[float]) -> dict[str, float]:
    """p50, p95, p99 and the largest, in seconds; empty without values."""
    ordered = sorted(seconds)
    ranks = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "max": 1.0}
    return {
        name: round(ordered[max(0, math.ceil(rank * len(ordered)) - 1)], 3)
        for name, rank in ranks.items()
        if ordered
    }


async def attend(url: str, servers: Sequence[Server], scenario: Scenario, seconds: float) -> dict:
    """One scenario on servers that run already; what was measured."""
    tally, clock = Tally(), asyncio.get_running_loop().time
    warm = Student(url, -1, tally)
    await warm.open(warm.link)
    before = megabytes(servers)
    students = [Student(url, number, tally) for number in range(scenario.sessions)]
    for student in students:
        tally.opened.append((await student.open(student.link)).finished)
    ready = threading.Barrier(2 if scenario.browsers else 1)
    helpers = []
    if scenario.browsers:
        browsing = asyncio.to_thread(browse, url, scenario.browsers, ready, seconds, tally)
        helpers.append(asyncio.create_task(browsing))
    await asyncio.to_thread(ready.wait)

    end, memory, kill = clock() + seconds, [], scenario.kill
    busy = [asyncio.create_task(student.attend(end)) for student in students]
    while clock() < end:
        await asyncio.sleep(min(10.0, seconds / 6))
        memory.append(round(megabytes(servers) - before, 1))
        if kill and clock() > end - seconds / 2:
            await asyncio.to_thread(os.kill, servers[0].pid, signal.SIGKILL)
            kill, servers = False, servers[1:]
    await asyncio.gather(*busy, *helpers)
    pictures = [await student.picture() for student in students]
    return {
        "moves": len(tally.figures),
        "figure": percentiles(tally.figures),
        "finished": percentiles(tally.finished),
        "opened": percentiles(tally.opened),
        "painted": percentiles(tally.painted),
        "back": {"sessions": len(tally.back), **percentiles(tally.back)},
        "late": tally.late,
        "errors": tally.errors,
        "other_pictures": sum(
            student.page.figure != picture
            for student, picture in zip(students, pictures, strict=True)
        ),
        "megabytes": memory,
        "megabytes_per_session": round(statistics.median(memory) / scenario.sessions, 2),
    }


def run(scenario: Scenario, seconds: float) -> dict:
    """Start the servers, hold the lesson, end the servers."""
    load = os.getloadavg()[0]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        logs = [folder / f"server-{number}.txt" for number in range(scenario.servers)]
        servers = [stack.enter_context(serve(log)) for log in logs]
        url = servers[0].url
        if scenario.servers > 1:
            url = stack.enter_context(balance([s.url for s in servers], folder / "nginx"))
        result = asyncio.run(attend(url, servers, scenario, seconds))
        result["log"] = [line for server in servers for line in server.complaints()]
    return {"load_before": round(load, 1), **result}


def tell(name: str, result: dict) -> None:
    """The result in a few lines."""
    print(
        f"\n{name}: {result['moves']} moves, {result['late']} late, load before it began", end=" "
    )
    print(result["load_before"])
    for what in ("figure", "finished", "opened", "painted", "back"):
        if result[what].get("p50") is not None:
            print(f"  {what:9}", "  ".join(f"{k} {v:g}" for k, v in result[what].items()))
    print(f"  memory    {result['megabytes_per_session']} MB per session; {result['megabytes']}")
    print(f"  errors    {len(result['errors'])}", *result["errors"][:3])
    print(f"  pictures  {result['other_pictures']} not as the link has them")
    print(f"  log       {len(result['log'])} complaints", *result["log"][:3])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenarios", nargs="*", choices=[*SCENARIOS, []], metavar="scenario")
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--sessions", type=int, help="instead of the scenario's number")
    asked = parser.parse_args()
    results, left_out = {}, {}
    for name in asked.scenarios or SCENARIOS:
        scenario = SCENARIOS[name]
        if asked.sessions:
            scenario = Scenario(**{**vars(scenario), "sessions": asked.sessions})
        try:
            results[name] = run(scenario, 60 * asked.minutes)
        except MissingError as reason:
            left_out[name] = str(reason)
            continue
        tell(name, results[name])
    about = {"python": platform.python_version(), "cores": os.cpu_count(), "at": time.ctime()}
    keep("load", {**about, "minutes": asked.minutes, **results})
    if left_out:
        sys.exit("\n".join(f"left out: {name}. {reason}" for name, reason in left_out.items()))


if __name__ == "__main__":
    main()
