// What is wrong with a typed text: the key of a sentence, what fills its gaps, and where it is. As in
// expressions/error.py.

import { filledIn } from "../gaps.js";

const AROUND = 40; // signs that are shown before and after the place of an error

/** A formula that will not do. `position`: the index of the place in the text, or null for none. */
export class FormulaError extends Error {
  /** @param {string} code @param {number | null} position @param {Record<string, any>} details */
  constructor(code, position = null, details = {}) {
    super(code);
    this.code = code;
    this.position = position;
    this.details = details;
    /** @type {number | null} */ this.line = null;
  }
}

/** A rule that will not do. `line`: its number, from 1, in which `position` counts; or null. */
export class RuleError extends FormulaError {}

/** The error as one sentence, and where; `texts`: the tables `rule`, `formula` and `place_in_text` of
 *  a language. What rules have no sentence of their own for, formulas have.
 *  @param {FormulaError} error @param {Record<string, Record<string, string>>} texts */
export function sentenceOf(error, texts) {
  const { code, line, position, details } = error;
  const own = error instanceof RuleError && texts.rule[code];
  const sentence = filledIn(own || texts.formula[code], details);
  const place = [line !== null && "line", position !== null && "column"].filter(Boolean).join("_");
  return place ? filledIn(texts.place_in_text[place], { line, column: (position ?? 0) + 1, sentence }) : sentence;
}

/** The line of an error with a mark under its place; "" where it is nowhere.
 *  @param {string} text @param {FormulaError} error */
export function pointedTo(text, { line, position }) {
  if (line === null || position === null) return "";
  const signs = Array.from(text.split("\n")[line - 1] ?? "");
  const start = Math.max(0, position - AROUND);
  return `${signs.slice(start, position + AROUND).join("")}\n${" ".repeat(position - start)}^`;
}
