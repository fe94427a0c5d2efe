// Text -> tokens. Nothing that is typed is evaluated as code.

import { FormulaError } from "./error.js";

const SIGNS = /(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<name>[A-Za-z_][A-Za-z_0-9]*)|(?<sign>\*\*|[-+*/^(),])/y;
const COMPARED = /[<>=!]=|[<>]/y;
const UNPRINTABLE = /^(?! )[\p{C}\p{Z}]$/u;

/** A text with the plain signs for which it has others. @param {string} text @param {Map<string, string>} signs */
export const inPlain = (text, signs) => Array.from(text, (sign) => signs.get(sign) ?? sign).join("");

/** The tokens of a text that begins at `offset`.
 *  @param {string} text @param {Grammar} grammar @param {number} offset @returns {Token[]} */
export function tokensOf(text, grammar, offset) {
  const plain = inPlain(text, grammar.language[grammar.code ? "plain" : "paper"]);
  const tokens = [];
  for (let at = 0; at < plain.length; ) {
    if (" \t\r\n".includes(plain[at])) {
      at += 1;
      continue;
    }
    const [kind, written, end] = tokenAt(plain, at, grammar, offset);
    tokens.push({ kind, text: written, position: offset + at, end: offset + end });
    at = end;
  }
  return tokens;
}

function matchAt(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** @returns {[string, string, number]} */
function tokenAt(text, at, { language, code }, offset) {
  if (text.startsWith("//", at)) throw new FormulaError("operator", offset + at, { found: "//" });
  if (code && text.startsWith("np.", at)) return ["prefix", "np.", at + 3];
  const found = matchAt(SIGNS, text, at);
  if (found) {
    const kind = ["number", "name", "sign"].find((name) => found.groups[name] !== undefined);
    return [kind, found[0], at + found[0].length];
  }
  const compared = code && matchAt(COMPARED, text, at);
  if (compared) return ["compared", compared[0], at + compared[0].length];
  if (!code) {
    let end = at;
    while (language.superscripts.has(text[end])) end += 1;
    if (end > at) return ["raised", Array.from(text.slice(at, end), (sign) => language.superscripts.get(sign)).join(""), end];
    if ("|√".includes(text[at])) return ["sign", text[at], at + 1];
    if (text[at] === "π") return ["name", "pi", at + 1];
  }
  throw unknownCharacter(String.fromCodePoint(text.codePointAt(at)), offset + at, language, code);
}

/** The error of a character that has no meaning here. */
export function unknownCharacter(found, position, language, code = false) {
  const instead = language.lookalikes.get(found);
  if (instead && !(code && found <= "\x7f")) return new FormulaError("lookalike", position, { found, instead });
  const kind = "%=<>!&|~@?:".includes(found) ? "operator" : "character";
  const number = found.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
  return new FormulaError(kind, position, { found: UNPRINTABLE.test(found) ? `U+${number}` : found });
}
