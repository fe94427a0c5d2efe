// Where the panels of a player stand.
import assert from "node:assert/strict";
import test from "node:test";
import { layFlat } from "../../player/web/stage/flat.js";

const LETTER = 6; // px

/** The tiles of three panels of a view that goes as far in all directions. */
function tilesOf(far) {
  const ctx = { measureText: (text) => ({ width: LETTER * text.length }) };
  const player = {
    data: { least: 230, tallest: 520, labels: 34 },
    scene: { view: { x0: -far, x1: far, y0: -far, y1: far }, square: false },
    room: { stage: 900 },
    theme: { small: 11, font: "" },
    still: { canvas: { getContext: () => ctx } },
    legend: { lines: () => 1 },
  };
  return layFlat(player, 3, true).tiles;
}

test("a panel has room for its longest number beside it, and for half of the last one below it", () => {
  for (const [far, longest, last] of [[5, "−4", "4"], [1000, "−1000", "1000"], [0.001, "−0.0010", "0.0010"]]) {
    const [first, second, third] = tilesOf(far);
    assert.ok(first.left >= LETTER * longest.length + 6, longest);
    assert.ok(third.left + third.width + (LETTER * last.length) / 2 <= 900, last);
    assert.ok(first.left + first.width + (LETTER * (last.length + longest.length)) / 2 <= second.left, "both meet");
  }
});

test("short numbers take no more room than a panel has for them anyway", () => {
  assert.deepEqual(tilesOf(5).map(({ left, width }) => [left, width]), [[34, 256], [334, 256], [634, 256]]);
});
