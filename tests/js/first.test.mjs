import assert from "node:assert/strict";
import test from "node:test";
import { atRest, awaitsControls, controlsStand, stands, waitFor, whenComplete } from "../../player/web/page/first.js";

test("a page is told when the picture stands, whichever comes first", () => {
  const told = [];
  waitFor("slow", () => told.push("slow"));
  stands("other");
  assert.deepEqual(told, []);
  stands("slow");
  stands("quick");
  waitFor("quick", () => told.push("quick"));
  assert.deepEqual(told, ["slow", "quick"]);
});

test("a picture that is gone does not stand, and a page is told once", () => {
  const told = [];
  stands("gone");
  stands("gone", false);
  waitFor("gone", () => told.push(1));
  assert.deepEqual(told, []);
  stands("gone");
  stands("gone");
  assert.deepEqual(told, [1]);
  waitFor(null, () => told.push(2));
  stands("gone");
  assert.deepEqual(told, [1]);
});

test("a page that waits for controls is told when they stand, no page is told of any otherwise", () => {
  const told = [];
  waitFor("drawn", () => told.push("picture"));
  controlsStand();
  assert.deepEqual([awaitsControls(), told], [false, []]);
  stands("drawn");
  waitFor("drawn.controls", () => told.push("controls"));
  stands("drawn");
  assert.deepEqual([awaitsControls(), told], [true, ["picture"]]);
  controlsStand();
  controlsStand();
  assert.deepEqual([awaitsControls(), told], [false, ["picture", "controls"]]);
});

test("what waits for the complete page is done when it has been sent and is at rest, and then at once", () => {
  const done = [];
  waitFor("picture", () => {});
  whenComplete(() => done.push("first"));
  whenComplete(() => done.push("given up"))();
  atRest(); // between picture and controls
  assert.deepEqual(done, []);
  waitFor(null, () => {});
  assert.deepEqual(done, []);
  atRest();
  atRest();
  assert.deepEqual(done, ["first"]);
  waitFor(null, () => {}); // another language
  whenComplete(() => done.push("second"));
  assert.deepEqual(done, ["first", "second"]);
  waitFor("another page's", () => {});
  whenComplete(() => done.push("third"));
  atRest();
  assert.deepEqual(done, ["first", "second"]);
});
