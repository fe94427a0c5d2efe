import assert from "node:assert/strict";
import { test } from "node:test";

import { linesIn } from "../../player/web/canvas/letters.js";

const letters = (text) => text.length;

test("a line holds whole words, and a word longer than a line one of its own", () => {
  assert.deepEqual(linesIn("diverged at step 3", 11, letters), ["diverged at", "step 3"]);
  assert.deepEqual(linesIn("diverged at step 3", 5, letters), ["diverged", "at", "step", "3"]);
  assert.deepEqual(linesIn("one line", 8, letters), ["one line"]);
});

test("Chinese breaks between any two letters", () => {
  assert.deepEqual(linesIn("第 12 步发散", 5, letters), ["第 12", "步发散"]);
});
