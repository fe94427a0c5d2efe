import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import test from "node:test";
import { CURVES, departure, heights, VECTORS } from "../../player/web/walk/measures.js";
import { terrain } from "../../player/web/walk/terrain.js";
import { general } from "../../player/web/walk/numbers.js";
import { room, stateOf, walk } from "../../player/web/walk/walk.js";
import { unpack } from "../../player/web/walk/wire.js";

// Runs of the Python core, with all that it reads off them.
const { cases, texts } = unpack(
  JSON.parse(
    execFileSync(
      process.env.PYTHON,
      [
        "-c",
        `
import json
import numpy as np
from figures.scene import scene
from dataclasses import asdict
from optimizers import HYPERS, OPTIMIZERS, read_rule
from player.live import formula_message
from player.message import scene_message
from player.wire import pack
from simulation import simulate
from simulation.judge.measures import departure, distance, excess, moves, slope
from simulation.arrows import arrows, memory
from surfaces import SURFACES, parse

def ground(s):
    return vars(scene(s).ground) | {"shade": scene_message(s)["body"]["shade"]}

HUGE = parse("1e95*(x^3-y^3)^19*1e95")
SQUARES_FIRST = """v = beta2 * v + (1 - beta2) * g**2
m = beta1 * m + (1 - beta1) * g
theta = theta - lr * m / (sqrt(v) + eps)"""

def case(surface, rule, **hypers):
    s, o = SURFACES.get(surface, HUGE), OPTIMIZERS.get(rule) or read_rule(rule)
    run = simulate(o, s, s.start, 60, **hypers)
    (x0, x1), (y0, y1) = s.domain
    return {
        "formula": formula_message(s), "values": s.values, "rule": o.tape, "start": s.start,
        "hypers": o.defaults | hypers, "relief": asdict(scene(s).relief),
        "view": {"x0": x0, "x1": x1, "y0": y0, "y1": y1},
        "left": departure(s, run), "diverged": run.diverged_at,
        "height": scene(s).relief(run.loss), "ground": ground(s),
        "curves": {"loss": run.loss, "excess": excess(s, run.loss), "gradient": slope(run),
                   "distance": distance(s, run.theta), "y": abs(run.theta[:, 1])},
        "arrows": {**moves(run), **arrows(s, o, run)}, "memory": memory(o),
    }

stops = sorted({stop for h in HYPERS.values() for stop in h.stops} | {1e5, 123456.0, 1234567.0, 2 / 3, 0.00252})
print(json.dumps(pack({
    "cases": [case("rosenbrock", "adam"), case("himmelblau", "momentum"), case("ravine", "sgd", lr=1.0),
              case("beale", "nesterov", lr=0.05), case("booth", "adamw"), case("huge", "adam"), case("ravine", SQUARES_FIRST)],
    "texts": [[stop, f"{stop:g}", f"{stop:.3g}"] for stop in stops],
})))
`,
      ],
      { maxBuffer: 1e8 },
    ),
  ),
);

const near = (found, wanted, what) => {
  assert.equal(found.length, wanted.length, what);
  for (let k = 0; k < wanted.length; k += 1) {
    const [a, b] = [found[k], wanted[k]];
    assert.ok(Object.is(a, b) || a === b || Math.abs(a - b) <= 1e-12 * Math.max(1, Math.abs(b)), `${what} ${k}: ${a}, not ${b}`);
  }
};

cases.forEach(({ formula, values, rule, start, hypers, relief, view, ...wanted }, i) => {
  test(`what is read off run ${i} is what Python reads off it`, () => {
    const into = room(60, rule.outputs.length - 1);
    const diverged = walk({ rule, hypers, surface: { ...formula, values }, start, factors: null }, into);
    assert.equal(diverged, wanted.diverged);
    assert.equal(departure(into, view), wanted.left);
    near(heights(relief, into.loss), wanted.height, "height");
    for (const [name, curve] of Object.entries(wanted.curves)) {
      if (!curve) continue; // no minimum is known
      const found = CURVES[name](into, formula);
      near(found, curve, name);
      assert.ok(diverged !== null || found.every(Number.isFinite), `${name} says what is not known`);
    }
    const memory = wanted.memory && stateOf(rule, wanted.memory, into);
    for (const [name, arrows] of Object.entries(wanted.arrows)) near(VECTORS[name](into, view, memory).flat(), arrows.flatMap((row) => [...row]), name);
  });
});

cases.forEach(({ formula, ground: { x, y, z, low, high, interval, shade } }, i) => {
  test(`the ground of run ${i} is Python's, as far as colours tell`, () => {
    const found = terrain({ x, y }, formula, shade);
    const alike = (value, wanted) => assert.ok(Math.abs(value - wanted) <= 1e-5 * (high - low));
    [[found.low, low], [found.high, high], [found.interval, interval]].forEach((pair) => alike(...pair));
    z.forEach((row, j) => row.forEach((value, k) => alike(found.z[j][k], value)));
  });
});

test("numbers read as Python writes them", () => {
  for (const [value, six, three] of texts) {
    assert.equal(general(value), six);
    assert.equal(general(value, 3), three);
  }
});
