// What is shown of a step: the part of the view around it, its position in steps and lines; and when
// the page is told of it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { around } from "../../player/web/inside/closeup.js";
import { Inside } from "../../player/web/inside/inside.js";
import { largest } from "../../player/web/inside/memory.js";
import { Telling } from "../../player/web/inside/telling.js";
import { Timeline } from "../../player/web/hand/timeline.js";

const VIEW = { x0: -2, x1: 2, y0: -1, y1: 3 };

test("the close-up holds both ends of the step, in the shape of the view", () => {
  for (const after of [[0.1, 0.2], [-1, 0.2], [0, 2.9], [40, -7]]) {
    const box = around(VIEW, [0, 0.25], after);
    for (const [x, y] of [[0, 0.25], after]) {
      assert.ok(x > box.x0 && x < box.x1 && y > box.y0 && y < box.y1);
    }
    assert.ok(Math.abs((box.x1 - box.x0) / (box.y1 - box.y0) - 1) < 1e-12);
    assert.ok(Math.abs((box.x1 - box.x0) / 4 - box.share) < 1e-12);
  }
});

test("a step of no length is seen from no closer than makes sense", () => {
  assert.equal(around(VIEW, [1, 1], [1, 1]).share, 1e-3);
});

test("a step to nowhere has no close-up", () => {
  assert.equal(around(VIEW, [0, 0], [NaN, 1]), null);
  assert.equal(around(VIEW, [0, 0], [Infinity, 1]), null);
});

test("bars are measured by what is finite", () => {
  assert.equal(largest([[9, 9], [-3, 1], [NaN, Infinity]], 1, 2), 3);
});

function steps(parts) {
  const timeline = new Timeline();
  Object.assign(timeline, { first: 1, pace: 100 });
  timeline.resize(3);
  timeline.hold(1);
  timeline.divide(parts);
  return timeline;
}

test("a step in parts is gone through part by part, to the last part of the last step", () => {
  const timeline = steps(7);
  const seen = [];
  for (let k = 0; k < 25; k += 1) {
    seen.push(`${timeline.step}.${timeline.part}`);
    timeline.move(1);
  }
  const all = [1, 2, 3].flatMap((step) => Array.from({ length: 7 }, (_, part) => `${step}.${part}`));
  assert.deepEqual([...new Set(seen)], all);
  for (let k = 0; k < 25; k += 1) timeline.move(-1);
  assert.deepEqual([timeline.step, timeline.part], [1, 0]);
});

test("each part is played for as long as any other", () => {
  const timeline = steps(5);
  timeline.play();
  for (let k = 0; k < 11; k += 1) timeline.advance(100.0001);
  assert.deepEqual([timeline.step, timeline.part], [3, 1]);
  assert.ok(timeline.playing);
  for (let k = 0; k < 4; k += 1) timeline.advance(100);
  assert.ok(!timeline.playing);
  timeline.play();
  assert.deepEqual([timeline.step, timeline.part], [1, 0]);
});

test("a step of one line is shown whole, at the pace of whole steps, also after one of many", () => {
  const timeline = steps(1);
  const seen = Object.assign(Object.create(Inside.prototype), { player: { timeline } });
  const [many, one] = [5, 1].map((length) => ({ lines: Array.from({ length }) }));
  const paces = [many, one].map((data) => {
    seen.data = data;
    seen.divide(true);
    return timeline.pace;
  });
  assert.equal(timeline.parts, 1);
  assert.ok(paces[1] < paces[0]);
  assert.equal(seen.divisible, false);
});

test("the page is told the step on which the picture rests, once, and none that it knows", ({ mock }) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const told = [];
  const telling = new Telling((step) => told.push(step));
  assert.equal(telling.hear(3), true);
  telling.show(3, false);
  mock.timers.tick(1000);
  for (const step of [4, 5, 6]) telling.show(step, true);
  mock.timers.tick(1000);
  assert.deepEqual(told, []);
  telling.show(6, false);
  mock.timers.tick(300);
  telling.show(7, false);
  mock.timers.tick(400);
  assert.deepEqual(told, []);
  mock.timers.tick(400);
  telling.show(7, false);
  mock.timers.tick(1000);
  assert.deepEqual(told, [7]);
  assert.equal(telling.hear(7), false);
});

test("a step that waits to be told is given up when the page says another, or is left", ({ mock }) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const told = [];
  const telling = new Telling((step) => told.push(step));
  telling.hear(3);
  telling.show(4, false);
  telling.hear(9);
  mock.timers.tick(1000);
  telling.show(10, false);
  assert.equal(telling.giveUp(), true);
  assert.equal(telling.giveUp(), false);
  mock.timers.tick(1000);
  assert.deepEqual([told, telling.known], [[], 9]);
});
