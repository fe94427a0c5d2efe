import assert from "node:assert/strict";
import test from "node:test";
import { turned } from "../../player/web/live.js";

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
