import assert from "node:assert/strict";
import test from "node:test";
import { saving } from "../../player/web/page/save.js";
import { Player } from "../../player/web/player.js";

test("who thinks better of the landscape while it loads sees the other view's button pressed again", () => {
  globalThis.document = { createElement: () => ({ getContext: () => ({}) }) }; // a browser with WebGL
  const pressed = [];
  const player = Object.assign(Object.create(Player.prototype), {
    view: "panels",
    fetch: () => new Promise(() => {}),
    late() {},
    paint: () => pressed.push(player.wanted),
  });
  player.setView("landscape");
  player.setView("panels");
  assert.deepEqual(pressed, ["landscape", "panels"]);
});

test("a player without a host tells where the start was put once, and one with a host until it has its word", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  for (const [alone, times] of [[true, 1], [false, 3]]) {
    const sent = [];
    const live = { put: null, keep: (point) => (live.put = { from: [0, 0], to: point }) };
    const player = Object.assign(Object.create(Player.prototype), { alone, live, held: [1, 2], moved() {}, send: (name) => sent.push(name) });
    player.release(true);
    t.mock.timers.tick(4000);
    t.mock.timers.tick(8000);
    assert.equal(sent.length, times);
    clearTimeout(player.telling);
  }
});

test("a mark that comes up while a hand turns is explained in the same frame", () => {
  globalThis.requestAnimationFrame = (frame) => void frame(0);
  const runs = [{ key: "sgd", diverged: null }];
  const explained = [];
  const player = Object.assign(Object.create(Player.prototype), {
    data: { runs },
    live: { shown: () => ({ runs: [{ key: "sgd", diverged: 5 }] }) },
    hidden: new Set(),
    timeline: { resize() {} },
    theme: {},
    turnedGround: null,
    legend: { fill() {} },
    curves: { paint() {} },
    key: { fill: (data) => explained.push(data.runs[0].diverged) },
    node: { dataset: {} },
    paint() {},
  });
  player.moved();
  assert.deepEqual(explained, [5]);
});

test("a fan of runs without titles is hidden with the one on its panel that has a title", () => {
  const runs = [0, 1].flatMap((panel) => [
    { key: `${panel}.0`, untitled: true, panel },
    { key: `${panel}`, untitled: false, panel },
  ]);
  const player = Object.assign(Object.create(Player.prototype), { data: { runs }, hidden: new Set(), refresh() {} });
  player.toggle("1");
  assert.deepEqual(runs.map(({ hidden }) => hidden), [false, false, true, true]);
  player.toggle("1");
  assert.ok(!runs.some(({ hidden }) => hidden));
});

test("of what is said below the picture, each goes with its own trouble alone", async (t) => {
  t.mock.method(console, "error", () => {});
  const text = { missing: "No landscape.", unsaved: "Not saved." };
  const player = Object.assign(Object.create(Player.prototype), { alone: false, data: { text }, notices: new Set(), notice: {} });
  const said = () => [player.notice.textContent, player.notice.hidden];
  player.late(true);
  await saving(player, () => {});
  assert.deepEqual(said(), ["No landscape.", false]);
  await saving(player, () => Promise.reject(new Error("no")));
  assert.deepEqual(said(), ["No landscape. Not saved.", false]);
  player.late(false);
  assert.deepEqual(said(), ["Not saved.", false]);
  await saving(player, () => {});
  assert.deepEqual(said(), ["", true]);
});
