"""Golden learning rates, walked by torch.optim.lr_scheduler.

Run it again, after installing requirements-oracles.txt, when a schedule is added:

    python -m tests.goldens.make_schedules

Writes tests/goldens/schedules.json: torch's version, and for each case the schedule, its
parameters and the rates of its steps for a rate of LR.
"""

import json
import warnings
from pathlib import Path

FILE = Path(__file__).with_name("schedules.json")
LR = 0.3

CASES = [
    ("constant", {}, 5),
    ("step", {"every": 100, "drop": 0.5}, 300),
    ("step", {"every": 1, "drop": 0.9}, 20),
    ("step", {"every": 7, "drop": 0.01}, 50),
    ("exponential", {"fade": 0.99}, 300),
    ("exponential", {"fade": 0.5}, 40),
    ("exponential", {"fade": 1.0}, 3),
    ("cosine", {"floor": 0.0}, 300),
    ("cosine", {"floor": 0.1}, 37),
    ("cosine", {"floor": 1.0}, 4),
    ("cosine", {"floor": 0.0}, 1),
    ("warmup_cosine", {"warmup": 0.1, "floor": 0.0}, 300),
    ("warmup_cosine", {"warmup": 0.5, "floor": 0.2}, 41),
    ("warmup_cosine", {"warmup": 0.0, "floor": 0.05}, 30),
    ("warmup_cosine", {"warmup": 0.02, "floor": 0.0}, 25),
]


def rates(key: str, parameters: dict[str, float], steps: int) -> list[float]:
    """The rate that torch uses in each of `steps` steps."""
    import torch

    optimizer = torch.optim.SGD([torch.zeros(1)], lr=LR)
    scheduler = _scheduler(optimizer, key, parameters, steps)
    used = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torch's SequentialLR warns of its own call
        for _ in range(steps):
            used.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            if scheduler:
                scheduler.step()
    return used


def _scheduler(optimizer, key, parameters, steps):
    from torch.optim import lr_scheduler as torch_schedules

    match key, parameters:
        case "constant", {}:
            return None
        case "step", {"every": every, "drop": drop}:
            return torch_schedules.StepLR(optimizer, every, drop)
        case "exponential", {"fade": fade}:
            return torch_schedules.ExponentialLR(optimizer, fade)
        case "cosine", {"floor": floor}:
            return torch_schedules.CosineAnnealingLR(optimizer, steps, floor * LR)
        case "warmup_cosine", {"warmup": warmup, "floor": floor}:
            rise = min(int(warmup * steps + 0.5), steps - 1)
            fall = torch_schedules.CosineAnnealingLR(optimizer, steps - rise, floor * LR)
            if rise == 0:
                return fall
            climb = torch_schedules.LinearLR(optimizer, 1 / (rise + 1), total_iters=rise)
            return torch_schedules.SequentialLR(optimizer, [climb, fall], [rise])
    raise ValueError(f"no torch schedule is known for {key} with {parameters}")


def main() -> None:
    import torch

    rows = [
        {"schedule": key, "parameters": parameters, "rates": rates(key, parameters, steps)}
        for key, parameters, steps in CASES
    ]
    version = json.dumps(torch.__version__.split("+")[0])
    body = ",\n".join(json.dumps(row) for row in rows)
    FILE.write_text(f'{{\n"torch": {version},\n"cases": [\n{body}\n]\n}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
