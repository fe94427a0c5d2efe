import assert from "node:assert/strict";
import test from "node:test";
import { ahead, member, nearEnd } from "../../player/web/reach.js";

const run = { key: "adam", sliders: { "adam.lr": { at: "0.1", kin: "a" }, "adam.beta1": { at: "0.9", kin: "b" } } };
const faster = { path: "faster" };
const families = new Map([["adam.lr", { kin: "a", stops: ["0.1", "0.2"], open: [true, false], members: { "0.1": {}, "0.2": faster } }]]);
const saying = (words) => (name) => words[name] ?? null;

test("a slider is ahead if it says something else than the run's stop, and exists", () => {
  assert.deepEqual(ahead(run, saying({ "adam.lr": "0.1" })), []);
  assert.deepEqual(ahead(run, saying({ "adam.lr": "0.2", "adam.beta1": "0.9" })), ["adam.lr"]);
  assert.deepEqual(ahead({ key: "fan" }, saying({ "adam.lr": "0.2" })), []);
});

test("one slider ahead picks its member of the family", () => {
  assert.equal(member(run, families, saying({ "adam.lr": "0.2", "adam.beta1": "0.9" })), faster);
});

test("no member without a slider ahead, beyond the family, of other kin, or with two ahead", () => {
  assert.equal(member(run, families, saying({ "adam.lr": "0.1" })), undefined);
  assert.equal(member(run, families, saying({ "adam.lr": "0.3" })), undefined);
  assert.equal(member(run, families, saying({ "adam.beta1": "0.5" })), undefined);
  assert.equal(member(run, families, saying({ "adam.lr": "0.2", "adam.beta1": "0.5" })), undefined);
  const other = { ...run, sliders: { ...run.sliders, "adam.lr": { at: "0.1", kin: "c" } } };
  assert.equal(member(other, families, saying({ "adam.lr": "0.2" })), undefined);
});

test("more is wanted near an open end, not near the slider's own", () => {
  const stops = Array.from({ length: 25 }, (_, k) => String(k));
  const family = { stops, open: [true, false] };
  assert.ok(nearEnd(family, "0"));
  assert.ok(nearEnd(family, "2"));
  assert.ok(!nearEnd(family, "3"));
  assert.ok(!nearEnd(family, "24"));
  assert.ok(nearEnd({ stops, open: [false, true] }, "22"));
  assert.ok(nearEnd(family, "0.5"));
  assert.ok(nearEnd({ stops: ["1", "2", "3"], open: [true, true] }, "1"));
  assert.ok(!nearEnd({ stops: ["1", "2", "3"], open: [true, true] }, "2"));
});
