// Trees -> tapes: what expressions/lower.py and expressions/tape.py do, to the same slots.

import { OPCODES } from "../walk/tape.js";
import { callNode, numberNode, rebuilt } from "./tree.js";

/** The tree with whole powers up to `largest` as products, u**0.5 as a root, and max and min of two.
 *  @param {TreeNode} node @param {number} largest @returns {TreeNode} */
export const lowered = (node, largest) => rebuilt(node, (part) => lower(part, largest));

/** The size of an exponent whose power becomes a product, else null.
 *  @param {TreeNode} raised @param {number} largest */
function timesOf(raised, largest) {
  const plain = raised.kind === "call" && raised.op === "neg" ? raised.args[0] : raised;
  return plain.kind === "number" && Number.isInteger(plain.value) && plain.value <= largest ? plain.value : null;
}

/** How many operations the lowered tree has, at most: a product repeats its base.
 *  @param {TreeNode} node @param {number} largest */
export function operationsOf(node, largest) {
  if (node.kind !== "call") return 0;
  const times = node.op === "pow" && timesOf(node.args[1], largest);
  if (!times) return node.args.reduce((sum, part) => sum + operationsOf(part, largest), 1);
  const bits = times.toString(2);
  return bits.replaceAll("0", "").length * operationsOf(node.args[0], largest) + 2 * bits.length;
}

/** @param {TreeNode} node @param {number} largest @returns {TreeNode} */
function lower(node, largest) {
  if (node.kind !== "call") return node;
  const { op, args } = node;
  if (op === "pos") return args[0];
  if (op === "pow") {
    const [base, exponent] = args;
    const times = timesOf(exponent, largest);
    if (exponent.kind === "number" && exponent.value === 0.5) return callNode("sqrt", [base]);
    if (times !== null && exponent.kind === "number") return powered(base, times);
    if (times !== null) return callNode("div", [numberNode(1), powered(base, times)]);
  }
  if ((op === "max" || op === "min") && args.length > 2) {
    const [first, second, ...others] = args;
    return lower(callNode(op, [callNode(op, [first, second]), ...others]), largest);
  }
  return node;
}

/** base ** times as squares and products. @returns {TreeNode} */
export function powered(base, times) {
  if (times < 2) return times ? base : numberNode(1);
  const square = callNode("square", [powered(base, Math.floor(times / 2))]);
  return times % 2 ? callNode("mul", [base, square]) : square;
}

/** Where a value is: what holds it ("input", "constant", "result"), and its number there.
 *  @typedef {[string, number]} Place */

/** Writes a tape. */
export class TapeWriter {
  /** @param {string[]} inputs @param {Map<string, number>} constants */
  constructor(inputs, constants) {
    this.inputs = inputs;
    /** @type {Map<string, Place>} */ this.names = new Map(inputs.map((name, k) => [name, ["input", k]]));
    this.known = constants;
    /** @type {Map<string, {value: number, place: Place}>} */ this.constants = new Map();
    /** @type {Map<string, {op: string, operands: Place[], place: Place}>} */ this.operations = new Map();
    /** @type {Place[]} */ this.lines = [];
  }

  /** @param {number} value */
  constant(value) {
    const key = Object.is(value, -0) ? "-0" : String(value);
    if (!this.constants.has(key)) this.constants.set(key, { value, place: ["constant", this.constants.size] });
    return this.constants.get(key).place;
  }

  /** The value of an operation; the same one is computed once. @param {string} op @param {Place[]} operands */
  operation(op, ...operands) {
    const key = [op, ...operands].join();
    if (!this.operations.has(key)) this.operations.set(key, { op, operands, place: ["result", this.operations.size] });
    return this.operations.get(key).place;
  }

  /** The value of a lowered tree over names that are known by now.
   *  @param {TreeNode} node @returns {Place} */
  expression(node) {
    if (node.kind === "number") return this.constant(node.value);
    if (node.kind === "name") return this.names.get(node.id) ?? this.constant(this.known.get(node.id));
    const [first] = node.args;
    // A whole zero has no sign.
    if (node.op === "neg" && first.kind === "number") return this.constant(first.whole && first.value === 0 ? 0 : -first.value);
    const operands = node.args.map((part) => this.expression(part));
    return node.op === "square" ? this.operation("mul", operands[0], operands[0]) : this.operation(node.op, ...operands);
  }

  assign(name, node) {
    this.names.set(name, this.expression(node));
    this.lines.push(this.names.get(name));
  }

  /** @returns {Tape & {lines: number[]}} */
  finish(outputs) {
    const constants = [...this.constants.values()].map(({ value }) => value);
    const first = { input: 0, constant: this.inputs.length, result: this.inputs.length + constants.length };
    const slot = ([kind, k]) => first[kind] + k;
    const code = [...this.operations.values()].flatMap(({ op, operands }) => [OPCODES.indexOf(op), ...[0, 1, 2].map((k) => (operands[k] ? slot(operands[k]) : 0))]);
    return { inputs: this.inputs, constants, code, outputs: outputs.map(slot), lines: this.lines.map(slot) };
  }
}
