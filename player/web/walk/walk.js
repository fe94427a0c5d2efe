// A run, step by step: what simulation/problem.py and simulation/run.py do, in the browser.

import { sampling } from "./samples.js";
import { Machine } from "./tape.js";

const laidFormulas = new WeakMap();
const laidRules = new WeakMap();

/** What `lay` makes of a tape, made once. */
function onceLaid(store, tape, lay) {
  if (!store.has(tape)) store.set(tape, lay());
  return store.get(tape);
}

/** A machine for the rule, with the names of its states, the places of theta and of each state after
 *  a step (`from`) and before the next one (`to`), two each, and room for what lies there. */
function ruleOf(tape) {
  return onceLaid(laidRules, tape, () => {
    const states = tape.inputs.slice(3, 3 + tape.outputs.length - 1);
    const machine = new Machine(tape, { width: 2, wide: ["theta", "g", ...states], moving: ["theta", "g", "t", "lr", ...states] });
    const { inputs, outputs, strides } = machine;
    const from = Int32Array.from(outputs.flatMap((place, k) => [place, place + strides[k]]));
    const to = Int32Array.from(["theta", ...states].flatMap((name) => [inputs[name], inputs[name] + 1]));
    return { states, machine, from, to, carried: new Float64Array(to.length) };
  });
}

function formulaOf(tape, values) {
  const machine = onceLaid(laidFormulas, tape, () => new Machine(tape, { moving: tape.inputs.slice(0, 2) }));
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

/** The surface's gradient as a function of x and y, of the whole loss. @param {Formula} surface */
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
  const { centre: [cx, cy], far } = surface;
  const { flat } = theta;
  let diverged = null;
  for (let k = 0; k <= steps; k += 1) {
    const x = flat[2 * k];
    const y = flat[2 * k + 1];
    const height = ranAt(value, x, y);
    loss[k] = height;
    if (diverged !== null) continue;
    const dx = x - cx;
    const dy = y - cy;
    if (!(dx * dx + dy * dy <= far && Number.isFinite(height))) diverged = k;
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
  const ruled = ruleOf(rule);
  const { machine } = ruled;
  const { slots, inputs } = machine;
  const { steps, lr } = into;
  const gradient = formulaOf(surface.gradient, surface.arguments);
  const value = formulaOf(surface.value, surface.arguments);
  const samples = sampling(surface.stream, surface.values, steps, gradient);
  if (!samples || (noise && !(draws?.length >= 2 * steps))) return undefined;
  const { before, seen } = samples;
  for (const [name, number] of Object.entries(hypers)) machine.set(name, number);
  machine.still();
  for (let t = 1; t <= steps; t += 1) lr[t - 1] = (hypers.lr ?? NaN) * (factors ? factors[t - 1] : 1);
  const [point, slope, time, rate] = ["theta", "g", "t", "lr"].map((name) => inputs[name]);
  const found = new Float64Array(2);
  const slopes = into.gradient.flat;
  const kept = [into.theta, ...into.states].map(({ flat }) => flat);
  ruled.carried.fill(0);
  ruled.carried.set(start);
  carry(ruled, kept, 0);
  for (let t = 1; t <= steps; t += 1) {
    before?.(t);
    slopeAt(gradient, value, surface.defined, slots[point], slots[point + 1], found);
    if (seen && !seen(t)) found[1] = 0;
    for (let k = 0; k < 2; k += 1) {
      if (noise) found[k] += noise * draws[2 * t - 2 + k];
      slots[slope + k] = found[k];
      slopes[2 * t - 2 + k] = found[k];
    }
    slots[time] = t;
    if (rate !== undefined) slots[rate] = lr[t - 1];
    machine.run();
    for (let k = 0; k < ruled.from.length; k += 1) ruled.carried[k] = slots[ruled.from[k]];
    carry(ruled, kept, t);
  }
  return judge(surface, into, surface.arguments);
}

/** Puts theta and the states, as they are after step t, where the next step reads them, and into
 *  the rows `kept`. */
function carry({ machine, to, carried }, kept, t) {
  for (let k = 0; k < to.length; k += 1) machine.slots[to[k]] = carried[k];
  for (let k = 0; k < kept.length; k += 1) {
    kept[k][2 * t] = carried[2 * k];
    kept[k][2 * t + 1] = carried[2 * k + 1];
  }
}

/** The state `name` of a run that was walked into a room with these `states`, step by step. */
export const stateOf = (rule, name, { states }) => states[ruleOf(rule).states.indexOf(name)];

/** The path of the state `name` of a run that was walked into `into`. A state has no value before the
 *  first step: there its path is at the start. */
export function pathOf(rule, name, into) {
  return [into.theta.rows[0], ...stateOf(rule, name, into).rows.slice(1)];
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
