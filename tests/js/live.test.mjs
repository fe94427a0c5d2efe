import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import test from "node:test";
import { Live, turned } from "../../player/web/hand/live.js";
import { unpack } from "../../player/web/walk/wire.js";

const live = {
  start: [1, 2],
  steps: 300,
  noise: 0,
  schedule: { key: "cosine", values: { floor: 0 } },
  values: { kappa: 10 },
  sliders: [
    { key: "adam.lr", at: 0.1, sets: "lr", runs: ["adam"] },
    { key: "lr", at: 0.01, sets: "lr", runs: null },
    { key: "noise", at: 0, sets: "noise", runs: null },
    { key: "steps", at: 300, sets: "steps", runs: null },
    { key: "ravine.kappa", at: 10, sets: "surface.kappa", runs: null },
    { key: "cosine.floor", at: 0, sets: "schedule.floor", runs: null },
  ],
};
const saying = (words) => (key) => words[key] ?? null;

test("nothing is turned where every slider says what the picture was made for, or is not there", () => {
  assert.equal(turned(live, saying({ "adam.lr": 0.1, noise: 0 }), null), null);
});

test("a hyper-parameter concerns its runs, all else every run", () => {
  const own = turned(live, saying({ "adam.lr": 0.2 }), null);
  assert.deepEqual(own.hypers, [{ name: "lr", value: 0.2, runs: ["adam"] }]);
  assert.equal(own.every, false);
  const noisy = turned(live, saying({ noise: 0.5 }), null);
  assert.equal(noisy.noise, 0.5);
  assert.equal(noisy.every, true);
});

test("several sliders and the start are turned together", () => {
  const found = turned(live, saying({ lr: 0.3, steps: 500, "ravine.kappa": 20, "cosine.floor": 0.1 }), [3, 4]);
  assert.deepEqual(found.start, [3, 4]);
  assert.equal(found.steps, 500);
  assert.deepEqual(found.values, { kappa: 20 });
  assert.deepEqual(found.schedule, { key: "cosine", values: { floor: 0.1 } });
  assert.deepEqual(found.hypers, [{ name: "lr", value: 0.3, runs: null }]);
  assert.deepEqual(live.values, { kappa: 10 });
});

// A comparison as the server sends it, and the runs that it sends after the noise was turned to 1.
const SENT = JSON.parse(
  execFileSync(process.env.PYTHON, [
    "-c",
    `
import json
from dataclasses import replace
from optimizers import OPTIMIZERS
from player import Live, Show, Slider
from player.live import supplies_message
from player.message import runs_message, scene_message
from simulation.comparison import Comparison, Run
from surfaces import SURFACES
from ui.compare.stage import played
from ui.frame.text import words
surface = SURFACES["rosenbrock"]
runs = tuple(Run(key, key, OPTIMIZERS[key]) for key in ("sgd", "asgd", "schedule_free"))
before = Comparison(surface, surface.start, 40, runs)
live = Live(before, [Slider("noise", "", 0.0, (0.0, 1.0), "noise")])
def sent(comparison):
    show = Show(words("player"), "", "", surface.start)
    return runs_message([played(comparison, run, "loss") for run in runs], show, live)
print(json.dumps({
    "scene": scene_message(surface),
    "supplies": supplies_message(live),
    "before": sent(before),
    "after": sent(replace(before, noise=1.0)),
}))
`,
  ]),
);

globalThis.MutationObserver ??= class {};
const received = () => ["scene", "supplies", "before", "after"].map((name) => unpack(SENT[name]));

test("the point that counts follows the hand to where the server has it", () => {
  const [scene, supplies, before, after] = received();
  const player = new Live(() => {});
  player.fill(before, scene, supplies, new Map([["noise", 1]]));
  const { runs } = player.shown(null);
  const rounded = (rows) => rows && Array.from(rows, (point) => Array.from(point, Math.fround));
  assert.equal(runs[0].answer, null);
  for (const [k, run] of runs.entries()) {
    assert.deepEqual(rounded(run.answer), rounded(after.runs[k].answer));
    if (run.answer) assert.notDeepEqual(rounded(run.answer), rounded(before.runs[k].answer));
  }
});

test("a rehearsal finds room for every run, changes nothing that is shown, and leaves a hand alone", () => {
  const [scene, supplies, before] = received();
  const player = new Live(() => {});
  player.fill(before, scene, supplies, new Map([["noise", 0]]));
  const shown = player.shown(null).runs;
  player.rehearse();
  assert.deepEqual([...player.rooms.keys()], ["sgd", "asgd", "schedule_free"]);
  assert.deepEqual(player.shown(null).runs, shown);
  player.own = new Map([["noise", 1]]);
  const turnedBy = player.shown(null).runs.map(({ path }) => structuredClone(path));
  player.rehearse();
  assert.deepEqual(player.rooms.get("sgd").theta.rows, turnedBy[0]);
});

test("a start put elsewhere before the answer to the last one stays under the hand until its own answer", () => {
  const played = Object.assign(Object.create(Live.prototype), { hand: { watch() {} }, put: null, data: { start: [0, 0] } });
  const hear = (start) => {
    const known = played.confirms({ start });
    played.fill({ start, runs: [] }, {}, undefined);
    return [known, played.put?.to ?? null];
  };
  played.keep([1, 1]);
  played.keep([2, 2]);
  assert.deepEqual(hear([0, 0]), [false, [2, 2]]); // an answer to something else
  assert.deepEqual(hear([1, 1]), [true, [2, 2]]);
  played.keep([0, 0]);
  assert.deepEqual(hear([2, 2]), [true, [0, 0]]);
  assert.deepEqual(hear([0, 0]), [true, null]);
  played.keep([3, 3]);
  assert.deepEqual(hear([9, 9]), [false, null]); // it was put elsewhere by other means
});
