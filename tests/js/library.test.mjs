import assert from "node:assert/strict";
import test from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { insist, library } from "../../player/web/page/library.js";

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

test("who asks for a library that is there already is not held by it", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc");
  const packed = new Response(new Blob([""]).stream().pipeThrough(new CompressionStream("gzip")));
  const head = { append: (tag) => tag.onload() };
  Object.assign(globalThis, { fetch: async () => packed, window: {}, document: { head, createElement: () => ({}) } });
  await library("plotly");
  const asked = () => {
    const late = () => {};
    library("plotly", late);
    return new WeakRef(late);
  };
  const player = asked();
  await new Promise((done) => setTimeout(done)); // until then a WeakRef holds what it is made of
  collect();
  assert.equal(player.deref(), undefined);
});
