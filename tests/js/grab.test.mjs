import assert from "node:assert/strict";
import test from "node:test";
import { nudged } from "../../player/web/hand/grab.js";

const VIEW = { x0: -2, x1: 2, y0: -1, y1: 3 };

test("an arrow key moves the start a hundredth of the view, with the shift key a tenth", () => {
  assert.deepEqual(nudged([0, 0], VIEW, "ArrowRight", false), [0.04, 0]);
  assert.deepEqual(nudged([0, 0], VIEW, "ArrowUp", false), [0, 0.04]);
  assert.deepEqual(nudged([0, 0], VIEW, "ArrowLeft", true), [-0.4, 0]);
  assert.deepEqual(nudged([0, 0], VIEW, "ArrowDown", true), [0, -0.4]);
});

test("a way and the same way back lead to the start", () => {
  const there = nudged([-1.2, 1], VIEW, "ArrowRight", false);
  assert.deepEqual(nudged(there, VIEW, "ArrowLeft", false), [-1.2, 1]);
});

test("the start stays in the view, and comes back into it", () => {
  assert.deepEqual(nudged([1.99, 0], VIEW, "ArrowRight", false), [2, 0]);
  assert.deepEqual(nudged([9, 9], VIEW, "ArrowLeft", false), [2, 3]);
});

test("other keys are not the start's", () => {
  for (const key of ["Enter", " ", "Home", "a"]) assert.equal(nudged([0, 0], VIEW, key, false), null);
});
