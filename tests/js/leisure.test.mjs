import assert from "node:assert/strict";
import test from "node:test";
import { awaited, leisure, stands } from "../../player/web/page/leisure.js";

const state = (promise) => Promise.race([promise.then(() => "leisure"), new Promise((done) => setTimeout(done, 20, "busy"))]);

test("a page is told when the picture stands, whichever comes first", () => {
  const told = [];
  awaited("slow", () => told.push("slow"));
  assert.deepEqual(told, []);
  stands("slow");
  stands("quick");
  awaited("quick", () => told.push("quick"));
  assert.deepEqual(told, ["slow", "quick"]);
});

test("a picture that is gone does not stand, and a page that knows is not told again", () => {
  const told = [];
  stands("gone");
  stands("gone", false);
  awaited("gone", () => told.push(1));
  assert.deepEqual(told, []);
  awaited("gone", null);
  stands("gone");
  assert.deepEqual(told, []);
});

const rest = async () => {};

test("there is leisure once the page has come", async () => {
  awaited("whole", () => {});
  const free = leisure("whole", rest);
  stands("whole");
  assert.equal(await state(free), "busy");
  awaited("whole", null);
  assert.equal(await state(free), "leisure");
  assert.equal(await state(leisure("whole", rest)), "leisure");
});

test("the controls come before there is leisure, however long they take", async () => {
  let come;
  const controls = (selector) => (assert.equal(selector, ".st-key-adam-lr input"), new Promise((resolve) => (come = resolve)));
  const free = leisure("controls", rest, controls);
  awaited("controls", null, "adam.lr");
  assert.equal(await state(free), "busy");
  come();
  assert.equal(await state(free), "leisure");
});
