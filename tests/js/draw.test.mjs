import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import test from "node:test";
import { DASHES, drawSample, marker, noteAt, startAt, tileOf } from "../../player/web/stage/draw.js";
import { inline } from "../../player/web/canvas/pen.js";

const span = (range, offset, length) => ({ range, offset, length });

test("a tile maps data to pixels and back", () => {
  const tile = tileOf(span([-2, 2], 30, 400), span([-1, 3], 20, 200));
  assert.deepEqual([tile.px(-2), tile.px(2)], [30, 430]);
  assert.deepEqual([tile.py(-1), tile.py(3)], [220, 20]);
  assert.deepEqual(tile.pixel, [0.01, 0.02]);
  for (const value of [-2, -0.3, 0, 1.7]) {
    assert.ok(Math.abs(tile.x(tile.px(value)) - value) < 1e-12);
    assert.ok(Math.abs(tile.y(tile.py(value)) - value) < 1e-12);
  }
});

test("an axis drawn from high to low still has its box in order", () => {
  const { box } = tileOf(span([2, -2], 0, 10), span([3, -1], 0, 10));
  assert.deepEqual(box, { x0: -2, x1: 2, y0: -1, y1: 3 });
});

test("every dash and every head that the looks of rules have can be drawn", () => {
  const program = `
import json
from networks import MUON
from optimizers import OPTIMIZERS
from optimizers.typed import LOOKS
looks = [*(rule.look for rule in OPTIMIZERS.values()), MUON.look, *LOOKS]
print(json.dumps([[look.dash, look.marker] for look in looks]))
`;
  const outline = (name) => {
    const drawn = [];
    const put = (...at) => drawn.push(at);
    marker({ beginPath() {}, closePath() {}, arc: put, moveTo: put, lineTo: put }, name, 0, 0, 1);
    return String(drawn);
  };
  for (const [dash, head] of JSON.parse(String(execFileSync(process.env.PYTHON, ["-c", program])))) {
    assert.ok(Object.hasOwn(DASHES, dash), dash);
    assert.ok(head === "circle" || outline(head) !== outline("circle"), head);
  }
});

test("a note beside a mark is whole in the view, on whichever side there is room", () => {
  assert.deepEqual(noteAt(20, 50, 0, 100, 10), { left: 30, beside: true });
  assert.deepEqual(noteAt(90, 50, 0, 100, 10), { left: 30, beside: true });
  for (let x = 0; x <= 100; x += 1) {
    for (const width of [10, 50, 90, 100]) {
      const { left, beside } = noteAt(x, width, 0, 100, 10);
      assert.ok(left >= 0 && left + width <= 100, `${width} px at ${x}`);
      if (beside) assert.ok(left >= x + 10 || left + width <= x - 10);
    }
  }
});

test("the start is shown at the edge of a view in which it does not lie", () => {
  const tile = tileOf(span([-2, 2], 30, 400), span([-1, 3], 20, 200));
  assert.deepEqual(startAt(tile, [0, 1]), [230, 120]);
  assert.deepEqual(startAt(tile, [99, -99]), [430, 220]);
});

test("every sample of a mark and of a line is a picture that says nothing", () => {
  const theme = { text: "#000", muted: "#666", background: "#fff", font: "serif", small: 11, ink: () => ({ fill: "#123456", edge: null }) };
  for (const kind of ["start", "head", "answer", "minimum", "local", "saddle", "maximum", "left", "diverged"]) {
    const html = inline(24, 16, (pen) => drawSample(pen, kind, 12, 8, theme));
    assert.match(html, /^<svg [^>]*aria-hidden="true"><(path|text) .*<\/svg>$/, kind);
    assert.doesNotMatch(html, /NaN|undefined/, kind);
  }
});
