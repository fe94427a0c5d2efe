// A run, step by step: what simulation/problem.py and simulation/run.py do, in the browser.

import { sampling } from "./samples.js";
import { Machine } from "./tape.js";

const machines = new WeakMap();

/** The machine of a tape, laid out once. */
function machineOf(tape, settings) {
  if (!machines.has(tape)) machines.set(tape, new Machine(tape, settings));
  return machines.get(tape);
}

/** A machine for the rule, with the places of its inputs that change. */
function ruleOf(tape) {
  const states = tape.inputs.slice(3, 3 + tape.outputs.length - 1);
  return { states, machine: machineOf(tape, { width: 2, wide: ["theta", "g", ...states], moving: ["theta", "g", "t", "lr", ...states] }) };
}

function formulaOf(tape, values) {
  const machine = machineOf(tape, { moving: tape.inputs.slice(0, 2) });
  for (const [name, value] of Object.entries(values)) machine.set(name, value);
  machine.still();
  return machine;
}

/** Room for a run of `steps` steps: rows of points, losses, gradients, rates and states. The rows are
 *  cut when they are asked for. */
export function room(steps, states = 0) {
  const rows = (count) => {
    const flat = new Float64Array(2 * count);
    return cutOnce(flat, () => Array.from({ length: count }, (_, k) => flat.subarray(2 * k, 2 * k + 2)));
  };
  return {
    steps,
    theta: rows(steps + 1),
    gradient: rows(steps),
    loss: new Float64Array(steps + 1),
    lr: new Float64Array(steps),
    states: Array.from({ length: states }, () => rows(steps + 1)),
  };
}

function cutOnce(flat, cut) {
  /** @type {Float64Array[] | undefined} */
  let found;
  return {
    flat,
    get rows() {
      return (found ??= cut());
    },
  };
}

/** The room of the first `steps` steps of `whole`, whose memory and rows it shares: a hand on the
 *  number of steps needs another one in every frame. */
export function roomWithin(whole, steps) {
  if (steps === whole.steps) return whole;
  const first = (all, count) => cutOnce(all.flat, () => all.rows.slice(0, count));
  return {
    steps,
    theta: first(whole.theta, steps + 1),
    gradient: first(whole.gradient, steps),
    loss: whole.loss.subarray(0, steps + 1),
    lr: whole.lr.subarray(0, steps),
    states: whole.states.map((state) => first(state, steps + 1)),
  };
}

/** Runs the machine of a formula at (x, y); returns its first output, the others are in its slots. */
function ranAt(machine, x, y) {
  const { slots, outputs } = machine;
  slots[0] = x;
  slots[1] = y;
  machine.run();
  return slots[outputs[0]];
}

/** The outputs of a tape of the surface, all of them, as a function of x and y. */
export function outputsAt(tape, values) {
  const machine = formulaOf(tape, values);
  return (x, y) => {
    ranAt(machine, x, y);
    return machine.outputs.map((place) => machine.slots[place]);
  };
}

/** The surface's value as a function of x and y. */
export function valueAt(tape, values) {
  const machine = formulaOf(tape, values);
  return (x, y) => ranAt(machine, x, y);
}

/** The surface's gradient as a function of x and y, of the whole loss. */
export function slopeOf({ gradient, value, defined, arguments: values }) {
  const found = new Float64Array(2);
  const [slope, height] = [formulaOf(gradient, values), formulaOf(value, values)];
  return (x, y) => {
    slopeAt(slope, height, defined, x, y, found);
    return found;
  };
}

/** The value of the surface at every point, and the first one that counts as diverged, or null. */
function judge(surface, { theta, loss, steps }, arguments_) {
  const value = formulaOf(surface.value, arguments_);
  const { centre, far } = surface;
  let diverged = null;
  for (let k = 0; k <= steps; k += 1) {
    const [x, y] = [theta.flat[2 * k], theta.flat[2 * k + 1]];
    loss[k] = ranAt(value, x, y);
    if (diverged !== null) continue;
    const [dx, dy] = [x - centre[0], y - centre[1]];
    if (!(dx * dx + dy * dy <= far && Number.isFinite(loss[k]))) diverged = k;
  }
  return diverged;
}

/** The gradient at (x, y) into `found`; 0 where the value is finite but has none. */
function slopeAt(gradient, value, defined, x, y, found) {
  found[0] = ranAt(gradient, x, y);
  found[1] = gradient.slots[gradient.outputs[1]];
  if (defined || !(Number.isNaN(found[0]) || Number.isNaN(found[1]))) return;
  if (!Number.isFinite(ranAt(value, x, y))) return;
  for (const k of [0, 1]) if (Number.isNaN(found[k])) found[k] = 0;
}

/** Walks a run into `into` (see `room`); returns the step at which it diverged, null for never,
 *  or undefined if what was drawn for its noise or samples does not last.
 *
 *  rule: a tape. hypers: value by name. surface: {value, gradient, defined, centre, far}, the values
 *  of its formula's names as `arguments` and of its parameters as `values`, and perhaps a `stream`.
 *  noise: the strength of the normal `draws` (2 a step). factors: on η, or null. */
export function walk({ rule, hypers, surface, start, noise = 0, draws, factors }, into) {
  const { machine, states } = ruleOf(rule);
  const { slots, inputs, outputs } = machine;
  const { steps, theta, gradient: slope, lr } = into;
  const gradient = formulaOf(surface.gradient, surface.arguments);
  const value = formulaOf(surface.value, surface.arguments);
  const samples = sampling(surface.stream, surface.values, steps, gradient);
  if (!samples || (noise && !(draws?.length >= 2 * steps))) return undefined;
  for (const [name, number] of Object.entries(hypers)) machine.set(name, number);
  machine.still();
  const [point, seen, time, rate] = ["theta", "g", "t", "lr"].map((name) => inputs[name]);
  const held = states.map((name) => inputs[name]);
  const g = new Float64Array(2);
  theta.flat.set(start, 0);
  slots.set(start, point);
  held.forEach((place, s) => {
    slots.fill(0, place, place + 2);
    into.states[s]?.flat.fill(0, 0, 2);
  });
  for (let t = 1; t <= steps; t += 1) {
    samples.before?.(t);
    slopeAt(gradient, value, surface.defined, slots[point], slots[point + 1], g);
    if (samples.seen && !samples.seen(t)) g[1] = 0;
    for (let k = 0; k < 2; k += 1) {
      if (noise) g[k] += noise * draws[2 * t - 2 + k];
      slots[seen + k] = g[k];
      slope.flat[2 * t - 2 + k] = g[k];
    }
    slots[time] = t;
    lr[t - 1] = hypers.lr === undefined ? NaN : factors ? hypers.lr * factors[t - 1] : hypers.lr;
    if (rate !== undefined) slots[rate] = lr[t - 1];
    machine.run();
    move(machine, outputs, [point, ...held], into, t);
  }
  return judge(surface, into, surface.arguments);
}

const carried = new Float64Array(128);

/** Carries theta and the states over to the next step, all at once, and keeps them. */
function move(machine, outputs, places, { theta, states }, t) {
  const { slots } = machine;
  const step = machine.strides;
  for (let i = 0; i < places.length; i += 1) {
    carried[2 * i] = slots[outputs[i]];
    carried[2 * i + 1] = slots[outputs[i] + step[i]];
  }
  for (let i = 0; i < places.length; i += 1) {
    slots[places[i]] = carried[2 * i];
    slots[places[i] + 1] = carried[2 * i + 1];
    const kept = i ? states[i - 1] : theta;
    if (!kept) continue;
    kept.flat[2 * t] = carried[2 * i];
    kept.flat[2 * t + 1] = carried[2 * i + 1];
  }
}

/** The path of the state `name` of a run that was walked into `into`. A state has no value before the
 *  first step: there its path is at the start. */
export function pathOf(rule, name, { theta, states }) {
  return [theta.rows[0], ...states[ruleOf(rule).states.indexOf(name)].rows.slice(1)];
}

/** What each line of the rule assigned in step t of a run that was walked into `into`: [x, y], or a
 *  number for what has no coordinates. */
export function dissect({ rule, hypers }, into, t) {
  const { machine, states } = ruleOf(rule);
  for (const [name, number] of Object.entries(hypers)) machine.set(name, number);
  machine.still();
  const put = (name, rows, row) => machine.slots.set(rows[row], machine.inputs[name]);
  put("theta", into.theta.rows, t - 1);
  put("g", into.gradient.rows, t - 1);
  states.forEach((name, k) => put(name, into.states[k].rows, t - 1));
  machine.set("t", t);
  machine.set("lr", into.lr[t - 1]);
  machine.run();
  return rule.lines.map((slot) => (machine.spread[slot] ? [machine.read(slot, 0), machine.read(slot, 1)] : machine.read(slot)));
}
