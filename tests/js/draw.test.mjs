import assert from "node:assert/strict";
import test from "node:test";
import { DASHES, tileOf } from "../../player/web/draw.js";

const axis = (range, offset, length) => ({ range, _offset: offset, _length: length });

test("a tile maps data to pixels and back", () => {
  const tile = tileOf(axis([-2, 2], 30, 400), axis([-1, 3], 20, 200));
  assert.deepEqual([tile.px(-2), tile.px(2)], [30, 430]);
  assert.deepEqual([tile.py(-1), tile.py(3)], [220, 20]);
  assert.deepEqual(tile.pixel, [0.01, 0.02]);
  for (const value of [-2, -0.3, 0, 1.7]) {
    assert.ok(Math.abs(tile.x(tile.px(value)) - value) < 1e-12);
    assert.ok(Math.abs(tile.y(tile.py(value)) - value) < 1e-12);
  }
});

test("an axis drawn from high to low still has its box in order", () => {
  const { box } = tileOf(axis([2, -2], 0, 10), axis([3, -1], 0, 10));
  assert.deepEqual(box, { x0: -2, x1: 2, y0: -1, y1: 3 });
});

test("every dash of plotly's that the looks use can be drawn", () => {
  assert.deepEqual(Object.keys(DASHES).sort(), ["dash", "dashdot", "dot", "longdash", "longdashdot", "solid"]);
});
