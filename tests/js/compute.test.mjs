import assert from "node:assert/strict";
import test from "node:test";
import { Computing } from "../../player/web/do/compute.js";
import { listener } from "../../player/web/listener.js";

test("late answers of a server to new numbers leave those that are shown by then", () => {
  const data = { key: "sgd", seed: 1, draws: { seeds: 999_999 } };
  let begun = 0;
  const told = [];
  const computing = Object.assign(Object.create(Computing.prototype), {
    ...{ data, seed: 1, page: listener(), node: { querySelector: () => null } },
    ...{ begin: () => (begun += 1), hooks: { onSeed: (seed) => told.push(seed) } },
  });
  computing.page.hear(1);
  for (let k = 0; k < 2; k += 1) computing.renew();
  for (const seed of told) computing.update({ ...data, seed });
  assert.deepEqual([begun, computing.seed], [2, told[1]]);
  computing.update({ ...data, seed: told[0] }); // back in the history
  assert.deepEqual([begun, computing.seed], [3, told[0]]);
});
