// The player's own sliders, as the page brings them up to date.
import assert from "node:assert/strict";
import { test } from "node:test";

let moves = 0;

class Part extends EventTarget {
  style = { setProperty() {} };
  children = [];
  get childElementCount() {
    return this.children.length;
  }
  append(...parts) {
    for (const part of parts) this.insertBefore(part, null);
  }
  insertBefore(part, before) {
    moves += 1;
    part.remove?.();
    part.parent = this;
    this.children.splice(before ? this.children.indexOf(before) : this.children.length, 0, part);
  }
  remove() {
    if (this.parent) this.parent.children = this.parent.children.filter((other) => other !== this);
  }
  setAttribute(name, value) {
    this[name] = value;
  }
}
globalThis.document = /** @type {any} */ ({ createElement: () => new Part() });
const { dials } = await import("../../player/web/hand/dial.js");

const of = (...keys) => keys.map((key) => ({ key, label: key, at: 1, sets: key, runs: ["run"] }));
const STOPS = Object.fromEntries([..."abcdefgh"].map((key) => [key, [1, 2]]));
const named = (home) => home.children.map((made) => made.children[0].textContent ?? made.children[0]);

test("a dial that stands where it should is not put there again: it would lose focus and pointer", () => {
  const made = dials(() => {}, () => {});
  made.fill(of("a", "b"), STOPS, "more");
  const before = moves;
  made.fill(of("a", "b"), STOPS, "more");
  assert.equal(moves, before);
});

test("dials stand in the order of their sliders, whatever comes and goes", () => {
  const made = dials(() => {}, () => {});
  const [open, fold] = made.node.children;
  const folded = fold.children[1];
  for (const keys of ["ab", "cab", "bc", "abcdefgh", "hgfedcba", "gb", ""]) {
    made.fill(of(...keys), STOPS, "more");
    const [all, none] = keys.length > 6 ? [folded, open] : [open, folded];
    assert.deepEqual([named(all).join(""), named(none).join("")], [keys, ""]);
  }
});
