import assert from "node:assert/strict";
import test from "node:test";
import { whenDensityTurns } from "../../player/web/canvas/density.js";
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

test("what waits for another density of the screen is told of each, until it is gone", () => {
  const asked = [];
  Object.assign(globalThis, {
    devicePixelRatio: 1,
    matchMedia: (query) => asked[asked.push(Object.assign(new EventTarget(), { query })) - 1],
  });
  const over = new AbortController();
  let turns = 0;
  const turn = (density) => {
    globalThis.devicePixelRatio = density;
    asked.at(-1).dispatchEvent(new Event("change"));
  };
  whenDensityTurns(() => (turns += 1), over.signal);
  turn(1.25);
  turn(2);
  over.abort();
  turn(1);
  assert.equal(turns, 2);
  assert.deepEqual(asked.map(({ query }) => query), ["1", "1.25", "2"].map((density) => `(resolution: ${density}dppx)`));
});
