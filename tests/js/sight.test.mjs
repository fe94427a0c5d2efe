import assert from "node:assert/strict";
import test from "node:test";
import { isNear } from "../../player/web/stage/sight.js";

const WINDOW = 700;
const at = (top, height = 400) => isNear({ top, bottom: top + height }, WINDOW);

test("what is in sight is near, and what is less than a window's height away, above and below", () => {
  for (const top of [0, 300, 699, 1399, -399, -1099]) assert.ok(at(top), `${top}`);
  for (const top of [1400, 5000, -1100, -9000]) assert.ok(!at(top), `${top}`);
});

test("what is larger than the window is near as long as one of its ends or its middle is", () => {
  assert.ok(at(-2000, 5000));
  assert.ok(!at(-6000, 5000));
});
