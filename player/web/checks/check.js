// Judging a check here, as lessons/checks/read.py does: its tree is [operation, part, ...], names are
// texts. The tree comes from there, so it is known to fit the comparison.

import { power } from "../walk/power.js";
import { MEASURES } from "./measures.js";

const OPERATIONS = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  neg: (a) => -a,
  pos: (a) => a,
  pow: power,
  abs: Math.abs,
  min: Math.min,
  max: Math.max,
  sqrt: Math.sqrt,
  log: Math.log,
  exp: Math.exp,
  lt: (a, b) => a < b,
  le: (a, b) => a <= b,
  gt: (a, b) => a > b,
  ge: (a, b) => a >= b,
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
  not: (a) => !a,
};
const isSetting = (part) => Array.isArray(part) && part[0] === "set";

/** The value of a tree: `named(name)` of a name, `called(call)` of what is no operation. */
function evaluate(tree, named, called) {
  if (typeof tree === "number") return tree;
  if (typeof tree === "string") return named(tree);
  const [op, ...parts] = tree;
  const value = (part) => evaluate(part, named, called);
  if (op === "and") return parts.every(value);
  if (op === "or") return parts.some(value);
  return op in MEASURES ? called(tree) : OPERATIONS[op](...parts.map(value));
}

/** What a measure is asked of: `{settings, runs, numbers}`. */
function taken([op, ...parts], steps) {
  const { runs: count = 1, radius = false, step } = MEASURES[op];
  const given = parts.filter((part) => !isSetting(part));
  const numbers = given.slice(count).map((part) => evaluate(part, () => steps, () => NaN));
  if (step && numbers.length === Number(radius)) numbers.push(step === "end" ? steps : 0);
  const settings = Object.fromEntries(parts.filter(isSetting).map(([, name, value]) => [name, value]));
  return { settings, runs: given.slice(0, count), numbers };
}

/** Whether the check holds, or the number that it comes to if it is a measure alone.
 *  @param {CheckTree} tree @param {import("./ran.js").Ran} ran */
export function judged(tree, ran) {
  const variants = new Map([["{}", ran]]);
  const called = (call) => {
    const { settings, runs, numbers } = taken(call, ran.steps);
    const key = JSON.stringify(settings);
    if (!variants.has(key)) variants.set(key, ran.again(settings));
    return MEASURES[call[0]].value(variants.get(key), ...runs, ...numbers);
  };
  return evaluate(tree, (name) => ran.named(name), called);
}

/** The option of a question that comes true: the first whose check holds, else the one without.
 *  @param {[string, CheckTree | null][]} options @param {import("./ran.js").Ran} ran */
export function outcome(options, ran) {
  const found = options.find(([, tree]) => tree && judged(tree, ran)) ?? options.find(([, tree]) => !tree);
  return found[0];
}
