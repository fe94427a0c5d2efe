// A line through many points, with no more of them than the eye can tell apart.
import assert from "node:assert/strict";
import { test } from "node:test";
import { polyline } from "../../player/web/canvas/polyline.js";

const TOLD = 0.1 + 1e-9; // px

/** The lines that are drawn for these, each a list of points. */
function drawn(...lines) {
  const found = [];
  const line = polyline({ moveTo: (x, y) => found.push([[x, y]]), lineTo: (x, y) => found.at(-1).push([x, y]) });
  for (const points of lines) points.forEach(([x, y], i) => line[i ? "to" : "from"](x, y));
  line.end();
  return found;
}

function distance([x, y], [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const along = dx || dy ? Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy))) : 0;
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

/** How far a point lies at the most from the part of the line between the points drawn before and after it. */
function farthest(points, line) {
  let [part, most] = [1, 0];
  for (const point of points.slice(1)) {
    most = Math.max(most, distance(point, line[part - 1], line[part]));
    if (part < line.length - 1 && String(point) === String(line[part])) part += 1;
  }
  return most;
}

/** Numbers from 0 to 1 that look like chance (Park and Miller 1988). */
function chance(seed) {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

const spiral = Array.from({ length: 900 }, (_, k) => [(40 + k / 20) * Math.cos(k / 80), (40 + k / 20) * Math.sin(k / 80)]);
const swing = Array.from({ length: 300 }, (_, k) => [90 * 0.98 ** k * Math.cos(3 * k), 2 + 0.01 * k]);
const rough = (seed, stride) => {
  const next = chance(seed);
  let [x, y] = [0, 0];
  return Array.from({ length: 300 }, () => [(x += stride * (next() - 0.4)), (y += stride * (next() - 0.5))]);
};

for (const [name, points] of Object.entries({ spiral, swing, rough: rough(7, 3), fine: rough(11, 0.3), "very fine": rough(13, 0.03) })) {
  test(`no point lies farther from the line than the eye can tell: ${name}`, () => {
    const [line] = drawn(points);
    assert.ok(farthest(points, line) <= TOLD, `${farthest(points, line)} px`);
    assert.deepEqual([line[0], line.at(-1)], [points[0], points.at(-1)]);
    assert.ok(line.length <= points.length);
  });
}

test("a straight line is its two ends, and a smooth one has few points", () => {
  assert.deepEqual(drawn(Array.from({ length: 100 }, (_, k) => [k, 2 * k])), [[[0, 0], [99, 198]]]);
  assert.ok(drawn(spiral)[0].length < spiral.length / 5);
});

test("where a path turns back on itself, the turn is kept", () => {
  assert.deepEqual(drawn([[0, 0], [5, 0], [10, 0], [7, 0], [2, 0], [4, 0]]), [[[0, 0], [10, 0], [2, 0], [4, 0]]]);
});

test("a path that comes back to its start is not lost", () => {
  assert.deepEqual(drawn([[0, 0], [8, 0], [0, 0]]), [[[0, 0], [8, 0], [0, 0]]]);
});

test("each line begins anew, and a point alone draws none", () => {
  assert.deepEqual(drawn([[0, 0], [3, 0]], [[9, 9]], [[5, 5], [5, 8], [5, 9]]), [[[0, 0], [3, 0]], [[9, 9]], [[5, 5], [5, 9]]]);
});
