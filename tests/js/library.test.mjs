import assert from "node:assert/strict";
import test from "node:test";
import { insist } from "../../player/web/page/library.js";

test("what does not come is asked for again, ever more rarely", async () => {
  const waits = [];
  let left = 7;
  let failures = 0;
  const attempt = async () => {
    left -= 1;
    if (left) throw new Error("not yet");
    return "here";
  };
  assert.equal(await insist(attempt, () => (failures += 1), async (ms) => waits.push(ms)), "here");
  assert.equal(failures, 6);
  assert.deepEqual(waits, [1000, 2000, 4000, 8000, 16000, 30000]);
});
