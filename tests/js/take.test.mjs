import assert from "node:assert/strict";
import test from "node:test";
import { Timeline } from "../../player/web/hand/timeline.js";
import { downloadPng } from "../../player/web/page/save.js";
import { printable } from "../../player/web/take/print.js";
import { savePage } from "../../player/web/take/page.js";
import { asItIs, stillOf } from "../../player/web/take/take.js";
import { room } from "../../player/web/walk/walk.js";

test("what a film is made of stays as it was, whatever a hand does meanwhile", () => {
  const into = room(2);
  into.theta.flat.set([0, 0, 1, 1, 2, 2]);
  into.loss.set([4, 2, 1]);
  const sent = { key: "adam", path: [[0, 0]], value: [4] };
  const walked = { key: "sgd", path: into.theta.rows, value: into.loss, curve: into.loss, walked: { into } };
  const player = { data: { runs: [sent, walked], start: [0, 0] }, tiles: ["two"], view: "panels", curves: { tile: "there", height: 150 } };
  const shown = asItIs(player);
  into.theta.flat.fill(9);
  into.loss.fill(9);
  sent.hidden = true;
  Object.assign(player.data, { runs: [], start: [1, 1] });
  Object.assign(player, { tiles: ["one"], view: "overlay" });
  player.curves.tile = null;
  const { runs, start } = shown.data;
  assert.deepEqual([shown.tiles, shown.view, shown.curves.tile, start], [["two"], "panels", "there", [0, 0]]);
  assert.deepEqual(runs.map(({ key, hidden }) => [key, hidden]), [["adam", undefined], ["sgd", undefined]]);
  assert.deepEqual(runs[1].path.map((point) => [...point]), [[0, 0], [1, 1], [2, 2]]);
  assert.deepEqual([[...runs[1].value], [...runs[1].curve]], [[4, 2, 1], [4, 2, 1]]);
});

test("what was printed goes on from the very line on which it was", () => {
  const around = new EventTarget();
  globalThis.addEventListener = around.addEventListener.bind(around);
  globalThis.document = { documentElement: { classList: { toggle() {} } } };
  const timeline = new Timeline();
  timeline.divide(4);
  timeline.resize(10);
  Object.assign(timeline, { position: 3.5, playing: true });
  const ticks = [];
  printable({ timeline, node: { clientWidth: 680, style: {} }, data: {}, fixed: false, paint() {}, restyle() {}, tick: () => ticks.push(timeline.step) }, new AbortController().signal);
  around.dispatchEvent(new Event("beforeprint"));
  assert.deepEqual([timeline.step, timeline.playing], [10, false]);
  around.dispatchEvent(new Event("afterprint"));
  assert.deepEqual([timeline.step, timeline.part, timeline.playing, ticks], [3, 2, true, [3]]);
});

test("a canvas of which the browser makes no picture is not handed over as one", async () => {
  await assert.rejects(downloadPng({ toBlob: (made) => made(null) }, "map"), /too large/);
});

test("a picture of the landscape has the step and the size of when it was asked for, however long plotly draws", async () => {
  const box = { getBoundingClientRect: () => ({ left: 0, top: 0, width: 600 }) };
  const deep = { clientWidth: 500, clientHeight: 300 };
  const timeline = { step: 37 };
  const toImage = async () => {
    Object.assign(timeline, { step: 62 });
    Object.assign(deep, { clientWidth: 0, clientHeight: 0 }); // the panels are shown again
    return "data:image/svg+xml,";
  };
  const player = { node: box, stage: box, legend: { node: { children: [] } }, curves: {}, view: "landscape", data: { runs: [] }, deep, timeline, plotly: { toImage } };
  const { step, size } = await stillOf(player, "svg", false);
  assert.deepEqual([step, size], [37, [500, 300]]);
});

test("a saved page has the step of when it was asked for, however late its library comes", async ({ mock }) => {
  mock.timers.enable({ apis: ["setTimeout"] }); // the file is let go of later
  globalThis.document = { createElement: () => ({ setAttribute() {}, append() {}, click() {} }) };
  globalThis.location = { href: "http://localhost/" };
  const files = [];
  URL.createObjectURL = (blob) => (files.push(blob), "");
  const player = { data: { title: "A", lang: "en", file: "a" }, step: 37, hand: () => ({ step: player.step }) };
  player.source = { message: () => ({}), code: async () => ((player.step = 62), ""), library: async () => "" };
  await savePage(player);
  assert.match(await files[0].text(), /"hand":\{"step":37\}/);
});
