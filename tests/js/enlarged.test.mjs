// A slide, which is enlarged: the pointer is told in px of the window, the page's parts in px of their own.
import assert from "node:assert/strict";
import { test } from "node:test";

const ZOOM = 2;

/** A part of an enlarged page, `wide` px of the page. */
class Part extends EventTarget {
  currentCSSZoom = ZOOM;
  style = { setProperty() {} };
  constructor(left = 0, wide = 0) {
    super();
    Object.assign(this, { left, wide });
  }
  append() {}
  focus() {}
  setPointerCapture() {}
  setAttribute(name, value) {
    this[name] = value;
  }
  getContext() {}
  getBoundingClientRect() {
    return { left: ZOOM * this.left, top: 0, width: ZOOM * this.wide };
  }
}
globalThis.document = { createElement: () => new Part() };
const { slider } = await import("../../player/web/hand/slider.js");
const { Curves } = await import("../../player/web/stage/curve.js");
const { stillOf } = await import("../../player/web/take/take.js");

/** An event of a pointer so many px of the page from the left. */
const pointer = (type, x) => Object.assign(new Event(type, { cancelable: true }), { clientX: ZOOM * x, offsetX: ZOOM * x, button: 0, pointerId: 1, pointerType: "mouse" });

test("a slider stands where its thumb is put", () => {
  const turned = [];
  const made = slider("scrub", (value) => turned.push(value));
  Object.assign(made.node, { left: 20, wide: 216 });
  made.show(100, 200);
  for (const at of [0, 50, 200]) for (const type of ["pointerdown", "pointerup"]) made.node.dispatchEvent(pointer(type, 28 + at));
  assert.deepEqual(turned, [0, 50, 200]);
});

test("a curve tells the step that is pointed to", () => {
  const curves = new Curves(/** @type {any} */ ({ near: true }));
  const told = [];
  Object.assign(curves, { tell: (x) => told.push(x) });
  Object.assign(curves.box, { left: 20 });
  curves.box.dispatchEvent(pointer("pointermove", 70));
  assert.deepEqual(told, [50]);
});

test("what is told of a curve is of the runs as they are by now", () => {
  const curves = new Curves(/** @type {any} */ ({ near: false }));
  const style = { color: "#123456" };
  const theme = /** @type {any} */ ({ ink: () => ({ fill: style.color, edge: null }) });
  const runs = (value) => /** @type {any} */ ([{ name: "Adam", curve: [value, value], style }]);
  const said = [];
  Object.assign(curves, { curve: { y: {} }, tile: { x: () => 1 }, width: 100, runs: runs(1), theme });
  Object.assign(curves.told, { replaceChildren: (_step, ...rows) => said.push(rows.length) });
  curves.tell(50);
  curves.paint(runs(2), theme);
  curves.tell(null);
  curves.paint(runs(3), theme);
  assert.equal(said.length, 2);
});

test("a take has the size of the page, not that of the window", async () => {
  const title = Object.assign(new Part(60), { dataset: { run: "adam" } });
  const player = { node: new Part(20, 500), stage: new Part(30, 480), legend: { node: { children: [title] } }, curves: {}, view: "panels", data: { runs: [{ key: "adam" }] }, flat: { clientHeight: 200 }, timeline: { step: 0 } };
  const { width, left, titles } = await stillOf(player, "png", false);
  assert.deepEqual([width, left, titles[0].x], [500, 10, 40]);
});
