import assert from "node:assert/strict";
import test from "node:test";
import { stands, waitFor } from "../../player/web/page/first.js";

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
