"""The browser's walk, run by the node that Playwright brings along, or by another engine."""

import atexit
import base64
import json
import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO

import numpy as np
import playwright

from player.inside import Inside, inside_message
from player.live import Live, formula_message, supplies_message
from player.wire import pack
from simulation.comparison import Comparison, Run

NODE = Path(playwright.__file__).parent / "driver" / ("node.exe" if os.name == "nt" else "node")
WALK = Path(__file__).with_name("walk.mjs")


@dataclass(frozen=True)
class Walked:
    """What `Trajectory` says of a run, as the browser found it; diverged_at -1: it gave up."""

    theta: np.ndarray
    loss: np.ndarray
    gradient: np.ndarray
    lr: np.ndarray
    state: dict[str, np.ndarray]
    diverged_at: int | None
    answer: np.ndarray | None
    lines: list


def looked_into(run: Run, step: int) -> Inside:
    """The step of the run, without sentences."""
    words = {"yes": "yes", "no": "no"}
    return Inside(run.key, run.optimizer, step, [""] * len(run.optimizer.rule.statements), words)


def walk(asked: Sequence[tuple[Comparison, Run]], step: int | None = None) -> list[Walked]:
    """Every run under the conditions of its comparison. step: the one whose lines are told."""
    return read(ask(packed(asked, step=step)), asked)


def read(answer: dict, asked: Sequence[tuple[Comparison, Run]]) -> list[Walked]:
    """What an engine has answered to `packed(asked)`."""
    return [
        _read(said, run, comparison.steps)
        for said, (comparison, run) in zip(answer["walked"], asked, strict=True)
    ]


def times(asked: Sequence[tuple[Comparison, Run]], repeat: int) -> list[float]:
    """Milliseconds that all these runs take together, each time of `repeat`."""
    return ask(packed(asked, repeat=repeat))["times"]


def packed(asked: Sequence[tuple[Comparison, Run]], step=None, repeat: int = 0) -> str:
    """The runs as the message that `answer` of walked.mjs takes."""
    surfaces, rules, random, cases = {}, {}, {}, []
    for comparison, run in asked:
        c, surface = comparison, f"{comparison.surface.formula}{comparison.surface.values}"
        surfaces.setdefault(surface, formula_message(c.surface))
        rules[run.optimizer.key] = run.optimizer.tape
        seed = f"{surface}.{c.seed}.{c.steps}.{c.noise > 0}"
        if seed not in random and (message := supplies_message(Live(c))):
            random[seed] = message
        cases.append(
            {
                "surface": surface,
                "rule": run.optimizer.key,
                "point": run.optimizer.point,
                "hypers": run.values,
                "start": c.start,
                "steps": c.steps,
                "inside": step and inside_message(looked_into(run, step)),
                "noise": c.noise,
                "seed": seed,
                "schedule": c.schedule and {"key": c.schedule.key, "values": c.schedule.values},
                "values": c.surface.values,
            }
        )
    body = {"surfaces": surfaces, "rules": rules, "cases": cases, "repeat": repeat}
    packed = pack(body)
    for drawn in random.values():
        packed["arrays"] |= drawn["arrays"]
    drawn = {seed: message["body"] for seed, message in random.items()}
    return json.dumps({**packed, "body": packed["body"] | {"random": drawn}})


def ask(text: str) -> dict:
    """The answer to a question of one line."""
    question, answer = _engine()
    question.write(f"{text}\n".encode())
    question.flush()
    said = json.loads(answer.readline() or '{"error": "node has ended"}')
    assert "error" not in said, said["error"]
    return said


@cache
def _engine() -> tuple[IO[bytes], IO[bytes]]:
    """Where a node is asked and where it answers: one for all, as it takes longer to start than to
    walk.
    """
    process = subprocess.Popen([NODE, WALK], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    atexit.register(process.communicate)  # nothing more to ask: it ends
    assert process.stdin
    assert process.stdout
    return process.stdin, process.stdout


def operations() -> list[str]:
    """The browser's list of the tape's operations."""
    nothing = {"surfaces": {}, "rules": {}, "cases": [], "random": {}}
    return ask(json.dumps({"arrays": {}, "body": nothing}))["ops"]


def _read(said: dict, run: Run, steps: int) -> Walked:
    def array(text: str, *shape: int) -> np.ndarray:
        return np.frombuffer(base64.b64decode(text)).reshape(shape)

    return Walked(
        theta=array(said["theta"], steps + 1, 2),
        loss=array(said["loss"], steps + 1),
        gradient=array(said["gradient"], steps, 2),
        lr=array(said["lr"], steps),
        state={
            name: array(text, steps + 1, 2)
            for name, text in zip(run.optimizer.state, said["states"], strict=True)
        },
        diverged_at=said.get("diverged", -1),
        answer=array(said["answer"], steps + 1, 2) if said["answer"] else None,
        lines=said["lines"],
    )
