import assert from "node:assert/strict";
import test from "node:test";
import { marksOf } from "../../player/web/hand/key.js";

const run = (left = null, diverged = null) => ({ left, diverged });
const scene = (...kinds) => ({ marks: kinds.map((kind) => ({ kind })) });

test("only marks that occur are explained, in one order", () => {
  assert.deepEqual(marksOf({ start: [0, 0], runs: [run()] }, scene("saddle", "minimum", "minimum")), ["start", "head", "minimum", "saddle"]);
  assert.deepEqual(marksOf({ start: null, runs: [run(3), run(2, 5)] }, scene()), ["head", "left", "diverged"]);
  assert.deepEqual(marksOf({ start: null, runs: [run(2, 5)] }, scene()), ["head", "diverged"]);
});

test("on the landscape a path that leaves the view has no mark", () => {
  assert.deepEqual(marksOf({ start: null, runs: [run(3)] }, scene("local"), true), ["head", "local"]);
});

test("the point that counts is explained where a run has one", () => {
  const beside = { ...run(), answer: [[0, 0]] };
  assert.deepEqual(marksOf({ start: null, runs: [run(), beside] }, scene()), ["head", "answer"]);
  assert.deepEqual(marksOf({ start: null, runs: [beside] }, scene(), true), ["head", "answer"]);
});

test("what only a hidden run has is not explained", () => {
  const away = { ...run(2, 5), hidden: true, answer: [[0, 0]] };
  assert.deepEqual(marksOf({ start: null, runs: [run(), away] }, scene()), ["head"]);
  assert.deepEqual(marksOf({ start: null, runs: [away] }, scene("saddle")), ["saddle"]);
});
