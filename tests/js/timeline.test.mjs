import assert from "node:assert/strict";
import test from "node:test";
import { SPEEDS, Timeline, duration } from "../../player/web/hand/timeline.js";

function at(steps, position = 0) {
  const timeline = new Timeline();
  timeline.resize(steps);
  timeline.seek(position);
  return timeline;
}

test("a whole run takes its duration at speed 1, and half of it at speed 2", () => {
  for (const [speed, share] of [[1, 1], [2, 0.5], [0.25, 4]]) {
    const timeline = at(300);
    timeline.speed = speed;
    timeline.play();
    timeline.advance(duration(300) * share * 0.99);
    assert.ok(timeline.playing && timeline.step < 300);
    timeline.advance(duration(300) * share * 0.02);
    assert.ok(!timeline.playing);
    assert.equal(timeline.step, 300);
  }
});

test("short runs are given time, long ones are not endless", () => {
  assert.equal(duration(1), duration(50));
  assert.ok(duration(300) > duration(50));
  assert.equal(duration(2000), duration(10000));
});

test("the speeds offered go from a quarter to eight", () => {
  assert.equal(SPEEDS[0], 0.25);
  assert.equal(SPEEDS.at(-1), 8);
  assert.ok(SPEEDS.includes(1));
});

test("stepping pauses and stays inside", () => {
  const timeline = at(10, 4);
  timeline.play();
  timeline.move(1);
  assert.deepEqual([timeline.step, timeline.playing], [5, false]);
  timeline.move(-2);
  assert.equal(timeline.step, 3);
  timeline.move(Infinity);
  assert.equal(timeline.step, 10);
  timeline.move(1);
  assert.equal(timeline.step, 10);
  timeline.move(-Infinity);
  assert.equal(timeline.step, 0);
});

test("stepping goes by whole steps from between two", () => {
  const timeline = at(100);
  timeline.play();
  timeline.advance(500);
  const { step } = timeline;
  assert.ok(step > 0 && !Number.isInteger(timeline.position));
  timeline.move(1);
  assert.equal(timeline.position, step + 1);
});

test("play at the end starts again; a loop does so by itself", () => {
  const timeline = at(10, 10);
  timeline.play();
  assert.equal(timeline.step, 0);
  timeline.loop = true;
  timeline.advance(1e9);
  assert.deepEqual([timeline.step, timeline.playing], [0, true]);
});

test("a run of another length keeps the position, and the end stays the end", () => {
  const middle = at(300, 120);
  middle.resize(500);
  assert.equal(middle.step, 120);
  middle.resize(50);
  assert.equal(middle.step, 50);
  const end = at(300, 300);
  end.resize(500);
  assert.equal(end.step, 500);
});

test("nothing to play", () => {
  const timeline = at(0);
  timeline.toggle();
  assert.equal(timeline.playing, false);
  assert.equal(timeline.advance(100), false);
  assert.equal(timeline.step, 0);
});

test("time does not pass while it is paused", () => {
  const timeline = at(10, 3);
  timeline.advance(1e6);
  assert.equal(timeline.step, 3);
});
