import assert from "node:assert/strict";
import test from "node:test";
import { heightAt, hidden, times } from "../../player/web/stage/deep.js";
import { shade } from "../../player/web/canvas/sketch.js";

const SHIFT = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 2, 3, 4, 1];
const TWICE = [2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 1];
// z = x + 10 y, sampled on 3 × 2 points.
const PLANE = { x: [0, 1, 2], y: [0, 1], z: [[0, 1, 2], [10, 11, 12]] };
// A wall at x = 2 on flat ground.
const WALL = { x: [0, 1, 2, 3, 4], y: [0, 1], z: [[0, 0, 5, 0, 0], [0, 0, 5, 0, 0]] };

test("matrices are multiplied column by column, the right one first", () => {
  assert.deepEqual(times(SHIFT, TWICE), [2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 2, 0, 2, 3, 4, 1]);
  assert.deepEqual(times(TWICE, SHIFT), [2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 2, 0, 4, 6, 8, 1]);
});

test("a plane is interpolated exactly, and its last point is inside", () => {
  for (const [x, y] of [[0, 0], [0.5, 0.25], [1.75, 0.5]]) assert.ok(Math.abs(heightAt(PLANE, x, y) - (x + 10 * y)) < 1e-12);
  assert.ok(Math.abs(heightAt(PLANE, 2, 1) - 12) < 0.05);
});

test("a wall hides what lies behind it from a low eye, not from a high one", () => {
  const point = [0.5, 0.5, 0.1];
  assert.equal(hidden(WALL, point, [10, 0.5, 2], 0.05), true);
  assert.equal(hidden(WALL, point, [10, 0.5, 100], 0.05), false);
  assert.equal(hidden(WALL, point, [-10, 0.5, 2], 0.05), false);
  assert.equal(hidden(WALL, point, [0.5, 0.5, 9], 0.05), false);
});

test("a shade lies between the colours of its neighbours", () => {
  const scale = [[0, [0, 0, 0]], [0.5, [100, 0, 0]], [1, [100, 200, 0]]];
  assert.deepEqual(shade(scale, 0), [0, 0, 0]);
  assert.deepEqual(shade(scale, 0.25), [50, 0, 0]);
  assert.deepEqual(shade(scale, 0.75), [100, 100, 0]);
  assert.deepEqual(shade(scale, 1), [100, 200, 0]);
});
