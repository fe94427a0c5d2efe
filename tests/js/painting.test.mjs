// The plane of painted points: whose word on them counts.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Painting } from "../../player/web/training/painting.js";

/** A plane without a page; `said`: what it has told. */
function plane() {
  const said = [];
  const made = Object.assign(Object.create(Painting.prototype), { points: [], turn: 0, pressed: false, data: { most: 9 }, said });
  return Object.assign(made, { paint() {}, send: (word) => said.push(structuredClone(word)) });
}

test("an answer to an earlier change does not take back a later one", () => {
  const made = plane();
  made.change([[1, 1, 0]]);
  made.change([[1, 1, 0], [2, 2, 0]]);
  assert.deepEqual(made.said.map(({ turn }) => turn), [1, 2]);
  made.take({ points: [[1, 1, 0]], turn: 1 });
  assert.equal(made.points.length, 2, "the second point stays");
  made.take({ points: [[1.004, 1, 0], [2, 2.001, 0]], turn: 2 });
  assert.deepEqual(made.points[0], [1.004, 1, 0], "as the page keeps it");
});

test("what the page itself puts there is shown, and nothing under the hand", () => {
  const made = plane();
  made.change([[1, 1, 0]]);
  made.take({ points: [[5, 5, 1]], turn: 1 });
  assert.deepEqual(made.points, [[5, 5, 1]]);
  made.pressed = true;
  made.take({ points: [], turn: 1 });
  assert.equal(made.points.length, 1);
});

test("a server that has heard nothing yet has the word, and a new plane goes on counting", () => {
  const made = plane();
  made.take({ points: [[3, 3, 0]], turn: null });
  assert.deepEqual(made.points, [[3, 3, 0]]);
  const later = plane();
  later.take({ points: [[3, 3, 0]], turn: 4 });
  later.change([]);
  assert.equal(later.said[0].turn, 5);
});

test("the keyboard's cross is seen from the first on, and for as long as the plane has the focus", () => {
  const part = () => Object.assign(new EventTarget(), { append() {}, setAttribute() {}, getContext() {}, matches: () => true });
  Object.assign(globalThis, { document: { createElement: part }, addEventListener() {}, ResizeObserver: class { observe() {} }, STYLE: "" });
  const made = new Painting(/** @type {any} */ (part()), () => {});
  const painted = [];
  Object.assign(made, { data: { view: [[0, 4], [0, 2]] }, paint: () => painted.push(made.cross) });
  made.stage.dispatchEvent(new Event("focus"));
  made.stage.dispatchEvent(new Event("blur"));
  assert.deepEqual(painted, [[2, 1], [2, 1]]);
  Object.assign(made, { cross: null, pressed: true });
  made.stage.dispatchEvent(new Event("focus"));
  assert.equal(painted.at(-1), null, "a press needs no cross");
});

test("Ctrl or Cmd with Z takes the last point back, but not while a text is typed or a row painted", () => {
  const made = plane();
  const typed = { closest: (selector) => selector.includes("textarea") };
  const press = (keys, target = { closest: () => null }) => made.back({ key: "z", target, preventDefault() {}, ...keys });
  made.change([[1, 1, 0], [2, 2, 0], [3, 3, 0]]);
  press({});
  press({ ctrlKey: true, shiftKey: true, key: "Z" });
  press({ ctrlKey: true, altKey: true });
  press({ ctrlKey: true }, typed);
  press({ key: undefined }); // a browser that fills in a field by itself tells of it so
  made.pressed = true;
  press({ ctrlKey: true });
  made.pressed = false;
  assert.equal(made.points.length, 3);
  press({ ctrlKey: true });
  press({ metaKey: true, key: "Z" }); // with the capitals locked
  assert.deepEqual(made.points, [[1, 1, 0]]);
  press({ ctrlKey: true });
  press({ ctrlKey: true });
  assert.deepEqual(made.said.map(({ points }) => points.length), [3, 2, 1, 0], "an empty plane tells nothing");
});

test("a key with Ctrl, Alt or Meta is the browser's: Alt and the left arrow lead back", () => {
  const made = Object.assign(plane(), { cross: [0, 0], data: { most: 9, view: [[0, 4], [0, 2]] } });
  for (const modifier of ["ctrlKey", "altKey", "metaKey"]) {
    for (const key of ["ArrowLeft", "Enter"]) made.key({ key, [modifier]: true, preventDefault: () => assert.fail(`${modifier} ${key}`) });
  }
  assert.deepEqual([made.cross, made.points], [[0, 0], []]);
});
