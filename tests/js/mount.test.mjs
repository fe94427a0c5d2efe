import assert from "node:assert/strict";
import test from "node:test";
import { mounts } from "../../player/web/mount.js";

test("what stands in a place is made once, and goes with the last call for it", () => {
  const mounted = mounts();
  const place = /** @type {any} */ ({});
  const gone = [];
  let made = 0;
  const call = () => mounted(place, () => ({ number: (made += 1) }));
  const [first, second] = [call(), call()];
  assert.equal(first.entry, second.entry);
  assert.deepEqual([first.latest(), second.latest()], [false, true]);
  for (const one of [first, second]) one.leave(() => gone.push(one.entry.number))();
  assert.deepEqual(gone, [1]);
  assert.equal(call().entry.number, 2);
  assert.equal(mounted(/** @type {any} */ ({}), () => ({ number: 9 })).entry.number, 9);
});
