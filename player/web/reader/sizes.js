// Usable constants and bounded powers: with them the time is bounded that a text can take.

import { general } from "../walk/numbers.js";
import { operated } from "../walk/tape.js";
import { FormulaError } from "./error.js";
import { partsOf } from "./tree.js";
import { operationsOf } from "./write.js";

/** The value of a part without variables; NaN if it has none, null with variables.
 *  @param {TreeNode} node @param {Language} language @returns {number | null} */
function constantOf(node, language) {
  if (node.kind === "number") return node.value;
  if (node.kind === "name") return language.constants.get(node.id) ?? null;
  if (!language.operations.get(node.op).number) return null;
  const values = node.args.map((part) => constantOf(part, language));
  return values.includes(null) ? null : valueOf(node.op, values);
}

/** An operation on numbers; max and min take any number of them. */
export function valueOf(op, values) {
  if (op === "pos") return values[0];
  if (op === "max" || op === "min") return values.reduce((a, b) => operated(op, a, b));
  return operated(op, ...values);
}

/** Throws FormulaError unless the constants in the tree of `text` are usable, and powers bounded with
 *  their work.
 *  @param {TreeNode} tree @param {string} text @param {Language} language */
export function checkSizes(tree, text, language) {
  checkPart(tree, text, language, 1);
  const { exponent, operations: limit } = language.limits;
  if (operationsOf(tree, exponent) > limit) throw new FormulaError("products", null, { limit });
}

/** The same of a part, without the work; the powers around `node` make `power`.
 *  @param {TreeNode} node @param {string} text @param {Language} language @param {number} power */
function checkPart(node, text, language, power) {
  const unusable = () => new FormulaError("constant", node.span[0], { found: text.slice(...node.span) });
  if (node.kind === "call" && node.op === "pow") {
    const [base, exponent] = node.args;
    checkPart(exponent, text, language, 1);
    checkPart(base, text, language, reached(base, exponent, text, language, power));
  } else if (node.kind === "call") {
    for (const part of node.args) checkPart(part, text, language, language.operations.get(node.op).sign ? power : 1);
    if (node.op === "div" && constantOf(node.args[1], language) === 0) throw unusable();
  }
  const value = constantOf(node, language);
  if (value !== null && !(Math.abs(value) <= language.limits.number)) throw unusable();
}

/** The exponent that a base ends up with, inside powers that make `power`. */
function reached(base, raised, text, language, power) {
  const { exponent: largest, power: limit } = language.limits;
  const exponent = constantOf(raised, language);
  const varies = Array.from(partsOf(base)).some((part) => part.kind === "name" && !language.constants.has(part.id));
  if (exponent === null || !varies) return power;
  const [start, end] = raised.span;
  if (Math.abs(exponent) > largest) throw new FormulaError("exponent", start, { found: text.slice(start, end), limit: largest });
  const all = power * Math.max(1, Math.abs(exponent));
  if (all > limit) throw new FormulaError("power", start, { found: general(all), limit });
  return all;
}
