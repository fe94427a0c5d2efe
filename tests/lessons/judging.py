"""Checks as the browser judges them, by the node that Playwright brings along."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

from player.live import Live, formula_message, judging_message, supplies_message
from player.wire import pack
from simulation.comparison import Comparison
from tests.player.node import NODE

JUDGE = Path(__file__).with_name("judge.mjs")


def judged(asked: Sequence[tuple[Comparison, Sequence[list]]]) -> list[list]:
    """For each comparison what each of the trees comes to: true, false or a number."""
    formulas, supplies, cases = {}, {}, []
    for c, trees in asked:
        surface, supplied = f"{c.surface.formula}{c.surface.values}", supplies_message(Live(c))
        formulas.setdefault(surface, formula_message(c.surface) | judging_message(c.surface))
        supplies[supplied["id"]] = supplied
        cases.append(
            {
                "runs": [
                    {"key": run.key, "rule": run.optimizer.key, "hypers": run.values}
                    for run in c.runs
                ],
                "formula": surface,
                "supplied": supplied["id"],
                "setting": {
                    "start": c.start,
                    "steps": c.steps,
                    "noise": c.noise,
                    "schedule": c.schedule and {"key": c.schedule.key, "values": c.schedule.values},
                    "values": c.surface.values,
                },
                "trees": trees,
            }
        )
    packed = pack({"formulas": formulas, "cases": cases})
    for message in supplies.values():
        packed["arrays"] |= message["arrays"]
    packed["body"]["supplies"] = {name: message["body"] for name, message in supplies.items()}
    asking = json.dumps(packed).encode()
    done = subprocess.run([NODE, JUDGE], input=asking, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)
