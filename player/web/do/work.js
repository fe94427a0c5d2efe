// A step of a rule that is worked out by hand: its numbers, and what is to be said of an answer.
// lessons/exercises/compute.py does the same.

import { Machine } from "../walk/tape.js";
import { readNumber, shortened, Stream } from "./numbers.js";

const CLOSE = 1e-3; // the relative error that a typed number may have
const TIE = 1e-9; // a number so near the middle of two that are rounded may be rounded to either
const NEARBY = 1e-2; // the relative error of a number that was cut off, or rounded too early
const SHOWING = 6e-3; // what a slip is to change at least, so that it shows
const UNFIT = 1000; // what numbers count that cannot be worked with
const BEFORE = "ƒƒ"; // what the values of before the step have in front of their names

/** @type {WeakMap<object, Machine>} */
const calculators = new WeakMap();
const parts = (value) => (Array.isArray(value) ? value : [value]);

/** The value of a piece of arithmetic: a number, or one for each coordinate where `fields` says so. */
function calculated({ tape, wide }, width, fields, known) {
  let machine = calculators.get(tape);
  if (!machine) {
    machine = new Machine(tape, { width, wide, moving: tape.inputs });
    machine.still();
    calculators.set(tape, machine);
  }
  for (const name of tape.inputs) machine.slots.set(parts(known[name]), machine.inputs[name]);
  machine.run();
  const slot = tape.outputs[0];
  return fields > 1 ? [machine.read(slot, 0), machine.read(slot, 1)] : machine.read(slot);
}

/** The value of line `k`, or of `other` in its place. */
const lineValue = ({ lines, width }, k, known, other = lines[k].value) => calculated(other, width, lines[k].fields, known);

function workedStep(exercise, known) {
  return exercise.lines.map(({ name }, k) => (known[name] = lineValue(exercise, k, known)));
}

function begun({ states }, known) {
  const kept = ["theta", "g", ...states].map((name) => [BEFORE + name, known[name]]);
  return { ...known, ...Object.fromEntries(kept) };
}

const perPart = (value, change) => (Array.isArray(value) ? value.map(change) : change(value));

function drawNumbers(exercise, stream) {
  const { width, states, draws } = exercise;
  const drawn = (sizes) => {
    const signed = Array.from({ length: width }, () => (stream.pick([-1, 1]) * stream.pick(sizes)) / 10);
    return width > 1 ? signed : signed[0];
  };
  const zero = width > 1 ? [0, 0] : 0;
  const steps = stream.pick(draws.steps);
  const hypers = Object.fromEntries(draws.choices.map(([name, among]) => [name, stream.pick(among)]));
  let known = { theta: drawn(draws.starts), g: zero, ...Object.fromEntries(states.map((name) => [name, zero])), ...hypers };
  for (let t = 1; t < steps; t += 1) {
    known = begun(exercise, { ...known, g: drawn(draws.slopes), t });
    workedStep(exercise, known);
  }
  const short = (value) => (Number.isFinite(value) ? shortened(value) : value);
  const kept = Object.fromEntries(["theta", ...states].map((name) => [name, perPart(known[name], short)]));
  const given = begun(exercise, { ...kept, ...hypers, g: drawn(draws.slopes), t: steps });
  return { given, values: workedStep(exercise, { ...given }) };
}

/** The value of line `last`, where the lines from `first` on are worked out with a slip. */
function valueAfter(exercise, known, first, slip, last) {
  const now = { ...known };
  let value = null;
  for (let k = first; k <= last; k += 1) {
    value = lineValue(exercise, k, now, slip?.line === k ? slip.value : undefined);
    now[exercise.lines[k].name] = value;
  }
  return value;
}

const askedFrom = ({ lines }, k) => lines.findIndex(({ asked }, i) => asked && i >= k);

/** Whether a slip does not show in the first line after it that is asked for. */
function slipHides(exercise, { given, values }, slip) {
  const last = askedFrom(exercise, slip.line);
  const known = { ...given };
  for (let k = 0; k < slip.line; k += 1) known[exercise.lines[k].name] = values[k];
  const wrong = parts(valueAfter(exercise, known, slip.line, slip, last));
  return !parts(values[last]).some((right, k) => Math.abs(wrong[k] - right) > SHOWING * Math.abs(right));
}

function workable({ given, values }) {
  const sizes = [...Object.values(given), ...values].flatMap(parts).map(Math.abs);
  return sizes.every((size) => size === 0 || (size > 1e-5 && size < 1e5));
}

/** The numbers that a seed gives: `{given: {name: value}, values: [of each line]}`. */
export function exerciseNumbers(exercise, seed) {
  const stream = new Stream(seed);
  let best = null;
  let least = Infinity;
  for (let k = 0; k < exercise.draws.attempts; k += 1) {
    const found = drawNumbers(exercise, stream);
    const count = workable(found) ? exercise.slips.filter((slip) => slipHides(exercise, found, slip)).length : UNFIT;
    if (count < least) [best, least] = [found, count];
    if (count === 0) break;
  }
  return best;
}

const isShort = (typed, right) => [-TIE, TIE].some((nudge) => typed === shortened(right * (1 + nudge)));
const isWithin = (typed, right, part) => Number.isFinite(right) && Math.abs(typed - right) <= part * Math.abs(right);
const nearEnough = (typed, right) => isWithin(typed, right, CLOSE) || (Number.isFinite(right) && isShort(typed, right));
const allNear = (typed, right) => parts(typed).every((value, k) => nearEnough(value, parts(right)[k]));
const coarse = (typed, right, digits) => parts(typed).every((value, k) => nearEnough(value, parts(right)[k]) || value === shortened(parts(right)[k], digits));

/** What is to be said of the typed texts, field by field: `{right, line, kind}`; see `StepVerdict` there. */
export function judgeWork(exercise, seed, typed) {
  const { given } = exerciseNumbers(exercise, seed);
  const ways = [{ ...given }, { ...given }]; // with exact values, with those that were typed
  let held = ways.map((way) => ({ ...way }));
  let first = 0;
  let at = 0;
  for (let k = 0; k < exercise.lines.length; k += 1) {
    const { name, asked, fields } = exercise.lines[k];
    const rights = ways.map((way) => lineValue(exercise, k, way));
    let answers = rights;
    if (asked) {
      const read = Array.from({ length: fields }, (_, i) => readNumber(typed[at + i] ?? ""));
      at += fields;
      const fault = read.find((one) => one.fault);
      if (fault) return { right: false, line: k, kind: fault.fault };
      const answer = fields > 1 ? read.map(({ value }) => value) : read[0].value;
      if (!rights.some((right) => allNear(answer, right))) return wrongWork(exercise, held, [first, k], answer, rights);
      answers = [rights[0], answer];
    }
    ways.forEach((way, i) => (way[name] = answers[i]));
    if (asked) [held, first] = [ways.map((way) => ({ ...way })), k + 1];
  }
  return { right: true, line: null, kind: "" };
}

/** The slip that leads to an answer, from the line after the last right one on. */
function wrongWork(exercise, ways, [first, last], answer, rights) {
  const rounded = { right: false, line: last, kind: "rounded" };
  if (rights.some((right) => coarse(answer, right, 2))) return rounded;
  for (const slip of exercise.slips) {
    if (slip.line < first || slip.line > last) continue;
    for (const [i, way] of ways.entries()) {
      const wrong = parts(valueAfter(exercise, way, first, slip, last));
      const right = parts(rights[i]);
      if (parts(answer).every((value, k) => nearEnough(value, wrong[k]) || nearEnough(value, right[k]))) return { right: false, line: slip.line, kind: slip.kind };
    }
  }
  if (rights.some((right) => coarse(answer, right, 1))) return rounded; // a slip leads to so few digits more likely
  const nearby = rights.some((right) => parts(answer).every((value, k) => isWithin(value, parts(right)[k], NEARBY)));
  return { right: false, line: last, kind: nearby ? "near" : "other" };
}
