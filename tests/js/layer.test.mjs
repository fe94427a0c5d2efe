import assert from "node:assert/strict";
import test from "node:test";
import { layer } from "../../player/web/canvas/layer.js";

/** A layer, what was done with its canvas, and what it asks. */
function told(sight) {
  const done = [];
  const ctx = { setTransform() {}, clearRect: () => done.push("clear") };
  const canvas = {
    style: {},
    setAttribute() {},
    append() {},
    getContext: () => ctx,
    set width(px) {
      done.push(`${px} wide`);
    },
  };
  Object.assign(globalThis, { document: { createElement: () => canvas }, devicePixelRatio: 1 });
  const { paint } = layer({ append() {} }, sight);
  return { done, paint: (width) => paint(width, 10, () => done.push("draw")) };
}

test("a canvas has its size once, and is cleared before it is drawn again", () => {
  const { done, paint } = told();
  [20, 20, 30].forEach(paint);
  assert.deepEqual(done, ["20 wide", "clear", "draw", "clear", "draw", "30 wide", "clear", "draw"]);
});

test("nothing is drawn as long as it is far", () => {
  const sight = { near: false, paper: false };
  const { done, paint } = told(sight);
  paint(20);
  assert.deepEqual(done, []);
  sight.near = true;
  paint(20);
  assert.deepEqual(done, ["20 wide", "clear", "draw"]);
});

test("on paper nothing is cleared, since that would clear the pictures under it too", () => {
  const sight = { near: true, paper: true };
  const { done, paint } = told(sight);
  [20, 20].forEach(paint);
  sight.paper = false;
  [20, 20].forEach(paint);
  assert.deepEqual(done, ["20 wide", "draw", "20 wide", "draw", "20 wide", "clear", "draw", "clear", "draw"]);
});
