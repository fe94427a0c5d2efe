import assert from "node:assert/strict";
import test from "node:test";
import { between, border, mixed, tinted, tints, unpacked } from "../../player/web/training/region.js";
import { roundTicks } from "../../player/web/canvas/axes.js";
import { powerTicks, scales, span, tickText } from "../../player/web/training/lines.js";
import { columnsFor } from "../../player/web/training/shape.js";
import { readingAt, Training } from "../../player/web/training/training.js";

test("cells come two in a byte, the first in the lower half, and the middle lies between two levels", () => {
  const cells = unpacked(Uint8Array.of(0x0f, 0x87));
  assert.equal(cells.length, 4);
  assert.ok(cells[0] > 0.9 && cells[1] < 0.1);
  assert.ok(cells[2] < 0.5 && cells[3] > 0.5);
  assert.ok(Math.abs(cells[2] + cells[3] - 1) < 1e-6);
  assert.ok(cells[3] - cells[2] < 0.01); // levels are close where no class leads
});

test("a step lies between two frames, and beyond none", () => {
  const frames = [0, 20, 40, 60];
  assert.deepEqual(between(frames, 0), [0, 0]);
  assert.deepEqual(between(frames, 30), [1, 0.5]);
  assert.deepEqual(between(frames, 60), [2, 1]);
  assert.deepEqual(between(frames, 99), [2, 1]);
  assert.deepEqual(between([0], 5), [0, 0]);
});

test("a run of fewer steps than frames has its last frame at its end", () => {
  const frames = [0, 0, 1, 1, 2, 2];
  assert.deepEqual(between(frames, 1.5), [3, 0.5]);
  assert.deepEqual(between(frames, 2), [4, 0]);
});

test("frames are mixed cell by cell", () => {
  assert.deepEqual([...mixed([0, 1], [1, 1], 0.25, new Float32Array(2))], [0.25, 1]);
});

test("the border of a slope is a straight line at its middle", () => {
  const size = 8;
  const cells = Array.from({ length: size * size }, (_, k) => ((k % size) + 0.5) / size);
  const pieces = border(cells, size);
  assert.equal(pieces.length, size - 1);
  for (const [p, q] of pieces) assert.ok(Math.abs(p[0] - 0.5) < 1e-9 && Math.abs(q[0] - 0.5) < 1e-9);
});

test("the border of an upper half lies in the middle, and above it is class 1", () => {
  const size = 6;
  const cells = Array.from({ length: size * size }, (_, k) => (Math.floor(k / size) < size / 2 ? 0 : 1));
  for (const [p] of border(cells, size)) assert.ok(Math.abs(p[1] - 0.5) < 1e-9);
  const pixels = new Uint8ClampedArray(size * size * 4);
  tinted(cells, size, tints([255, 255, 255], [[0, 0, 200], [200, 0, 0]], false), pixels);
  assert.ok(pixels[0] > pixels[2]); // the first row of pixels is the top: class 1
  assert.ok(pixels[pixels.length - 4] < pixels[pixels.length - 2]);
});

test("a saddle has two borders, and a flat region none", () => {
  assert.equal(border([0, 1, 1, 0], 2).length, 2);
  assert.equal(border([0.2, 0.2, 0.2, 0.2], 2).length, 0);
});

test("ticks are round numbers in the range", () => {
  assert.deepEqual(roundTicks(0, 600, 8), [0, 100, 200, 300, 400, 500, 600]);
  assert.deepEqual(roundTicks(0.3, 1, 4), [0.4, 0.6, 0.8, 1]);
  assert.deepEqual(powerTicks(0.01, 1, 4), [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1]);
  assert.deepEqual(powerTicks(1e-5, 1, 4), [1e-5, 1e-3, 0.1]);
});

test("a logarithmic axis has numbers however little the losses differ", () => {
  assert.deepEqual(powerTicks(0.52, 0.805, 4), [0.6, 0.7, 0.8]);
  for (let low = 0.011; low < 100; low *= 1.1) for (const wide of [1.33, 1.8, 2.5, 9, 99]) assert.ok(powerTicks(low, low * wide, 2).length > 0, `${low} × ${wide}`);
});

test("every tick reads as its own number", () => {
  assert.deepEqual(roundTicks(0, 20_000, 4).map(tickText), ["0", "5000", "10000", "15000", "20000"]);
  assert.deepEqual([1e-5, -2e-4, 0.05, 1.5e6].map(tickText), ["1e−5", "−2e−4", "0.05", "1.5e6"]);
});

test("the range leaves out what is not finite, and stays between its ends", () => {
  const [low, high] = span([[0.5, NaN, Infinity, 0.9]], { floor: 0, ceiling: 1 });
  assert.ok(low < 0.5 && high > 0.9 && high < 1);
  const [least, most] = span([[1e-9, 1]], { log: true, floor: 1e-5 });
  assert.ok(least > 1e-6 && most > 1 && most < 2);
  assert.deepEqual(span([[NaN]]), [0, 1]);
});

test("values lie where the axes say", () => {
  const at = scales({ steps: 100, range: [0.01, 1], log: true }, 400, 150);
  assert.equal(at.x(0), at.left);
  assert.equal(at.x(100), at.left + at.width);
  assert.equal(at.y(1), at.top);
  assert.ok(Math.abs(at.y(0.1) - (at.top + at.height / 2)) < 1e-9);
});

test("the reading is the last one that has been made", () => {
  assert.deepEqual([0, 9, 10, 25, 99].map((step) => readingAt([0, 10, 20], step)), [0, 0, 1, 2, 2]);
});

test("panels stand in even rows", () => {
  assert.equal(columnsFor(6, 906), 3);
  assert.equal(columnsFor(6, 360), 2);
  assert.equal(columnsFor(6, 300), 1);
  assert.equal(columnsFor(1, 906), 1);
  assert.equal(columnsFor(4, 906), 4);
});

/** A part of a page that bears whatever is done with it. */
const page = new Proxy(() => {}, {
  get: (_, name) => (name === Symbol.toPrimitive ? () => "" : page),
  set: () => true,
  apply: () => page,
});

test("who goes to another picture before the playback has begun is not overruled by its beginning", () => {
  Object.assign(globalThis, { document: page, ResizeObserver: class { observe() {} }, STYLE: "", addEventListener() {}, devicePixelRatio: 1, matchMedia: () => new EventTarget() });
  const training = new Training(page);
  Object.assign(training, { data: { frames: [0, 20, 40] }, tick() {} });
  training.timeline.resize(40);
  for (const [name, step] of [["forward", 20], ["forward", 40], ["back", 20]]) {
    let begins = true;
    training.unsee = () => (begins = false);
    training.commands[name]();
    assert.deepEqual([training.timeline.step, begins], [step, false], name);
  }
});

test("a picture of the networks that cannot be saved is told", async (t) => {
  t.mock.method(console, "error", () => {});
  const node = new Proxy({}, { get: (own, name) => own[name] ?? page });
  globalThis.document = { createElement: () => node, addEventListener() {} };
  const training = Object.assign(new Training(page), { data: { text: { unsaved: "Not saved." } }, image: () => Promise.reject(new Error("no")) });
  await training.commands.image();
  assert.deepEqual([node.textContent, node.hidden], ["Not saved.", false]);
});
