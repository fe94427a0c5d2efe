import assert from "node:assert/strict";
import test from "node:test";
import { Timeline } from "../../player/web/hand/timeline.js";
import { playOn } from "../../player/web/show/frames.js";

test("no time passes for a run while its window is out of sight and has no frames", () => {
  const frames = [];
  globalThis.requestAnimationFrame = (frame) => frames.push(frame);
  const timeline = new Timeline();
  timeline.resize(300);
  timeline.play();
  playOn({ timeline, theme: {}, paint() {}, running: false, gone: false });
  for (const now of [1000, 1016, 61_016]) frames.pop()(now);
  assert.ok(timeline.playing && timeline.step < 20, `${timeline.step}`);
});

test("what stands still is painted once, and asks for no frame", () => {
  const frames = [];
  globalThis.requestAnimationFrame = (frame) => frames.push(frame);
  const timeline = new Timeline();
  timeline.resize(300);
  let painted = 0;
  playOn({ timeline, theme: {}, paint: () => (painted += 1), running: false, gone: false });
  assert.deepEqual([painted, frames.length], [1, 0]);
});
