import assert from "node:assert/strict";
import test from "node:test";
import { grab, nudged } from "../../player/web/hand/grab.js";
import { Panel } from "../../player/web/page/chart.js";
import { Painting } from "../../player/web/training/painting.js";

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

test("an arrow key leaves the other coordinate as it is: beside a saddle its last digits decide", () => {
  assert.deepEqual(nudged([-1.5, 1e-6], VIEW, "ArrowRight", false), [-1.46, 1e-6]);
  assert.deepEqual(nudged([1e-6, 1], VIEW, "ArrowDown", true), [1e-6, 0.6]);
});

test("other keys are not the start's", () => {
  for (const key of ["Enter", " ", "Home", "a"]) assert.equal(nudged([0, 0], VIEW, key, false), null);
});

/** An event of a pointer at (x, y); the first finger's, if not of another `finger`. */
const pointer = (type, x, y, finger = 1, buttons = 1) => Object.assign(new Event(type), { clientX: x, clientY: y, button: 0, buttons, pointerId: finger, isPrimary: finger === 1, pointerType: "touch" });

/** The window. */
function windowed() {
  const around = new EventTarget();
  globalThis.addEventListener = around.addEventListener.bind(around);
  return around;
}

/** Presses Escape; whether that is left to the page, which would leave a slide. */
const escape = (around) => around.dispatchEvent(Object.assign(new Event("keydown", { cancelable: true }), { key: "Escape" }));

/** A player whose start lies at (50, 50); `told`: where it is held, and how that ends; `around`: the
 *  window. `taken`: by its grip, else by the place in the panel. */
function held({ taken = true, zoom = 1 } = {}) {
  const around = windowed();
  const grip = taken ? { dataset: { tile: 0 } } : null;
  const stage = Object.assign(new EventTarget(), { currentCSSZoom: zoom, getBoundingClientRect: () => ({ left: 0, top: 0 }), setPointerCapture() {} });
  const tile = { left: 0, top: 0, width: 100, height: 100, box: { x0: 0, x1: 100, y0: 0, y1: 100 }, pixel: [1, 1], x: (px) => px, y: (py) => py, px: (x) => x, py: (y) => y };
  const told = [];
  const player = { stage, tiles: [tile], data: { movable: true, start: [50, 50] }, over: new AbortController(), hold: (point) => told.push(point), release: (keep) => told.push(keep) };
  stage.addEventListener("pointerdown", (event) => grab(player, Object.assign(event, { pointerType: taken ? "touch" : "mouse" })));
  stage.closest = () => grip; // the event's target
  const act = (...acts) => acts.forEach(([type, x, finger, buttons]) => stage.dispatchEvent(pointer(`pointer${type}`, x, x, finger, buttons)));
  return { told, player, act, around };
}

test("a second finger neither moves the start nor ends the drag of it", () => {
  const { told, act } = held();
  act(["down", 50, 1], ["down", 10, 2], ["move", 11, 2], ["move", 60, 1], ["up", 11, 2], ["move", 70, 1], ["up", 70, 1]);
  assert.deepEqual(told, [[60, 60], [70, 70], [70, 70], true]);
});

test("a drag whose release nobody has told of ends where the hand was, at the first move without a button", () => {
  const { told, act } = held();
  act(["down", 50], ["move", 60], ["move", 80, 1, 0], ["move", 90, 1, 0]);
  assert.deepEqual(told, [[60, 60], true]);
});

test("on a slide, which is enlarged, the start stays under the hand", () => {
  for (const taken of [true, false]) {
    const { told, act } = held({ taken, zoom: 2 });
    act(["down", 100], ["move", 120], ["up", 120]);
    assert.deepEqual(told.slice(-2), [[60, 60], true], `taken: ${taken}`);
  }
});

test("Escape ends a drag, and the start is where it was", () => {
  for (const taken of [true, false]) {
    const { told, act, around } = held({ taken });
    act(["down", 50], ["move", 60]);
    assert.equal(escape(around), false);
    act(["move", 70], ["up", 70]);
    assert.equal(escape(around), true);
    assert.deepEqual(told.slice(-2), [[60, 60], false], `taken: ${taken}`);
  }
});

test("a drag goes on in the panel as it is by now", () => {
  const { told, player, act } = held();
  act(["down", 52], ["move", 62]);
  player.tiles = [{ ...player.tiles[0], x: (px) => px / 2, y: (py) => py / 2 }];
  act(["move", 82], ["up", 82]);
  assert.deepEqual(told, [[60, 60], [40, 40], [40, 40], true]);
});

test("a browser that cannot join signals drags, and clicks into charts, until they are gone", (t) => {
  const { any } = AbortSignal;
  AbortSignal.any = undefined;
  t.after(() => (AbortSignal.any = any));
  const { told, player, act } = held();
  act(["down", 50], ["move", 60]);
  player.over.abort();
  act(["move", 70], ["up", 70]);
  assert.deepEqual(told, [[60, 60]]);

  const around = windowed();
  const over = new AbortController();
  let clicks = 0;
  const panel = Object.assign(Object.create(Panel.prototype), { axes: [], signal: over.signal, click: () => (clicks += 1) });
  for (let k = 0; k < 2; k += 1) {
    panel.press(pointer("pointerdown", 5, 5));
    around.dispatchEvent(pointer("pointerup", 5, 5));
    around.dispatchEvent(pointer("pointerup", 5, 5));
  }
  panel.press(pointer("pointerdown", 5, 5));
  over.abort();
  around.dispatchEvent(pointer("pointerup", 5, 5));
  assert.equal(clicks, 2);
});

/** A plane of 100 × 100 px on which points are painted, the window's events, and how many points were told. */
function painted() {
  const around = windowed();
  const box = { left: 0, top: 0, right: 100, bottom: 100 };
  const told = [];
  const painting = Object.assign(Object.create(Painting.prototype), {
    data: { most: 9, view: [[0, 100], [100, 0]] },
    points: [],
    side: 100,
    stage: { focus() {}, getBoundingClientRect: () => box },
    paint() {},
    send: ({ points }) => told.push(points.length),
  });
  return { painting, around, told };
}

test("a row of points whose release nobody has told of ends at the first move without a button", () => {
  const { painting, around, told } = painted();
  painting.press(pointer("pointerdown", 50, 50));
  for (const x of [70, 90]) around.dispatchEvent(pointer("pointermove", x, x, 1, 0));
  assert.deepEqual(painting.points.map(([x]) => x), [50]);
  assert.deepEqual(told, [1]);
});

test("a second finger neither paints nor ends a row of points", () => {
  const { painting, around, told } = painted();
  painting.press(pointer("pointerdown", 50, 50));
  painting.press(pointer("pointerdown", 10, 10, 2));
  for (const [type, x, finger] of [["pointermove", 20, 2], ["pointerup", 20, 2], ["pointermove", 70, 1], ["pointerup", 70, 1]]) around.dispatchEvent(pointer(type, x, x, finger));
  assert.deepEqual(painting.points.map(([x]) => x), [50, 70]);
  assert.deepEqual(told, [2]);
});

test("Escape takes a row of points back, and none of them is told", () => {
  const { painting, around, told } = painted();
  const points = [[1, 1, 0]];
  Object.assign(painting, { points, turn: 1 });
  Object.assign(painting.data, { points: [], turn: 0 });
  painting.press(pointer("pointerdown", 50, 50));
  around.dispatchEvent(pointer("pointermove", 70, 70));
  escape(around);
  for (const type of ["pointermove", "pointerup"]) around.dispatchEvent(pointer(type, 90, 90));
  assert.deepEqual(painting.points, points);
  assert.deepEqual([told, painting.pressed], [[], false]);
});
