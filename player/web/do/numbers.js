// Numbers that learners are given and type. lessons/exercises/numbers.py does the same, to the last digit.

const LONGEST_TYPED = 40; // characters that a typed number may have
const TYPED = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const WORKINGS = /\d.*[-+*/^=·×÷√⁄()]|[*/^=·×÷√⁄()].*\d/;

/** Whole numbers of 32 bits from a seed: xorshift (G. Marsaglia, 2003). */
export class Stream {
  constructor(seed) {
    this.word = Math.imul(seed + 1, 2654435761) >>> 0 || 1;
    for (let k = 0; k < 8; k += 1) this.next();
  }

  next() {
    let word = this.word;
    word ^= word << 13;
    word ^= word >>> 17;
    word ^= word << 5;
    this.word = word >>> 0;
    return this.word;
  }

  pick(among) {
    return among[this.next() % among.length];
  }
}

/** The number with `digits` significant digits. */
export const shortened = (value, digits = 3) => Number(value.toPrecision(digits));

/** The number that a learner typed, `{value}`, or why it is none, `{fault}`: "empty", "long",
 *  "workings", "word" or "huge". A decimal comma and full-width digits will do. */
export function readNumber(text) {
  if ([...text].length > LONGEST_TYPED) return { fault: "long" };
  let plain = text.normalize("NFKC").replace(/[−–‐]/g, "-").replaceAll("。", ".").replace(/\s+/g, "");
  if (!plain) return { fault: "empty" };
  if (plain.split(",").length === 2 && !plain.includes(".")) plain = plain.replace(",", ".");
  if (!TYPED.test(plain)) return { fault: WORKINGS.test(plain) ? "workings" : "word" };
  const value = Number(plain);
  return Number.isFinite(value) ? { value } : { fault: "huge" };
}

/** A number that is told as it counts, with all its digits. */
export const inFull = (value) => String(value).replaceAll("-", "−");

/** A number that was worked out, to five digits. */
export const workedOut = (value) => inFull(shortened(value, 5));
