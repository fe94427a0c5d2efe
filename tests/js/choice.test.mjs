import assert from "node:assert/strict";
import test from "node:test";
import { Choice } from "../../player/web/show/choice.js";

test("the page's word on a view is not followed where the hand has chosen another since", () => {
  const choice = new Choice();
  choice.make("landscape");
  choice.make("panels");
  assert.equal(choice.outdates("landscape"), true);
  assert.equal(choice.outdates("panels"), false);
  assert.equal(choice.outdates("landscape"), false, "once the last one is answered, the page may say what it likes");
});

test("a view that is chosen again is no earlier choice, and one that nobody chose is followed", () => {
  const choice = new Choice();
  for (const view of ["landscape", "panels", "landscape"]) choice.make(view);
  assert.equal(choice.outdates("overlay"), false);
  assert.equal(choice.outdates("landscape"), false);
  assert.equal(choice.outdates("panels"), false);
});
