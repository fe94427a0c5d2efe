import assert from "node:assert/strict";
import test from "node:test";
import { spansOf, clip, exit, grid, inside, margins, snap, snugHeight, three, panelHeight } from "../../player/web/stage/geometry.js";

const BOX = { x0: -1, x1: 1, y0: -2, y1: 2 };

// A repeatable stream of numbers in [0, 1) (Park and Miller 1988).
function numbers(seed) {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

test("clipping keeps the part inside", () => {
  assert.deepEqual(clip(-3, 0, 3, 0, BOX), [-1, 0, 1, 0]);
  assert.deepEqual(clip(0, 0, 0.5, 1, BOX), [0, 0, 0.5, 1]);
  assert.deepEqual(clip(0, 0, 0, 8, BOX), [0, 0, 0, 2]);
  assert.equal(clip(2, 0, 3, 1, BOX), null);
  assert.equal(clip(-3, 0, 0, 9, BOX), null);
  assert.equal(clip(5, -5, 5, 5, BOX), null);
});

test("a point is a segment too", () => {
  assert.deepEqual(clip(0.5, 0.5, 0.5, 0.5, BOX), [0.5, 0.5, 0.5, 0.5]);
  assert.equal(clip(5, 5, 5, 5, BOX), null);
});

test("a segment with an end that is no number has no part inside", () => {
  for (const bad of [NaN, Infinity, -Infinity]) {
    assert.equal(clip(0, 0, bad, 0, BOX), null);
    assert.equal(clip(0, bad, 0, 0, BOX), null);
  }
});

test("clipping agrees with sampling the segment", () => {
  const next = numbers(7);
  const draw = () => 8 * next() - 4;
  for (let i = 0; i < 500; i += 1) {
    const [ax, ay, bx, by] = [draw(), draw(), draw(), draw()];
    const seen = [];
    for (let s = 0; s <= 1000; s += 1) {
      const [x, y] = [ax + ((bx - ax) * s) / 1000, ay + ((by - ay) * s) / 1000];
      if (inside(x, y, BOX)) seen.push([x, y]);
    }
    const part = clip(ax, ay, bx, by, BOX);
    if (seen.length === 0) {
      // At most a corner, smaller than the sampling, is cut off.
      if (part) assert.ok(Math.hypot(part[2] - part[0], part[3] - part[1]) < 0.02);
      continue;
    }
    const expected = [...seen[0], ...seen.at(-1)];
    expected.forEach((value, k) => assert.ok(Math.abs(part[k] - value) < 0.02));
  }
});

test("huge steps are clipped without being lost", () => {
  const [x0, y0, x1, y1] = clip(0, 0, 1e30, 1e30, BOX);
  assert.deepEqual([x0, y0], [0, 0]);
  assert.ok(Math.abs(x1 - 1) < 1e-9 && Math.abs(y1 - 1) < 1e-9);
});

test("the exit is where the path last crossed the edge", () => {
  const path = [[0, 0], [2, 0], [0, 0], [0, 4], [9, 9]];
  assert.equal(exit(path, 0, BOX), null);
  assert.deepEqual(exit(path, 1, BOX), { x: 1, y: 0, dx: 2, dy: 0, step: 1 });
  assert.equal(exit(path, 2, BOX), null);
  assert.deepEqual(exit(path, 4, BOX), { x: 0, y: 2, dx: 0, dy: 4, step: 3 });
});

test("a path that breaks off leaves at its last point, one that never was inside nowhere", () => {
  assert.deepEqual(exit([[0.5, 0.5], [NaN, NaN]], 1, BOX), { x: 0.5, y: 0.5, dx: 0, dy: 0, step: 1 });
  assert.deepEqual(exit([[0, 0], [Infinity, 0]], 1, BOX), { x: 0, y: 0, dx: 0, dy: 0, step: 1 });
  assert.equal(exit([[5, 5], [6, 6]], 1, BOX), null);
});

test("panels fill the grid and keep their least width where they can", () => {
  assert.deepEqual(grid(6, 900), { columns: 3, rows: 2 });
  assert.deepEqual(grid(6, 350), { columns: 1, rows: 6 });
  assert.deepEqual(grid(4, 2000), { columns: 4, rows: 1 });
  assert.deepEqual(grid(1, 900), { columns: 1, rows: 1 });
  assert.deepEqual(grid(0, 900), { columns: 1, rows: 1 });
  for (let count = 1; count <= 28; count += 1) {
    for (const width of [10, 230, 350, 460, 700, 950, 1900]) {
      const { columns, rows } = grid(count, width);
      assert.ok(columns * rows >= count && columns * (rows - 1) < count && columns <= 4);
      assert.ok(columns === 1 || width / columns >= 230);
    }
  }
});

test("panels stand in their grid and do not overlap", () => {
  const boxes = spansOf({ x0: 0, x1: 1, y0: 0, y1: 1 }, false, 5, 3, 900, 400);
  assert.equal(boxes.length, 5);
  boxes.forEach(([x, y], i) => {
    assert.ok(x.offset >= 0 && x.length > 0 && x.offset + x.length <= 900);
    assert.ok(y.offset >= 0 && y.length > 0 && y.offset + y.length <= 400);
    boxes.slice(i + 1).forEach(([u, v]) => {
      const apart = (a, b) => a.offset + a.length <= b.offset || b.offset + b.length <= a.offset;
      assert.ok(apart(x, u) || apart(y, v));
    });
  });
});

test("a number has no more digits than a pixel can tell, and stays within half a pixel", () => {
  assert.equal(snap(0.123456, 0.01), 0.12);
  assert.equal(snap(123.456, 10), 123);
  const next = numbers(11);
  for (let i = 0; i < 200; i += 1) {
    const unit = 10 ** (6 * next() - 5);
    const value = 100 * next() - 50;
    assert.ok(Math.abs(snap(value, unit) - value) <= Math.max(unit, 1) / 2);
    if (unit < 1) assert.ok(Math.abs(snap(value, unit) - value) <= unit / 2);
  }
});

test("three digits, whatever the size", () => {
  const read = { 0: "0", 1: "1.00", 0.5: "0.500", 123.4: "123", 0.00123: "0.00123" };
  for (const [value, text] of Object.entries(read)) assert.equal(three(Number(value)), text);
  assert.equal(three(1.2345e-7), "1.23e−7");
  assert.equal(three(-9.876e20), "−9.88e20");
  assert.equal(three(Infinity), "∞");
  assert.equal(three(-Infinity), "−∞");
  assert.equal(three(NaN), "NaN");
});

test("axes fill their panel, or stand in its middle if they have one scale", () => {
  const view = { x0: 0, x1: 4, y0: 0, y1: 2 };
  const [, [x, y]] = spansOf(view, false, 2, 2, 400, 200, margins(30));
  assert.deepEqual([x.offset, x.length, y.offset, y.length].map(Math.round), [230, 160, 26, 152]);
  const [[ex, ey]] = spansOf(view, true, 2, 2, 400, 200, margins(30));
  assert.deepEqual([ex.offset, ex.length, ey.offset, ey.length].map(Math.round), [30, 160, 62, 80]);
});

test("square panels are as tall as they are wide, and stack larger on a phone", () => {
  const row = { columns: 4, rows: 1 };
  assert.ok(panelHeight(225, row, true, 520) > 225);
  assert.ok(panelHeight(225, row, false, 520) < 225);
  assert.equal(panelHeight(300, { columns: 3, rows: 2 }, true, 520), 235);
  assert.equal(panelHeight(358, { columns: 1, rows: 6 }, true, 520), 260);
  assert.equal(panelHeight(358, { columns: 1, rows: 6 }, false, 520), 190);
  assert.equal(panelHeight(900, { columns: 1, rows: 1 }, true, 300), 300);
});

test("a panel with one scale is as high as its view is wide, and no higher", () => {
  const gap = margins(30);
  const view = { x0: -5, x1: 5, y0: -3, y1: 3 };
  const height = snugHeight(300, view, gap);
  const [[x, y]] = spansOf(view, true, 1, 1, 300, height, gap);
  assert.ok(Math.abs(x.length - (300 - gap.left - gap.right)) < 1e-9);
  assert.ok(Math.abs(y.length - (height - gap.top - gap.bottom)) < 1e-9);
  assert.equal(snugHeight(300, { ...view, y0: 0, y1: 0.1 }, gap), 130);
});
