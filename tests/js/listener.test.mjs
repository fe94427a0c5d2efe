import assert from "node:assert/strict";
import test from "node:test";
import { listener } from "../../player/web/listener.js";

/** Whether each of the values is news, where one in a list is told before the next is heard. */
function heard(...all) {
  const page = listener();
  return all.flatMap((value) => (Array.isArray(value) ? (page.tell(value[0]), []) : page.hear(value)));
}

test("what the page says is news unless it said it before or was told", () => {
  assert.deepEqual(heard(1, 1, 2), [true, false, true]);
  assert.deepEqual(heard(1, [2], 1, 2, 2), [true, false, false, false]);
});

test("of two told in a row the first one's answer is none, nor is the second's", () => {
  assert.deepEqual(heard(1, [2], [3], 2, 3), [true, false, false]);
  assert.deepEqual(heard(1, [2], [3], 3), [true, false]);
});

test("what was told is news once the page has gone on from it: back and on again in the history", () => {
  assert.deepEqual(heard(1, [2], 2, [3], 3, 2, 1, 2, 3), [true, false, false, true, true, true, true]);
  assert.deepEqual(heard(1, [1], 2, 1), [true, true, true]);
});
