// What is wrong with a typed text: the key of a sentence, what fills its gaps, and where it is.

import { filledIn } from "../gaps.js";

/** A formula that will not do. `at`: the index of the place in the text, or null for none. */
export class FormulaError extends Error {
  /** @param {string} key @param {number | null} at @param {Record<string, any>} allowed */
  constructor(key, at = null, allowed = {}) {
    super(key);
    this.key = key;
    this.at = at;
    this.allowed = allowed;
    /** @type {number | null} */ this.line = null;
  }
}

/** A rule that will not do. `line`: its number, from 1, in which `at` counts; or null. */
export class RuleError extends FormulaError {}

/** The error as one sentence, and where; `texts`: the tables `rule`, `formula` and `place_in_text` of
 *  a language. What rules have no sentence of their own for, formulas have.
 *  @param {FormulaError} error @param {Record<string, Record<string, string>>} texts */
export function sentenceOf(error, texts) {
  const { key, line, at, allowed } = error;
  const own = error instanceof RuleError && texts.rule[key];
  const sentence = filledIn(own || texts.formula[key], allowed);
  const place = [line !== null && "line", at !== null && "column"].filter(Boolean).join("_");
  return place ? filledIn(texts.place_in_text[place], { line, column: (at ?? 0) + 1, sentence }) : sentence;
}
