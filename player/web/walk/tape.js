// Tapes: arithmetic as a flat list of numbers, and the machine that runs them. See expressions/tape.py.

import { power } from "./power.js";

/** The operations by their numbers, as in expressions/tape.py. */
export const OPCODES = [
  ...["add", "sub", "mul", "div", "neg", "pow"],
  ...["sqrt", "abs", "sign", "exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh"],
  ...["max", "min", "lt", "le", "gt", "ge", "where"],
  ...["sigmoid", "norm", "dot", "swap", "choice", "eq", "ne"],
];
const COUNT = { norm: 1, dot: 2, swap: 1, where: 3, choice: 3 };
const UNARY = new Set(["neg", "sqrt", "abs", "sign", "exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "sigmoid"]);
const operands = (name) => COUNT[name] ?? (UNARY.has(name) ? 1 : 2);
const [NORM, DOT, SWAP] = ["norm", "dot", "swap"].map((name) => OPCODES.indexOf(name));
const ACROSS = new Set([NORM, DOT, SWAP]);
const LARGEST = 4096; // operations that a tape may have

/** Throws unless `tape` is one: known operations on slots that were written before. */
function check({ inputs, constants, code, outputs }) {
  const first = inputs.length + constants.length;
  const whole = (slot, limit) => Number.isInteger(slot) && slot >= 0 && slot < limit;
  if (code.length % 4 || code.length > 4 * LARGEST) throw new RangeError("a tape has four ints per operation");
  for (let k = 0; k < code.length; k += 4) {
    const limit = first + k / 4;
    if (!whole(code[k], OPCODES.length)) throw new RangeError(`no operation ${code[k]}`);
    for (let j = 1; j <= operands(OPCODES[code[k]]); j += 1) if (!whole(code[k + j], limit)) throw new RangeError(`no slot ${code[k + j]}`);
  }
  for (const slot of outputs) if (!whole(slot, first + code.length / 4)) throw new RangeError(`no slot ${slot}`);
}

/** A tape laid out in one Float64Array. Each slot has `width` coordinates, or one if it is a scalar
 *  throughout. `moving`: inputs that change from run to run; what depends on none of them is
 *  computed by `still`, once after the others were set, and the rest by `run`. `wide`: those of the
 *  inputs that have coordinates. */
export class Machine {
  constructor(tape, { width = 1, moving = [], wide = [] } = {}) {
    check(tape);
    const { inputs, constants, code } = tape;
    const first = inputs.length + constants.length;
    const count = first + code.length / 4;
    const moves = new Uint8Array(count);
    const spread = new Uint8Array(count);
    inputs.forEach((name, k) => {
      moves[k] = Number(moving.includes(name));
      spread[k] = Number(width > 1 && wide.includes(name));
    });
    for (let k = 0; k < code.length; k += 4) {
      for (let j = 1; j <= operands(OPCODES[code[k]]); j += 1) {
        moves[first + k / 4] |= moves[code[k + j]];
        spread[first + k / 4] |= spread[code[k + j]];
      }
      if (code[k] === NORM || code[k] === DOT) spread[first + k / 4] = 0;
    }
    this.width = width;
    this.places = new Int32Array(count);
    let size = 0;
    for (let slot = 0; slot < count; slot += 1) {
      this.places[slot] = size;
      size += spread[slot] ? width : 1;
    }
    this.spread = spread;
    this.slots = new Float64Array(size);
    constants.forEach((value, k) => (this.slots[this.places[inputs.length + k]] = value));
    this.inputs = Object.fromEntries(inputs.map((name, k) => [name, this.places[k]]));
    this.outputs = tape.outputs.map((slot) => this.places[slot]);
    this.strides = tape.outputs.map((slot) => spread[slot]); // from one coordinate to the next
    this.before = this.layOut(code, first, (slot) => !moves[slot]);
    this.after = this.layOut(code, first, (slot) => moves[slot]);
  }

  /** The operations for which `wanted(slot)`, one per coordinate: number, operands, result. */
  layOut(code, first, wanted) {
    const { places, spread, width } = this;
    const laid = [];
    const at = (slot, k) => places[slot] + (spread[slot] ? k : 0);
    for (let i = 0; i < code.length; i += 4) {
      const slot = first + i / 4;
      if (!wanted(slot)) continue;
      const [op, a, b, c] = code.slice(i, i + 4);
      for (let k = 0; k < (spread[slot] ? width : 1); k += 1) {
        if (ACROSS.has(op)) laid.push(op, places[a], places[b], (spread[a] ? 1 : 0) + (op === DOT && spread[b] ? 2 : 0) + 4 * k, places[slot] + k);
        else laid.push(op, at(a, k), at(b, k), at(c, k), places[slot] + k);
      }
    }
    return Int32Array.from(laid);
  }

  set(name, value) {
    if (Object.hasOwn(this.inputs, name)) this.slots[this.inputs[name]] = value;
  }

  still() {
    perform(this.before, this.slots, this.width);
  }

  run() {
    perform(this.after, this.slots, this.width);
  }

  /** The value of a slot of the tape in coordinate k, after a run. */
  read(slot, k = 0) {
    return this.slots[this.places[slot] + (this.spread[slot] ? k : 0)];
  }
}

/** An operation that sees all coordinates. how: whether a and b have coordinates, and which is k. */
function across(op, s, a, b, how, width) {
  const da = how & 1;
  if (op === SWAP) return s[a + da * ((width - 1) - (how >> 2))];
  const db = op === NORM ? da : (how >> 1) & 1;
  const other = op === NORM ? a : b;
  let sum = s[a] * s[other];
  for (let k = 1; k < width; k += 1) sum += s[a + da * k] * s[other + db * k];
  return op === NORM ? Math.sqrt(sum) : sum;
}

/** The value of one operation on numbers, as a tape has it. */
export function operated(name, ...values) {
  const slots = new Float64Array(4);
  slots.set(values);
  perform([OPCODES.indexOf(name), 0, 1, 2, 3], slots, 1);
  return slots[3];
}

/** Performs laid-out operations on the slots `s`. The cases are the numbers of OPCODES, written out: only
 *  from plain numbers does a browser make a table of jumps. */
function perform(code, s, width) {
  for (let i = 0; i < code.length; i += 5) {
    const a = code[i + 1];
    const b = code[i + 2];
    let v;
    switch (code[i]) {
      case 0: v = s[a] + s[b]; break;
      case 1: v = s[a] - s[b]; break;
      case 2: v = s[a] * s[b]; break;
      case 3: v = s[a] / s[b]; break;
      case 4: v = -s[a]; break;
      case 5: v = power(s[a], s[b]); break;
      case 6: v = Math.sqrt(s[a]); break;
      case 7: v = Math.abs(s[a]); break;
      case 8: v = s[a] > 0 ? 1 : s[a] < 0 ? -1 : s[a] === 0 ? 0 : s[a]; break;
      case 9: v = Math.exp(s[a]); break;
      case 10: v = Math.log(s[a]); break;
      case 11: v = Math.sin(s[a]); break;
      case 12: v = Math.cos(s[a]); break;
      case 13: v = Math.tan(s[a]); break;
      case 14: v = Math.sinh(s[a]); break;
      case 15: v = Math.cosh(s[a]); break;
      case 16: v = Math.tanh(s[a]); break;
      case 17: v = Math.max(s[a], s[b]); break;
      case 18: v = Math.min(s[a], s[b]); break;
      case 19: v = s[a] < s[b] ? 1 : 0; break;
      case 20: v = s[a] <= s[b] ? 1 : 0; break;
      case 21: v = s[a] > s[b] ? 1 : 0; break;
      case 22: v = s[a] >= s[b] ? 1 : 0; break;
      case 23: v = s[a] ? s[b] : s[code[i + 3]]; break;
      case 24: v = 1 / (1 + Math.exp(-s[a])); break;
      case 25:
      case 26:
      case 27: v = across(code[i], s, a, b, code[i + 3], width); break;
      case 28: v = s[a] > 0 ? s[b] : s[a] < 0 ? s[code[i + 3]] : 0.5 * (s[b] + s[code[i + 3]]); break;
      case 29: v = s[a] === s[b] ? 1 : 0; break;
      case 30: v = s[a] !== s[b] ? 1 : 0; break;
      default: throw new RangeError(`no operation ${code[i]}`);
    }
    s[code[i + 4]] = v;
  }
}
