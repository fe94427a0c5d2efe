// A slider under a pointer.
import assert from "node:assert/strict";
import { test } from "node:test";

class Part extends EventTarget {
  style = { setProperty() {} };
  append() {}
  focus() {}
  setPointerCapture() {}
  setAttribute(name, value) {
    this[name] = value;
  }
  getBoundingClientRect() {
    return { left: 0, width: 116 };
  }
}
globalThis.document = /** @type {any} */ ({ createElement: () => new Part() });
const { slider } = await import("../../player/web/hand/slider.js");

test("a hand whose release nobody has told of is off at the first move without a button", () => {
  const said = [];
  const { node, show } = slider("dial", (value) => said.push(["turn", value]), (value) => said.push(["done", value]));
  show(0, 100);
  const pointer = (type, x, buttons) => node.dispatchEvent(Object.assign(new Event(`pointer${type}`), { clientX: 8 + x, buttons, button: 0, pointerId: 1, pointerType: "mouse" }));
  pointer("down", 20, 1);
  pointer("move", 40, 1);
  pointer("move", 70, 0);
  pointer("move", 90, 0);
  assert.deepEqual(said, [["turn", 20], ["turn", 40], ["done", 40]]);
});
