// Charts that are clicked, or walked over with the arrow keys.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Charts } from "../../player/web/page/chart.js";

test("an answer on an earlier cell does not take back the steps that the hand has gone on", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const sent = [];
  const panel = { node: { dataset: { panel: "map" } }, place() {} };
  const made = Object.assign(Object.create(Charts.prototype), { id: 0, panels: [panel], send: (_, value) => sent.push(value) });
  const answer = (mark) => made.update({ id: made.id + 1, mark }, () => ({}));
  made.clicked(panel, [1, 5], 250);
  t.mock.timers.tick(250);
  made.clicked(panel, [2, 5], 250);
  answer([1.004, 5]);
  assert.deepEqual(made.mark, [2, 5]);
  t.mock.timers.tick(250);
  assert.deepEqual(sent.map(({ x }) => x), [1, 2]);
  answer([2.004, 5]);
  assert.deepEqual(made.mark, [2.004, 5], "as the page rounds it");
});
