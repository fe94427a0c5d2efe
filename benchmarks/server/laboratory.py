"""Does the network page bear a class? STUDENTS change a setting every PAUSE seconds, on one server.

Every second change asks for a training that nobody has asked for before. Prints the median and the
95th percentile of the time until the pictures come, and writes results/laboratory.json.
"""

import asyncio
import statistics
import tempfile
from pathlib import Path

from benchmarks.kept import keep
from optimizers import HYPERS
from tests.browser.serving import serve
from tests.visitor import visit

STUDENTS, CHANGES, PAUSE = 30, 6, 5.0
SLIDER = "net.spirals.adam.lr"
STOPS = [f"{stop:g}" for stop in HYPERS["lr"].stops if 1e-3 <= stop <= 0.5]


async def student(url: str, number: int) -> tuple[list[float], int]:
    """The times until the pictures came, and how many exceptions the page showed."""
    await asyncio.sleep(PAUSE * number / STUDENTS)
    alone = number % 2
    link = {"lang": "en", "net.seed": str(100 + number if alone else 12)}
    visitor, first = await visit(f"{url}/network", link, player="training")
    times, wrong = [], len(first.exceptions)
    for k in range(CHANGES):
        await asyncio.sleep(PAUSE)
        answer = await visitor.slide(SLIDER, STOPS[(k + 1) % len(STOPS)])
        times.append(answer.figure if answer.figure is not None else answer.finished)
        wrong += len(answer.exceptions)
    return times, wrong


async def classroom(url: str) -> dict[str, float]:
    found = await asyncio.gather(*(student(url, k) for k in range(STUDENTS)))
    times = sorted(time for own, _ in found for time in own)
    return {
        "changes": len(times),
        "median": statistics.median(times),
        "p95": times[int(0.95 * len(times))],
        "exceptions": sum(wrong for _, wrong in found),
    }


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, serve(Path(folder, "log.txt")) as server:
        found = asyncio.run(classroom(server.url))
    for name, value in found.items():
        print(f"{name:12} {value:.3f}")
    keep("laboratory", found)


if __name__ == "__main__":
    main()
