import assert from "node:assert/strict";
import test from "node:test";
import { pictureFirst, stands, whenIdle } from "../../player/web/page/idle.js";

const state = (promise) => Promise.race([promise.then(() => "idle"), new Promise((done) => setTimeout(done, 20, "busy"))]);

test("a page is told when the picture stands, whichever comes first", () => {
  const told = [];
  pictureFirst("slow", () => told.push("slow"));
  assert.deepEqual(told, []);
  stands("slow");
  stands("quick");
  pictureFirst("quick", () => told.push("quick"));
  assert.deepEqual(told, ["slow", "quick"]);
});

test("a picture that is gone does not stand, and a page that knows is not told again", () => {
  const told = [];
  stands("gone");
  stands("gone", false);
  pictureFirst("gone", () => told.push(1));
  assert.deepEqual(told, []);
  pictureFirst("gone", null);
  stands("gone");
  assert.deepEqual(told, []);
});

const rest = async () => {};

test("a page is idle once it has come", async () => {
  pictureFirst("whole", () => {});
  const free = whenIdle("whole", rest);
  stands("whole");
  assert.equal(await state(free), "busy");
  pictureFirst("whole", null);
  assert.equal(await state(free), "idle");
  assert.equal(await state(whenIdle("whole", rest)), "idle");
});

test("the controls come before a page is idle, however long they take", async () => {
  let come;
  const controls = (selector) => (assert.equal(selector, ".st-key-adam-lr input"), new Promise((resolve) => (come = resolve)));
  const free = whenIdle("controls", rest, controls);
  pictureFirst("controls", null, "adam.lr");
  assert.equal(await state(free), "busy");
  come();
  assert.equal(await state(free), "idle");
});
