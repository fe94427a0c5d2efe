import assert from "node:assert/strict";
import test from "node:test";
import { pictureFirst, stands } from "../../player/web/page/first.js";

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
