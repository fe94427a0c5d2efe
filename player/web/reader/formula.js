// Formulas as people type them, read as Python reads them, with their slopes, as tapes.

import { Algebra } from "./algebra.js";
import { FormulaError } from "./error.js";
import { grammar, laidOut } from "./language.js";
import { parseText } from "./parse.js";
import { checkSizes } from "./sizes.js";
import { inPlain } from "./tokens.js";
import { callNode, numberNode, partsOf, rebuilt } from "./tree.js";
import { powered, TapeWriter } from "./write.js";

const HEAD = /^[ \r\n]*(f *\( *x *, *y *\)|f|z) *=/; // what may stand before a formula, as in a book

/** The value and the gradient of a typed f(x, y) as tapes. `defined`: whether the
 *  gradient exists wherever the value does. Throws FormulaError for a text that is no formula.
 *  @param {string} text @param {LanguageData} language @param {string[]} parameters names besides the axes
 *  @returns {ReadFormula} */
export function readFormula(text, language, parameters = []) {
  const { limits, constants, paper } = laidOut(language);
  const length = Array.from(text).length;
  if (length > limits.formula) throw new FormulaError("too_long", null, { length, limit: limits.formula });
  const names = [...VARIABLES, ...parameters];
  const start = HEAD.exec(inPlain(text, paper))?.[0].length ?? 0;
  const tree = parseText(text.slice(start), grammar(language, [...names, ...constants.keys()], false), start);
  checkSizes(tree, text, laidOut(language));
  const algebra = new Algebra(language);
  const value = algebra.built(tree);
  const slopes = VARIABLES.map((axis) => algebra.slope(value, axis));
  if (slopes.reduce((sum, slope) => sum + termsOf(slope), 0) > limits.terms) throw new FormulaError("complicated", null, { limit: limits.terms });
  const tape = (...results) => {
    const writer = new TapeWriter(names, constants);
    return writer.finish(results.map((part) => writer.expression(rebuilt(part, lowerPower))));
  };
  return { value: tape(value), gradient: tape(...slopes), defined: slopes.every(isPolynomial) };
}

const VARIABLES = ["x", "y"];

/** The parts of an expression as SymPy counts them: sums and products of many parts are one, u - v is
 *  u + (-1) v, and u / v is u v⁻¹.
 *  @param {TreeNode} node */
function termsOf(node, around = "") {
  if (node.kind !== "call") return 1;
  const { op, args } = node;
  const [a, b] = args;
  if (op === "add") return Number(around !== "sum") + termsOf(a, "sum") + termsOf(b, "sum");
  if (op === "sub") return Number(around !== "sum") + termsOf(a, "sum") + termsOf(b, "product") + (b.kind === "number" ? 0 : 2);
  if (op === "mul") return Number(around !== "product") + termsOf(a, "product") + termsOf(b, "product");
  if (op === "div") return Number(around !== "product") + termsOf(a, "product") + termsOf(b) + (b.kind === "number" ? 0 : 2);
  return args.reduce((sum, part) => sum + termsOf(part), 1);
}

/** Powers of whole and half exponents as products, roots and quotients of them.
 *  @param {TreeNode} node @returns {TreeNode} */
function lowerPower(node) {
  if (node.kind !== "call" || node.op !== "pow" || node.args[1].kind !== "number") return node;
  const [base, { value }] = node.args;
  if (!Number.isInteger(2 * value)) return node;
  const size = Math.abs(value);
  const whole = powered(base, Math.floor(size));
  const root = Number.isInteger(size) ? null : callNode("sqrt", [base]);
  const found = !root ? whole : size < 1 ? root : callNode("mul", [root, whole]);
  return value < 0 ? callNode("div", [numberNode(1), found]) : found;
}

/** Whether an expression is a polynomial in the axes: only another may be finite where its slope is
 *  0/0 or 0 · ∞. @param {TreeNode} node @returns {boolean} */
function isPolynomial(node) {
  if (node.kind !== "call" || !varies(node)) return true;
  const [a, b] = node.args;
  if (node.op === "add" || node.op === "sub" || node.op === "mul") return node.args.every(isPolynomial);
  if (node.op === "div") return isPolynomial(a) && !varies(b);
  return node.op === "pow" && isPolynomial(a) && b.kind === "number" && Number.isInteger(b.value) && b.value > 0;
}

const varies = (node) => Array.from(partsOf(node)).some((part) => part.kind === "name" && VARIABLES.includes(part.id));
