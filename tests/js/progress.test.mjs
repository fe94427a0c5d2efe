import assert from "node:assert/strict";
import test from "node:test";
import { behind, keepProgress, merged, nothingDone, progress, tried } from "../../player/web/do/progress.js";

const answer = (n) => ({ choice: `c${n}` });
const store = (epoch, records) => ({ epoch, records });

/** A browser's memory with room for so many characters. */
function memory(room = Infinity) {
  const kept = new Map();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, text) => {
      if (text.length > room) throw new Error("QuotaExceededError");
      kept.set(key, text);
    },
  };
}

test("a try counts, and of wrong ones the first few are kept with their number", () => {
  let record;
  for (let n = 1; n <= 6; n += 1) record = tried(record, answer(n), n === 3);
  assert.deepEqual([record.turn, record.tries, record.right, record.last], [6, 6, 1, answer(6)]);
  assert.deepEqual(record.best, answer(3));
  assert.deepEqual(tried(record, answer(7), true, { best: false }).best, answer(3));
  assert.deepEqual(record.wrong, [[1, answer(1)], [2, answer(2)], [4, answer(4)]]);
});

test("of two states the later counts, and nothing of what was forgotten", () => {
  const mine = store(0, { a: tried(undefined, answer(1), true) });
  const later = store(0, { a: tried(mine.records.a, answer(2), false), b: tried(undefined, answer(1), true) });
  assert.deepEqual(merged(mine, later), later);
  assert.deepEqual(merged(later, mine), later);
  assert.deepEqual(merged(later, store(1, {})), store(1, {}));
  assert.ok(behind(mine, later) && !behind(later, mine) && behind(later, store(1, {})));
});

test("what is kept survives, is added to, and may be nonsense", () => {
  const storage = memory();
  const one = store(0, { a: tried(undefined, answer(1), true) });
  const two = store(0, { b: tried(undefined, answer(1), true) });
  keepProgress(one, () => storage);
  assert.deepEqual(keepProgress(two, () => storage).all.records, { ...one.records, ...two.records });
  for (const nonsense of ["", "{", "[]", "3", '{"epoch":"x","records":3}']) {
    storage.setItem("optimizers.progress.1", nonsense);
    assert.deepEqual(keepProgress(one, () => storage), { all: one, kept: true });
  }
});

test("of a record that was damaged counts what makes sense", () => {
  const storage = memory();
  const sound = { turn: 3, tries: 2, last: answer(1), wrong: [[1, answer(2)]] };
  const odd = { turn: "a", tries: -1, right: null, last: 7, open: 1, best: [], wrong: [[1]], other: 0 };
  const kept = { a: { ...sound, right: 0.5, open: "yes" }, b: odd, c: null, d: 7, e: [sound] };
  storage.setItem("optimizers.progress.1", JSON.stringify(store(2, kept)));
  const { all } = keepProgress(nothingDone(), () => storage);
  assert.deepEqual(all, store(2, { a: sound, b: {} }));
  assert.equal(tried(all.records.b, answer(1), false).tries, 1);
  assert.ok(!behind(all, keepProgress(all, () => storage).all));
});

test("a memory that is full or forbidden says so, and the rest goes on", () => {
  const one = store(0, { a: tried(undefined, answer(1), true) });
  const forbidden = () => {
    throw new Error("SecurityError");
  };
  assert.deepEqual(keepProgress(one, () => memory(5)), { all: one, kept: false });
  assert.deepEqual(keepProgress(one, forbidden), { all: one, kept: false });
});

test("the page is told what it does not know, once", () => {
  const storage = memory();
  globalThis.localStorage = storage;
  const listeners = [];
  globalThis.addEventListener = (name, listener) => listeners.push(listener);
  const one = store(0, { a: tried(undefined, answer(1), true) });
  keepProgress(one, () => storage);
  const told = [];
  const mount = { parentElement: {}, setStateValue: (name, value) => told.push([name, value]) };
  for (let k = 0; k < 2; k += 1) progress({ ...mount, data: { store: nothingDone(), asks: true } });
  assert.deepEqual(told, [["store", one]]);
  const two = store(0, { a: one.records.a, b: tried(undefined, answer(1), true) });
  listeners.at(-1)({ key: "optimizers.progress.1", newValue: JSON.stringify(two) });
  listeners.at(-1)({ key: "another", newValue: "{}" });
  assert.deepEqual(told.slice(1), [["store", two]]);
});

test("what another tab wrote over, not having heard of it, is written again", () => {
  const storage = memory();
  globalThis.localStorage = storage;
  const listeners = [];
  globalThis.addEventListener = (name, listener) => listeners.push(listener);
  const first = store(0, { a: tried(undefined, answer(1), true, { open: true }) });
  const seen = store(0, { a: { ...first.records.a, turn: 2, open: false } });
  const other = store(0, { ...first.records, b: tried(undefined, answer(1), true) });
  const told = [];
  progress({ parentElement: {}, setStateValue: (name, value) => told.push(value), data: { store: seen, asks: true } });
  const hear = (known) => {
    const newValue = JSON.stringify(known);
    storage.setItem("optimizers.progress.1", newValue);
    listeners.at(-1)({ key: "optimizers.progress.1", newValue });
  };
  hear(other);
  const both = merged(seen, other);
  assert.deepEqual([keepProgress(nothingDone(), () => storage).all, told], [both, [both]]);
  const writes = [];
  globalThis.localStorage = { ...storage, setItem: (key, text) => writes.push(text) };
  hear(both); // which is what the other tab says when it has heard: nobody writes for ever
  assert.deepEqual(writes, []);
});
