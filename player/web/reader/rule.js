// Rules as people type them, read as expressions/rules/read.py reads them, to the same tape.

import { FormulaError, RuleError } from "./error.js";
import { grammar, laidOut } from "./language.js";
import { nearest } from "./near.js";
import { parseText } from "./parse.js";
import { checkSizes } from "./sizes.js";
import { inPlain, unknownCharacter } from "./tokens.js";
import { callNode, nameNode, partsOf } from "./tree.js";
import { lowered, TapeWriter } from "./write.js";

const ASSIGNED = /^( *)([A-Za-z_][A-Za-z_0-9]*) *([-+*/]?)=(?!=)/;
const DECLARED = /^( *)([A-Za-z_][A-Za-z_0-9]*) *:(?!=)/;
const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/;
const AUGMENTED = { "+": "add", "-": "sub", "*": "mul", "/": "div" };

/** The rule that a text says: its tape, the names of its state, the defaults of its hyper-parameters,
 *  the stops that it declares, and its lines as trees. Throws RuleError for a text that is none.
 *  @param {string} text @param {LanguageData} language as optimizers/language.py gives it
 *  @returns {ReadRule} */
export function readRule(text, language) {
  const { limits } = laidOut(language);
  const length = Array.from(text).length;
  if (length > limits.rule) throw new RuleError("too_long", null, { length, limit: limits.rule });
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  if (lines.length > limits.lines) throw new RuleError("too_many", null, { found: lines.length, limit: limits.lines });
  return new RuleReader(language).whole(lines);
}

/** Reads line by line; what a name is shows only at the end. */
class RuleReader {
  /** @param {LanguageData} data */
  constructor(data) {
    this.language = laidOut(data);
    this.grammar = grammar(data, null, true);
    /** @type {RuleLine[]} */ this.statements = [];
    /** @type {Map<string, {value: number, stops: number[], line: number}>} */ this.declared = new Map();
    this.line = 0;
  }

  whole(lines) {
    lines.forEach((line, k) => {
      this.line = k + 1;
      this.located(() => this.one(line));
    });
    return this.checked();
  }

  /** Runs what may find an error in this line. */
  located(work) {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof FormulaError) || error instanceof RuleError) throw error;
      throw this.error(error.code, error.position, error.details);
    }
  }

  error(code, position = null, details = {}) {
    const error = new RuleError(code, position, details);
    error.line = this.line;
    return error;
  }

  one(text) {
    const said = inPlain(text, this.language.plain).split("#", 1)[0];
    Array.from(said).forEach((sign, k) => {
      if (!(sign >= " " && sign <= "~")) throw unknownCharacter(sign, k, this.language);
    });
    const line = said.trimEnd();
    if (!line) return;
    const { line: limit } = this.language.limits;
    if (line.length > limit) throw new FormulaError("line_long", null, { length: line.length, limit });
    const assigned = ASSIGNED.exec(line);
    const declared = !assigned && DECLARED.exec(line);
    if (assigned) this.assign(assigned, line);
    else if (declared) this.declare(declared, line);
    else throw new FormulaError("statement", line.length - line.trimStart().length);
  }

  /** The name that a line sets, if it may, and where it stands. @returns {[string, number]} */
  named([, before, name]) {
    const { called, aliases, keywords, constants } = this.language;
    const at = before.length;
    if (called.has(name) || aliases.has(name) || name === "np") throw new FormulaError("name_taken", at, { found: name });
    if (keywords.has(name)) throw new FormulaError("keyword", at, { found: name });
    if (constants.has(name)) throw new FormulaError("name_constant", at, { found: name });
    if (name === "t") throw new FormulaError("assigned_t", at);
    return [name, at];
  }

  assign(found, line) {
    const [name, at] = this.named(found);
    if (this.language.hypers.has(name) || this.declared.has(name)) throw new FormulaError("assigned_hyper", at, { found: name });
    const end = found[0].length;
    if (!line.slice(end)) throw new FormulaError("unfinished", line.length - 1);
    let value = parseText(line.slice(end), this.grammar, end);
    checkSizes(value, line, this.language);
    if (found[3]) value = callNode(AUGMENTED[found[3]], [nameNode(name, [at, at + name.length]), value], value.span);
    this.statements.push({ name, value, number: this.line });
  }

  declare(found, line) {
    const [name, at] = this.named(found);
    const { given, taken, limits } = this.language;
    if (given.includes(name) || this.statements.some((statement) => statement.name === name)) throw new FormulaError("declared_name", at, { found: name });
    if (taken.has(name)) throw new FormulaError("hyper_taken", at, { found: name });
    if (this.declared.has(name)) throw new FormulaError("declared_twice", at, { found: name });
    const [first, ...rest] = line.slice(found[0].length).split(" ").filter(Boolean);
    const listed = rest[0] === "in";
    const stops = listed ? rest.slice(1) : rest;
    const numbers = [first ?? "", ...stops].filter((part) => NUMBER.test(part)).map(Number);
    const counted = numbers.length === 1 + stops.length && numbers.length <= 1 + limits.stops;
    const shaped = (listed && stops.length > 0) || rest.length === 0;
    if (!(shaped && counted && numbers.every((value) => Math.abs(value) <= limits.value))) {
      throw new FormulaError("declaration", found[0].length, { found: name });
    }
    const marks = stops.length ? [...new Set(numbers)].sort((a, b) => a - b) : [];
    this.declared.set(name, { value: numbers[0], stops: marks, line: this.line });
  }

  /** The rule, once every name is known to be something. @returns {ReadRule} */
  checked() {
    const { given, hypers: glossary } = this.language;
    const assigned = new Map([...this.statements].reverse().map((statement) => [statement.name, statement])); // each name's first line
    if (!assigned.has("theta")) this.thetaMissing(assigned);
    const [used, kept] = [new Set(), new Set()];
    const [soFar, conditions, wide] = [new Set(given), new Set(), new Set(["theta", "g", ...assigned.keys()])];
    for (const { name, value, number } of this.statements) {
      this.line = number;
      for (const part of partsOf(value)) {
        if (part.kind !== "name") continue;
        this.lookUp(part, assigned, used);
        if (assigned.has(part.id) && !soFar.has(part.id)) kept.add(part.id);
      }
      this.checkKinds({ name, value }, { kept, conditions, wide });
      soFar.add(name);
    }
    for (const [name, { line }] of this.declared) {
      this.line = line;
      if (!used.has(name)) throw this.error("unused", 0, { found: name });
    }
    const hypers = Object.fromEntries([...this.declared].map(([name, { value }]) => [name, value]));
    for (const name of used) if (!this.declared.has(name)) hypers[name] = glossary.get(name).default;
    const stops = Object.fromEntries([...this.declared].filter(([, { stops: marks }]) => marks.length).map(([name, { stops: marks }]) => [name, marks]));
    const state = [...new Set(this.statements.map(({ name }) => name).filter((name) => kept.has(name)))];
    return { tape: this.tape(state, Object.keys(hypers)), state, hypers, stops, lines: this.statements };
  }

  /** Throws where a line takes a condition for a number, or a number for a vector. */
  checkKinds({ name, value }, { kept, conditions, wide }) {
    const { operations } = this.language;
    for (const part of partsOf(value)) {
      const alone = part.kind === "call" && operations.get(part.op).joint && !part.args.some((argument) => isWide(argument, wide));
      if (alone) throw this.error("joint", part.span[0], { found: part.op });
    }
    wide[isWide(value, wide) ? "add" : "delete"](name);
    const truth = this.located(() => isCondition(value, conditions, operations));
    if (truth && (kept.has(name) || name === "theta" || name === "g")) throw this.error("condition_value", value.span[0]);
    conditions[truth ? "add" : "delete"](name);
  }

  thetaMissing(assigned) {
    if (!assigned.size) throw new RuleError("empty");
    const found = nearest("theta", assigned.keys());
    if (!found) throw new RuleError("no_theta");
    this.line = assigned.get(found).number;
    throw this.error("theta_near", 0, { found });
  }

  lookUp({ id, span }, assigned, used) {
    const { given, hypers, constants } = this.language;
    if (this.declared.has(id) || hypers.has(id)) used.add(id);
    else if (!assigned.has(id) && !given.includes(id) && !constants.has(id)) {
      const near = this.near(id, [...given, ...assigned.keys(), ...this.declared.keys(), ...hypers.keys()]);
      throw near ? this.error("unknown_near", span[0], { found: id, near }) : this.error("unknown", span[0], { found: id });
    }
  }

  near(name, words) {
    const plain = (word) => word.replaceAll("_", "").toLowerCase();
    const said = this.language.meant.get(name.toLowerCase());
    return words.findLast((word) => plain(word) === plain(name)) ?? (said && words.includes(said) ? said : nearest(name, words));
  }

  tape(state, hypers) {
    const writer = new TapeWriter(["theta", "g", "t", ...state, ...hypers], this.language.constants);
    for (const { name, value } of this.statements) writer.assign(name, lowered(value, this.language.limits.exponent));
    return writer.finish(["theta", ...state].map((name) => writer.names.get(name)));
  }
}

/** Whether a value has all coordinates of theta. @param {TreeNode} node @param {Set<string>} wide */
function isWide(node, wide) {
  if (node.kind === "name") return wide.has(node.id);
  return node.kind === "call" && node.op !== "norm" && node.op !== "dot" && node.args.some((part) => isWide(part, wide));
}

/** Whether a tree is a condition; throws where a condition and a number are mistaken.
 *  @param {TreeNode} node @param {Set<string>} conditions */
function isCondition(node, conditions, operations) {
  if (node.kind !== "call") return node.kind === "name" && conditions.has(node.id);
  node.args.forEach((part, k) => {
    const wants = node.op === "where" && k === 0;
    if (isCondition(part, conditions, operations) !== wants) throw new FormulaError(wants ? "condition_wanted" : "condition_value", part.span[0]);
  });
  return operations.get(node.op).condition;
}
