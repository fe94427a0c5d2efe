// A tree as MathML, as expressions/mathml.py writes it.

const [SUM_LEVEL, SIGN_LEVEL, PRODUCT_LEVEL, POWER_LEVEL, ATOM_LEVEL] = [0, 1, 2, 3, 4];
const SIGNS_OF = { sub: "−", neg: "−", le: "≤", ge: "≥", eq: "=", ne: "≠" };
const ENCLOSED = { abs: ["|", "|"], norm: ["‖", "‖"], dot: ["⟨", "⟩"] };
const TIMES = "\u2062"; // invisible
const MIXED = /<\/mn>(<\/mrow>)*<mfrac>(<mrow>)*<mn>/; // a number before a fraction of one, which would be read as their sum
const BELOW = new Map([["max", "max"], ["min", "min"], ["inf", "∞"]]);
const OVER = new Map([["hat", "^"], ["bar", "¯"], ["tilde", "~"]]);

const safe = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const row = (...parts) => `<mrow>${parts.join("")}</mrow>`;
const mark = (text) => `<mo>${safe(text)}</mo>`;

/** A line of a rule, `name <- value`. @param {string} name @param {TreeNode} value @param {Language} language */
export const assignmentMath = (name, value, language) => `<math>${row(symbolMath(name, language), mark("←"), mathOf(value, language)[0])}</math>`;

/** What a name looks like: m_hat is m̂, beta1 is β₁. See expressions/symbols.py.
 *  @param {string} name @param {Language} language @returns {NameSymbol} */
function symbolOf(name, { greek, special }) {
  if (special.has(name)) return special.get(name);
  const [base, ...suffixes] = name.replace(/^_+|_+$/g, "").split("_");
  const stem = base.replace(/\d+$/, "");
  const letter = stem === "omicron" ? "o" : (greek.get(stem || base) ?? (stem || base));
  const below = stem ? Array.from(base.slice(stem.length)) : [];
  let accent = "";
  let ahead = false;
  for (const suffix of suffixes) {
    if (OVER.has(suffix) && !accent) accent = OVER.get(suffix);
    else if (suffix === "next") ahead = true;
    else if (suffix && suffix !== "t") below.push(BELOW.get(suffix) ?? greek.get(suffix) ?? suffix);
  }
  return { letter, below: ahead ? [...below, "t+1"] : below, accent };
}

function symbolMath(name, language) {
  const { letter, below, accent } = symbolOf(name, language);
  const plain = `<mi>${safe(letter)}</mi>`;
  const base = accent ? `<mover accent="true">${plain}<mo>${accent}</mo></mover>` : plain;
  if (!below.length) return base;
  const text = below.join(",");
  const kind = /^\d+$/.test(text) ? "mn" : /^\p{L}+$/u.test(text) ? "mi" : "mtext";
  return `<msub>${base}<${kind}>${safe(text)}</${kind}></msub>`;
}

/** What is no taller than a letter has brackets of its own height, whatever the font. */
function fenced(before, text, after) {
  const kind = text.includes("<mfrac>") ? 'fence="true"' : 'fence="true" stretchy="false"';
  return row(`<mo ${kind}>${before}</mo>`, text, `<mo ${kind}>${after}</mo>`);
}

const bracketed = ([text, level], ...loose) => (loose.includes(level) ? fenced("(", text, ")") : text);

/** A number with a power of ten where Python writes an e. @returns {[string, number]} */
function numberMath({ value, whole }) {
  const [digits, power] = value.toExponential().split("e").map(Number);
  if (whole || (power >= -4 && power < 16) || value === 0) return [`<mn>${whole ? BigInt(value) : value}</mn>`, ATOM_LEVEL];
  const ten = `<msup><mn>10</mn><mn>${String(power).replace("-", "−")}</mn></msup>`;
  return digits === 1 ? [ten, POWER_LEVEL] : [row(`<mn>${digits}</mn>`, mark("·"), ten), PRODUCT_LEVEL];
}

/** MathML, and how tightly its outermost operator binds.
 *  @param {TreeNode} node @param {Language} language @returns {[string, number]} */
function mathOf(node, language) {
  if (node.kind === "number") return numberMath(node);
  if (node.kind === "name") return [symbolMath(node.id, language), ATOM_LEVEL];
  if (node.op === "where") {
    const cells = casesOf(node, language).map(([a, b]) => `<mtr><mtd>${a}</mtd><mtd>${b}</mtd></mtr>`);
    return [row('<mo fence="true">{</mo>', `<mtable>${cells.join("")}</mtable>`), POWER_LEVEL];
  }
  const parts = node.args.map((part) => mathOf(part, language));
  return operatorMath(node.op, parts, language) ?? functionMath(node.op, parts.map(([text]) => text));
}

/** Each value with its condition; what is chosen among in the last one is part of the list. */
function casesOf(node, language) {
  if (node.op !== "where") return [[mathOf(node, language)[0], ""]];
  const [condition, value, rest] = node.args;
  return [[mathOf(value, language)[0], mathOf(condition, language)[0]], ...casesOf(rest, language)];
}

/** @returns {[string, number] | null} */
function operatorMath(op, parts, { operations }) {
  const { sign, condition } = operations.get(op);
  const shown = mark(SIGNS_OF[op] ?? sign);
  const [left, right] = parts;
  if (op === "neg" || op === "pos") return [row(shown, bracketed(left, SUM_LEVEL, SIGN_LEVEL)), SIGN_LEVEL];
  if (op === "add") return [row(left[0], shown, bracketed(right, SIGN_LEVEL)), SUM_LEVEL];
  if (op === "sub") return [row(left[0], shown, bracketed(right, SUM_LEVEL, SIGN_LEVEL)), SUM_LEVEL];
  if (op === "mul") {
    const [first, second] = [bracketed(left, SUM_LEVEL), bracketed(right, SUM_LEVEL, SIGN_LEVEL)];
    const times = second.startsWith("<mn>") || MIXED.test(first + second) ? mark("·") : mark(TIMES);
    return [row(first, times, second), left[1] === SIGN_LEVEL ? SIGN_LEVEL : PRODUCT_LEVEL];
  }
  if (op === "div") return [`<mfrac>${row(left[0])}${row(right[0])}</mfrac>`, PRODUCT_LEVEL];
  if (op === "pow") return [`<msup>${bracketed(left, SUM_LEVEL, SIGN_LEVEL, PRODUCT_LEVEL, POWER_LEVEL)}${row(right[0])}</msup>`, POWER_LEVEL];
  return condition ? [row(left[0], shown, right[0]), SUM_LEVEL] : null;
}

/** @returns {[string, number]} */
function functionMath(op, parts) {
  const listed = parts.join(mark(","));
  if (op === "sqrt") return [`<msqrt>${parts[0]}</msqrt>`, ATOM_LEVEL];
  if (op === "exp") return [`<msup><mi>e</mi>${row(parts[0])}</msup>`, POWER_LEVEL];
  if (Object.hasOwn(ENCLOSED, op)) return [fenced(ENCLOSED[op][0], listed, ENCLOSED[op][1]), ATOM_LEVEL];
  return [row(`<mi>${op === "sigmoid" ? "σ" : op}</mi>`, fenced("(", listed, ")")), POWER_LEVEL];
}
