"""What each sentence about a run claims, worked out from its path alone, and random runs to try.

    python -m tests.simulation.verdicts 20000

tries so many settings and lists every sentence that is false. Nothing here is shared with the code
that chooses the sentences: a change of a definition there is noticed.
"""

import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from simulation import Trajectory, explain
from surfaces import Surface
from tests.simulation.random_settings import RunSettings, settings

IN_THE_GRADIENT = ("adam_l2", "asgd")
"""Rules that add their weight decay to the gradient; the others apply it to θ."""


@dataclass(frozen=True)
class Facts:
    """A run and what is seen of it without any judgement."""

    setting: RunSettings
    run: Trajectory

    @property
    def surface(self) -> Surface:
        return self.setting.surface

    @property
    def path(self) -> np.ndarray:
        return self.run.theta

    @property
    def last(self) -> np.ndarray:
        return self.path[-32:]

    @property
    def size(self) -> float:
        (x0, x1), (y0, y1) = self.surface.domain
        return float(((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5)

    @property
    def slope(self) -> float:
        return float(np.linalg.norm(self.surface.gradient(self.path[-1])))

    @property
    def decay(self) -> float:
        values = {**self.setting.optimizer.defaults, **self.setting.hypers}
        return values.get("decay", 0.0)

    def seen(self, point: np.ndarray) -> bool:
        return all(
            low <= z <= high for z, (low, high) in zip(point, self.surface.domain, strict=True)
        )

    def close(self, x: float, y: float) -> np.ndarray:
        return np.linalg.norm(self.path - (x, y), axis=1) <= 0.01 * self.size * (1 + 1e-9)

    def lost(self) -> int | None:
        """The first row that is no finite place with a finite loss, or very far away."""
        centre = np.mean(self.surface.domain, axis=1)
        fine = np.linalg.norm(self.path - centre, axis=1) <= 100 * self.size
        fine &= np.isfinite(self.run.loss)
        return None if fine.all() else int(np.argmin(fine))

    def swings(self) -> bool:
        """Whether the last points cover at least twice the way that they gain."""
        lengths = np.linalg.norm(np.diff(self.last, axis=0), axis=1).sum()
        return lengths >= 2 * np.linalg.norm(self.last[-1] - self.last[0])

    def spread(self) -> float:
        """The largest distance between two of the last points."""
        apart = self.last[:, None] - self.last[None]
        return float(np.hypot(apart[..., 0], apart[..., 1]).max())  # no square underflows

    def noisy(self) -> bool:
        return self.setting.noise > 0 or self.surface.draw is not None

    def above(self) -> float:
        """The loss above the lowest minimum known; NaN where none is."""
        values = [point.value for point in self.surface.minima]
        return float(self.run.loss[-1] - min(values)) if values else float("nan")


def nearby_zero(surface: Surface, place, size: float) -> np.ndarray | None:
    """Where the gradient vanishes near a place, by Newton's method with numpy.linalg."""
    point = np.array(place, dtype=float)
    for _ in range(100):
        try:
            move = np.linalg.solve(surface.hessian(point), surface.gradient(point))
        except np.linalg.LinAlgError:
            return None
        point = point - move
        if not np.linalg.norm(point - place) <= 0.01 * size:
            return None
        if np.linalg.norm(move) <= 1e-10 * size:
            return point
    return None


def bottom(facts: Facts, x: float, y: float) -> bool:
    """Whether there is a minimum at a place: flat there, and no lower on small rings around it."""
    found = nearby_zero(facts.surface, (x, y), facts.size)
    if found is None or np.linalg.norm(found - (x, y)) > 1e-6 * facts.size:
        return False
    angles = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    ring = np.stack([np.cos(angles), np.sin(angles)]) * 1e-3 * facts.size
    around = facts.surface.value(found[:, None] + ring)
    return bool((around >= facts.surface.value(found) - 1e-12 * np.abs(around)).all())


def held(facts: Facts) -> bool:
    """Whether decay and slope balance: in the gradient, or pull against step."""
    end, decay = facts.path[-1], facts.decay
    if facts.setting.optimizer.key in IN_THE_GRADIENT:
        slope = facts.run.gradient[-31:].mean(axis=0)
        pull = decay * facts.last[:-1].mean(axis=0)
        return bool(np.linalg.norm(slope + pull) <= 0.3 * np.linalg.norm(pull))
    rates = facts.run.lr[-len(facts.last) + 1 :, None]
    pull = (rates * decay * facts.last[:-1]).sum(axis=0)
    return bool(np.linalg.norm(end - facts.last[0]) <= 0.3 * np.linalg.norm(pull))


def _stayed(f: Facts, d: dict) -> bool:
    return len(f.path) == 1


def _no_value(f: Facts, d: dict) -> bool:
    here = f.path[d["step"]]
    return f.lost() == d["step"] and not np.isfinite(f.surface.value(here)) and at(d, here)


def _no_value_start(f: Facts, d: dict) -> bool:
    return d["step"] == 0 and _no_value(f, d)


def at(d: dict, point: np.ndarray) -> bool:
    return np.allclose((d["x"], d["y"]), point, rtol=1e-9, atol=1e-9)


def _diverged(f: Facts, d: dict) -> bool:
    return f.lost() == d["step"] and d["step"] > 0


def _diverged_ratio(f: Facts, d: dict) -> bool:
    """By the spectral radius of one step on a parabola with the highest curvature there."""
    rate = f.run.lr[d["since"]]
    highest = np.linalg.eigvalsh(f.surface.hessian(f.path[d["since"]]))[1]
    at_bound, beyond = (_radius(f, highest, eta) for eta in (rate / d["ratio"], rate))
    return _diverged(f, d) and d["ratio"] > 1 and abs(at_bound - 1) < 1e-6 and beyond > 1


def _radius(f: Facts, curvature: float, rate: float) -> float:
    rule = f.setting.optimizer
    hypers = {k: v for k, v in f.setting.hypers.items() if k != "lr"}
    columns = [
        rule.step(unit[0], curvature * unit[0], 1, *unit[1:], lr=rate, **hypers)
        for unit in np.eye(1 + len(rule.state))
    ]
    return float(np.abs(np.linalg.eigvals(np.array(columns, dtype=float).T)).max())


def _arrived(f: Facts, d: dict) -> bool:
    there = f.close(d["x"], d["y"])
    return bool(there[d["step"] :].all()) and (d["step"] == 0 or not there[d["step"] - 1])


def _declared(f: Facts, d: dict) -> bool:
    return any(np.allclose((d["x"], d["y"], d["value"]), minimum) for minimum in f.surface.minima)


def _reached(f: Facts, d: dict) -> bool:
    return _arrived(f, d) and _declared(f, d) and len(f.path) - d["step"] >= 32


def _settled(f: Facts, d: dict) -> bool:
    found = np.isclose(f.surface.value(np.array([d["x"], d["y"]])), d["value"])
    return bool(found) and _arrived(f, d) and bottom(f, d["x"], d["y"]) and stays(f, d)


def stays(f: Facts, d: dict) -> bool:
    return len(f.path) - d["step"] >= 32


def _restless(check: Callable[[Facts, dict], bool]) -> Callable[[Facts, dict], bool]:
    return lambda f, d: check(f, d) and f.swings() and spreads(f, d)


def spreads(f: Facts, d: dict) -> bool:
    """The box's diagonal that is told is no less than the largest distance, nor much more."""
    told = d.get("amplitude", d.get("spread"))
    return f.spread() <= told * (1 + 1e-9) and told <= 1.5 * f.spread() + 1e-300


def _left_view(f: Facts, d: dict) -> bool:
    inside = [f.seen(point) for point in f.path]
    return not any(inside[d["step"] :]) and inside[d["step"] - 1]


def _wandering(f: Facts, d: dict) -> bool:
    return f.noisy() and _oscillating(f, d)


def _wandering_half(f: Facts, d: dict) -> bool:
    half = f.path[len(f.path) // 2 :]
    length = np.linalg.norm(np.diff(half, axis=0), axis=1).sum()
    box = np.linalg.norm(half.max(axis=0) - half.min(axis=0))
    to_and_fro = length >= 2 * np.linalg.norm(half[-1] - half[0])
    return bool(f.noisy() and len(half) > 32 and to_and_fro and np.isclose(d["amplitude"], box))


def _oscillating(f: Facts, d: dict) -> bool:
    return f.swings() and spreads(f, d) and f.spread() > 0.01 * f.size / 1.5


def _oscillating_less(f: Facts, d: dict) -> bool:
    first, second = np.array_split(f.last, 2)
    return _oscillating(f, d) and np.ptp(second, axis=0).max() < np.ptp(first, axis=0).max()


def _near(f: Facts, d: dict) -> bool:
    return _arrived(f, d) and _declared(f, d) and len(f.path) - d["step"] < 32


def _balanced(f: Facts, d: dict) -> bool:
    level = np.isclose(d["loss"], f.run.loss[-1])
    return f.decay > 0 and f.spread() <= 0.01 * f.size and at(d, f.path[-1]) and level and held(f)


def _stuck_saddle(f: Facts, d: dict) -> bool:
    there = f.close(d["x"], d["y"])[-len(f.last) :].all()
    known = any(np.allclose((d["x"], d["y"]), saddle[:2]) for saddle in f.surface.saddles)
    if not known:
        found = nearby_zero(f.surface, (d["x"], d["y"]), f.size)
        low, high = (0, 0) if found is None else np.linalg.eigvalsh(f.surface.hessian(found))
        known = low < 0 < high and np.allclose(found, (d["x"], d["y"]), atol=1e-6 * f.size)
    return bool(there and known and np.isclose(d["gradient"], f.slope))


def ring(f: Facts) -> np.ndarray:
    """By how much the loss differs five hundredths of the view away."""
    angles = np.linspace(0, 2 * np.pi, 50)
    away = 0.05 * f.size * np.stack([np.cos(angles), np.sin(angles)])
    return np.abs(f.surface.value(f.path[-1][:, None] + away) - f.run.loss[-1])


def _stuck_plateau(f: Facts, d: dict) -> bool:
    flat = ring(f).max() <= 0.02 * f.above() and f.slope * 0.05 * f.size <= 0.01 * f.above()
    return bool(flat) and f.above() > 0 and remains(f, d) and np.isclose(d["gradient"], f.slope)


def remains(f: Facts, d: dict) -> bool:
    return f.above() >= 0 and bool(np.isclose(d["remaining"], f.above()))


def _stuck_plateau_open(f: Facts, d: dict) -> bool:
    grid = np.meshgrid(*(np.linspace(*side, 65) for side in f.surface.domain))
    values = f.surface.value(np.stack(grid))
    relief = np.ptp(values[np.isfinite(values)])
    return bool(ring(f).max() <= 0.02 * relief + 1e-300) and np.isclose(d["gradient"], f.slope)


def _stalled(f: Facts, d: dict) -> bool:
    return spreads(f, d) and d["spread"] <= 1e-6 * f.size and np.isclose(d["gradient"], f.slope)


def _crawling(f: Facts, d: dict) -> bool:
    return remains(f, d) and slow(f, d) and not arrived(f)


def slow(f: Facts, d: dict) -> bool:
    return spreads(f, d) and d["spread"] <= 0.01 * f.size


def arrived(f: Facts) -> bool:
    """Whether the run has been at a minimum for so long that it must be called arrived."""
    stay = [f.close(m.x, m.y)[-32:].all() and len(f.last) == 32 for m in f.surface.minima]
    return any(stay)


def _crawling_open(f: Facts, d: dict) -> bool:
    return slow(f, d) and np.isclose(d["loss"], f.run.loss[-1]) and not f.above() >= 0


def _crawling_late(f: Facts, d: dict) -> bool:
    lost = f.run.loss[-len(f.last)] - f.run.loss[-1]
    needed = d["remaining"] / (lost / (len(f.last) - 1))
    return remains(f, d) and np.isclose(d["drop"], lost) and needed > 3 * (len(f.path) - 1)


def _underway(f: Facts, d: dict) -> bool:
    return remains(f, d) and moves(f) and not arrived(f)


def moves(f: Facts) -> bool:
    """Whether it gets somewhere: in the plane, or down by a tenth of what is left."""
    lost = f.run.loss[-len(f.last)] - f.run.loss[-1]
    far = f.spread() > 0.01 * f.size * len(f.last) / 32 / 1.5
    falls = lost > 0.1 * (f.above() + lost)
    balanced = f.setting.optimizer.key in IN_THE_GRADIENT and f.decay > 0 and held(f) and not far
    return bool(far or falls) and not balanced


def _underway_open(f: Facts, d: dict) -> bool:
    return np.isclose(d["loss"], f.run.loss[-1]) and moves(f) and not f.above() >= 0


CLAIMS: dict[str, Callable[[Facts, dict], bool]] = {
    "stayed": _stayed,
    "no_value": _no_value,
    "no_value_start": _no_value_start,
    "diverged": _diverged,
    "diverged_ratio": _diverged_ratio,
    "reached": _reached,
    "reached_restless": _restless(_reached),
    "left_view": _left_view,
    "settled": _settled,
    "settled_restless": _restless(_settled),
    "wandering": _wandering,
    "wandering_half": _wandering_half,
    "oscillating": _oscillating,
    "oscillating_less": _oscillating_less,
    "near": _near,
    "balanced": _balanced,
    "stuck_saddle": _stuck_saddle,
    "stuck_plateau": _stuck_plateau,
    "stuck_plateau_open": _stuck_plateau_open,
    "stalled": _stalled,
    "crawling": _crawling,
    "crawling_open": _crawling_open,
    "crawling_late": _crawling_late,
    "underway": _underway,
    "underway_open": _underway_open,
}
"""The name of a sentence -> whether it is true of a run, with the numbers that it tells."""


def verdict(setting: RunSettings) -> tuple[str, dict, Facts]:
    """The sentence that the app chooses, its numbers, and the run."""
    run = setting.run()
    said = explain(run, setting.surface, setting.optimizer, **setting.hypers)
    return said.key, dict(said.details), Facts(setting, run)


def true(key: str, details: dict, facts: Facts) -> bool:
    """Whether the sentence is true: its claim holds, every number is one, and no loss is hidden."""
    with np.errstate(all="ignore"):
        gone = facts.lost()
        told = key.startswith(("diverged", "no_value"))
        numbers = all(np.isfinite(value) for value in details.values())
        return bool(told == (gone is not None) and numbers and CLAIMS[key](facts, details))


def main(count: int) -> int:
    """Try so many settings; the number of false sentences."""
    found, false = Counter(), 0
    for setting in settings(count):
        key, details, facts = verdict(setting)
        found[key] += 1
        if not true(key, details, facts):
            false += 1
            print(f"FALSE {key} {details}: {setting}")
    print(dict(found.most_common()))
    print(f"{count} sentences, {false} false")
    return false


if __name__ == "__main__":
    sys.exit(min(main(int(sys.argv[1])), 1))
