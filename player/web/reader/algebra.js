// Formulas as expressions that are simplified as they are built, and their slopes.

import { FormulaError } from "./error.js";
import { grammar, laidOut } from "./language.js";
import { parseText } from "./parse.js";
import { valueOf } from "./sizes.js";
import { callNode, nameNode, numberNode } from "./tree.js";

/** Builds expressions. Equal ones are one object, so that they are compared, and their slopes kept, by
 *  identity. What has no real value throws FormulaError, as in expressions/formulas/symbolic.py. */
export class Algebra {
  /** @param {LanguageData} data */
  constructor(data) {
    this.data = data;
    this.language = laidOut(data);
    /** @type {Map<string, TreeNode>} */ this.kept = new Map();
    /** @type {Map<TreeNode, number>} */ this.numbers = new Map();
    /** @type {Map<string, Map<TreeNode, TreeNode>>} */ this.slopes = new Map();
    /** @type {Map<string, TreeNode>} */ this.tables = new Map();
  }

  keep(key, make) {
    if (!this.kept.has(key)) {
      this.kept.set(key, make());
      this.numbers.set(this.kept.get(key), this.kept.size);
    }
    return this.kept.get(key);
  }

  /** @param {number} value */
  number(value) {
    if (Number.isNaN(value)) throw new FormulaError("undefined");
    if (Math.abs(value) > this.language.limits.largest) throw new FormulaError("large");
    return this.keep(`number ${value}`, () => numberNode(value));
  }

  name(id) {
    return this.keep(`name ${id}`, () => nameNode(id));
  }

  /** @param {string} op @param {TreeNode[]} args */
  call(op, ...args) {
    return this.keep([op, ...args.map((part) => this.numbers.get(part))].join(" "), () => callNode(op, args));
  }

  /** The expression of a tree; `meant`: what some of its names stand for.
   *  @param {TreeNode} node @param {Map<string, TreeNode>} meant @returns {TreeNode} */
  built(node, meant = new Map()) {
    if (node.kind === "number") return this.number(node.value);
    if (node.kind === "name") {
      const constant = this.language.constants.get(node.id);
      return meant.get(node.id) ?? (constant === undefined ? this.name(node.id) : this.number(constant));
    }
    const parts = node.args.map((part) => this.built(part, meant));
    return this.applied(node.op, parts);
  }

  /** An operation on expressions. @param {string} op @param {TreeNode[]} parts @returns {TreeNode} */
  applied(op, parts) {
    const [a, b] = parts;
    if (parts.every((part) => part.kind === "number")) return this.computed(op, parts.map(({ value }) => value));
    if (op === "pos") return a;
    if (op === "neg") return this.times(this.number(-1), a);
    if (op === "add") return this.plus(a, b);
    if (op === "sub") return this.minus(a, b);
    if (op === "mul") return this.times(a, b);
    if (op === "div") return this.over(a, b);
    if (op === "pow") return this.raised(a, b);
    if (op === "sqrt") return this.raised(a, this.number(0.5));
    if (op === "max" || op === "min") return parts.reduce((left, right) => this.call(op, left, right));
    return this.call(op, ...parts);
  }

  computed(op, values) {
    const value = valueOf(op, values);
    if (!(Math.abs(value) <= this.language.limits.largest)) throw new FormulaError("undefined");
    return this.number(value);
  }

  plus(a, b) {
    if (isNumber(a, 0)) return b;
    if (isNumber(b, 0)) return a;
    if (a === b) return this.times(this.number(2), a);
    if (a.kind === "number" && b.kind === "number") return this.computed("add", [a.value, b.value]);
    return this.call("add", a, b);
  }

  minus(a, b) {
    if (a === b) return this.number(0);
    if (isNumber(b, 0)) return a;
    if (isNumber(a, 0)) return this.times(this.number(-1), b);
    if (a.kind === "number" && b.kind === "number") return this.computed("sub", [a.value, b.value]);
    return this.call("sub", a, b);
  }

  /** A product, its number in front, powers of one base as one power. */
  times(a, b) {
    if (b.kind === "number" && a.kind !== "number") return this.times(b, a);
    if (a.kind === "number") {
      if (a.value === 0) return a;
      if (a.value === 1) return b;
      if (b.kind === "number") return this.computed("mul", [a.value, b.value]);
      const [factor, rest] = this.factored(b);
      return factor === 1 ? this.call("mul", a, b) : this.times(this.number(a.value * factor), rest);
    }
    const [[m, left], [n, right]] = [this.factored(a), this.factored(b)];
    if (m !== 1 || n !== 1) return this.times(this.number(m * n), this.times(left, right));
    const [[base, power], [other, more]] = [this.powerOf(a), this.powerOf(b)];
    return base === other ? this.raised(base, this.number(power + more)) : this.call("mul", a, b);
  }

  over(a, b) {
    if (isNumber(b, 0)) throw new FormulaError("undefined");
    if (isNumber(a, 0) || isNumber(b, 1)) return a;
    if (a === b) return this.number(1);
    if (b.kind === "number") return a.kind === "number" ? this.computed("div", [a.value, b.value]) : this.call("div", a, b);
    const [[base, power], [other, less]] = [this.powerOf(a), this.powerOf(b)];
    if (base === other) return this.raised(base, this.number(power - less));
    const [factor, rest] = this.factored(a);
    return factor === 1 || a.kind === "number" ? this.call("div", a, b) : this.times(this.number(factor), this.over(rest, b));
  }

  /** @param {TreeNode} base @param {TreeNode} exponent @returns {TreeNode} */
  raised(base, exponent) {
    const { exponent: largest, power: most } = this.language.limits;
    if (exponent.kind !== "number") {
      if (base.kind === "number" && base.value <= 0) throw new FormulaError("undefined");
      return isNumber(base, Math.E) ? this.call("exp", exponent) : this.call("pow", base, exponent);
    }
    const { value } = exponent;
    if (base.kind === "number") return this.computed("pow", [base.value, value]);
    if (value === 0 || value === 1) return value ? base : this.number(1);
    if (Number.isInteger(value)) {
      const [inner, power] = this.powerOf(base);
      if (power !== 1) return this.raised(inner, this.number(power * value));
      if (base.kind === "call" && this.apart(base, value)) {
        const [left, right] = base.args.map((part) => this.raised(part, exponent));
        return base.op === "mul" ? this.times(left, right) : this.over(left, right);
      }
    }
    if (Math.abs(value) > most) throw new FormulaError("power", null, { found: value, limit: most });
    if (Math.abs(value) > largest && !Number.isInteger(2 * value)) throw new FormulaError("exponent", null, { found: value, limit: largest });
    return this.call("pow", base, exponent);
  }

  /** Whether a whole power of a product or quotient is one of its parts': not where a number would
   *  leave the floats. */
  apart({ op, args }, power) {
    const { largest } = this.language.limits;
    const held = (value) => Math.abs(value) <= largest && Math.abs(value) >= 1 / largest;
    return (op === "mul" || op === "div") && args.every((part) => part.kind !== "number" || held(part.value ** power));
  }

  /** An expression as a number times another. @returns {[number, TreeNode]} */
  factored(node) {
    const [first, second] = node.kind === "call" && node.op === "mul" ? node.args : [];
    return first?.kind === "number" ? [first.value, second] : [1, node];
  }

  /** An expression as a base and a number to which it is raised. @returns {[TreeNode, number]} */
  powerOf(node) {
    const [base, exponent] = node.kind === "call" && node.op === "pow" ? node.args : [];
    return exponent?.kind === "number" ? [base, exponent.value] : [node, 1];
  }

  /** The derivative by `axis`. @param {TreeNode} node @param {string} axis @returns {TreeNode} */
  slope(node, axis) {
    if (!this.slopes.has(axis)) this.slopes.set(axis, new Map());
    const known = this.slopes.get(axis);
    if (!known.has(node)) known.set(node, this.derived(node, axis));
    return known.get(node);
  }

  derived(node, axis) {
    if (node.kind !== "call") return this.number(node.kind === "name" && node.id === axis ? 1 : 0);
    const { op, args } = node;
    const [a, b] = args;
    const [da, db] = args.map((part) => this.slope(part, axis));
    if (op === "add") return this.plus(da, db);
    if (op === "sub") return this.minus(da, db);
    if (op === "mul") return this.plus(this.times(da, b), this.times(a, db));
    if (op === "div") {
      const byAbove = this.over(da, b);
      return isNumber(db, 0) ? byAbove : this.minus(byAbove, this.over(this.times(a, db), this.raised(b, this.number(2))));
    }
    if (op === "max") return this.choice(this.minus(a, b), da, db);
    if (op === "min") return this.choice(this.minus(b, a), da, db);
    if (op === "pow" && b.kind === "number") return this.times(this.times(b, this.raised(a, this.number(b.value - 1))), da);
    if (op === "pow") {
      const byBase = this.times(this.times(b, this.raised(a, this.minus(b, this.number(1)))), da);
      return this.plus(byBase, isNumber(db, 0) ? db : this.times(this.times(node, this.applied("log", [a])), db));
    }
    return isNumber(da, 0) ? da : this.times(this.built(this.table(op), new Map([["u", a]])), da);
  }

  /** The declared derivative of an operation, as a tree in u. */
  table(op) {
    const [text] = this.language.operations.get(op).slopes;
    if (!this.tables.has(op)) this.tables.set(op, parseText(text, grammar(this.data, ["u"], true)));
    return this.tables.get(op);
  }

  /** a where c > 0, b where c < 0, their mean where c is 0. */
  choice(c, a, b) {
    if (a === b) return a;
    if (c.kind !== "number") return this.call("choice", c, a, b);
    return c.value === 0 ? this.over(this.plus(a, b), this.number(2)) : c.value > 0 ? a : b;
  }
}

/** Whether an expression is this number. @param {TreeNode} node @param {number} value */
const isNumber = (node, value) => node.kind === "number" && node.value === value;
