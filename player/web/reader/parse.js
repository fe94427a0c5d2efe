// Tokens -> tree: the grammar of expressions/reader.py, whose methods have the same names.

import { FormulaError } from "./error.js";
import { tokensOf } from "./tokens.js";
import { callNode, nameNode, numberNode } from "./tree.js";

const SUMS = { "+": "add", "-": "sub" };
const PRODUCTS = { "*": "mul", "/": "div" };

/** The tree of an expression that begins at `offset`; throws FormulaError if it is none.
 *  @param {string} text @param {Grammar} grammar */
export function parseText(text, grammar, offset = 0) {
  const tokens = tokensOf(text, grammar, offset);
  if (!tokens.length) throw new FormulaError("empty");
  return new Parser(tokens, grammar, offset + text.trimEnd().length).whole();
}

/** Recursive descent; each method reads one level of the grammar and returns its tree. */
class Parser {
  /** @param {Token[]} tokens @param {Grammar} rules @param {number} end */
  constructor(tokens, rules, end) {
    this.tokens = tokens;
    this.grammar = rules;
    this.end = end;
    this.at = 0;
    /** The parentheses and bars around this place. @type {Token[]} */ this.open = [];
    this.depth = 0;
  }

  whole() {
    const node = this.argument();
    const token = this.peek();
    if (token) throw this.stray(token);
    return node;
  }

  /** @returns {Token | undefined} */
  peek() {
    return this.tokens[this.at];
  }

  sees(...texts) {
    const token = this.peek();
    return Boolean(token) && (token.kind === "sign" || token.kind === "compared") && texts.includes(token.text);
  }

  next() {
    const token = this.peek();
    if (!token) {
      if (this.open.length) throw new FormulaError("unclosed", this.open.at(-1).position);
      throw new FormulaError("unfinished", this.end - 1);
    }
    this.at += 1;
    return token;
  }

  /** @param {number | null} position */
  deeper(position = null) {
    const limit = this.grammar.language.limits.depth;
    this.depth += 1;
    if (this.depth > limit) throw new FormulaError("depth", position, { limit });
  }

  argument() {
    return this.grammar.code ? this.comparison() : this.sum();
  }

  comparison() {
    const left = this.sum();
    if (this.peek()?.kind !== "compared") return left;
    return joined(this.grammar.language.compared.get(this.next().text), left, this.sum());
  }

  sum() {
    let left = this.product();
    while (this.sees("+", "-")) left = joined(SUMS[this.next().text], left, this.product());
    return left;
  }

  product() {
    let left = this.signed();
    for (;;) {
      if (this.sees("*", "/")) left = joined(PRODUCTS[this.next().text], left, this.signed());
      else if (this.goesOn()) left = joined("mul", left, this.power());
      else return left;
    }
  }

  /** Whether a factor follows with no sign before it. */
  goesOn() {
    const token = this.peek();
    if (!token || token.kind === "raised" || token.kind === "compared") return false;
    const bar = token.text === "|" && this.open.at(-1)?.text !== "|";
    const starts = ["name", "prefix", "number"].includes(token.kind) || token.text === "(" || token.text === "√" || bar;
    if (starts && (this.grammar.code || token.kind === "number")) throw this.missingSign(token);
    return starts;
  }

  signed() {
    if (!this.sees("+", "-")) return this.power();
    const token = this.next();
    this.deeper();
    const part = this.signed();
    this.depth -= 1;
    return callNode(token.text === "-" ? "neg" : "pos", [part], [token.position, part.span[1]]);
  }

  power() {
    let base = this.atom();
    while (this.peek()?.kind === "raised") base = joined("pow", base, this.number(this.next()));
    if (!this.sees("^", "**")) return base;
    this.next();
    this.deeper();
    const exponent = this.signed();
    this.depth -= 1;
    return joined("pow", base, exponent);
  }

  atom() {
    const token = this.next();
    if (token.kind === "number") return this.number(token);
    if (token.kind === "prefix") return this.prefixed();
    if (token.kind === "name") return this.named(token);
    if (token.text === "√") {
      this.deeper();
      const part = this.atom();
      this.depth -= 1;
      return callNode("sqrt", [part], [token.position, part.span[1]]);
    }
    if (token.text === "(" || token.text === "|") {
      const [inside, end] = this.enclosed(token);
      return token.text === "(" ? inside : callNode("abs", [inside], [token.position, end]);
    }
    this.at -= 1;
    throw this.stray(token);
  }

  enclosed(opening) {
    this.open.push(opening);
    this.deeper(opening.position);
    if (opening.text === "(" && this.sees(")")) throw new FormulaError("brackets", opening.position);
    const inside = this.argument();
    return [inside, this.closing(opening)];
  }

  closing(opening) {
    if (!this.sees(opening.text === "(" ? ")" : "|")) {
      const token = this.peek();
      throw token ? this.stray(token) : new FormulaError("unclosed", opening.position);
    }
    this.open.pop();
    this.depth -= 1;
    return this.next().end;
  }

  number(token) {
    const { number: limit } = this.grammar.language.limits;
    const value = Number(token.text);
    if (value > limit) throw new FormulaError("number_size", token.position, { found: token.text, limit });
    const following = this.peek();
    if (following?.kind === "number" && following.position === token.end) {
      throw new FormulaError("number", token.position, { found: token.text + following.text });
    }
    return numberNode(value, /^\d+$/.test(token.text), [token.position, token.end]);
  }

  prefixed() {
    const token = this.next();
    if (token.kind !== "name" || !this.functionOf(token)) throw this.unknown("name", token);
    return this.named(token);
  }

  functionOf(token) {
    const key = this.grammar.language.aliases.get(token.text) ?? token.text;
    return this.grammar.functions.includes(key) ? key : null;
  }

  named(token) {
    const { names } = this.grammar;
    const opens = this.sees("(");
    const span = [token.position, token.end];
    if (names?.includes(token.text)) return nameNode(token.text, span);
    const key = this.functionOf(token);
    if (key) {
      if (!opens) throw new FormulaError("call", token.position, { found: token.text });
      return this.call(key, token);
    }
    if (!names) {
      if (opens) throw this.unknown("function", token);
      return nameNode(token.text, span);
    }
    const parts = this.split(token.text, opens);
    if (!parts.length) throw this.unknown("name", token);
    // The same place again, now as several names.
    let end = token.position;
    const again = parts.map((part) => ({ kind: "name", text: part, position: end, end: (end += part.length) }));
    this.at -= 1;
    this.tokens.splice(this.at, 1, ...again);
    return this.atom();
  }

  /** xy as x, y; xsin( as x, sin; empty where it cannot be. */
  split(text, opens) {
    const { names, functions, language } = this.grammar;
    if (text.length > language.limits.run) return [];
    const words = [...names, ...(opens ? functions : [])].sort((a, b) => b.length - a.length);
    for (const word of words) {
      if (text === word) return [word];
      if (!names.includes(word) || !text.startsWith(word)) continue;
      const rest = this.split(text.slice(word.length), opens);
      if (rest.length) return [word, ...rest];
    }
    return [];
  }

  call(key, token) {
    const opening = this.next();
    this.open.push(opening);
    this.deeper(opening.position);
    if (this.sees(")")) throw new FormulaError("brackets", opening.position);
    const parts = [this.argument()];
    while (this.sees(",")) {
      this.next();
      parts.push(this.argument());
    }
    const end = this.closing(opening);
    const [least, most] = this.grammar.language.called.get(key).arity;
    if (parts.length >= least && parts.length <= most) return callNode(key, parts, [token.position, end]);
    const wrong = most === 1 ? "arguments_one" : most > 3 ? "arguments_many" : "arguments";
    throw new FormulaError(wrong, token.position, { found: token.text, count: parts.length, expected: most });
  }

  unknown(code, token) {
    const known = [...(this.grammar.names ?? []), ...this.grammar.functions].join(", ");
    return new FormulaError(code, token.position, { found: token.text, known });
  }

  missingSign(token) {
    const { names } = this.grammar;
    const stranger = names && !names.includes(token.text) && !this.functionOf(token);
    if (token.kind === "name" && stranger) return this.unknown("name", token);
    return new FormulaError("times", token.position, { found: token.text });
  }

  /** What is wrong where nothing more, or something else, should stand. */
  stray(token) {
    if (token.text === ")" && !this.open.some(({ text }) => text === "(")) return new FormulaError("unopened", token.position);
    if (token.text === ",") return new FormulaError("comma", token.position);
    if (token.kind === "compared") return new FormulaError("condition_place", token.position, { found: token.text });
    return new FormulaError("syntax", token.position, { found: token.text });
  }
}

const joined = (op, left, right) => callNode(op, [left, right], [left.span[0], right.span[1]]);
