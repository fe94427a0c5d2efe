// A step line by line, as a table: what each line reads, what it assigns, and what it does.

import { element } from "../element.js";
import { filledIn } from "../gaps.js";
import { three } from "../stage/geometry.js";
import { dissect } from "../walk/walk.js";

const ALL_OPEN = 5; // lines up to which each shows what it does and reads; of more, one at a time
const ALL_OPEN_EXACT = 3; // the same where numbers have all their digits

/** A number as it is shown: with three digits, or with all that it has. */
const written = (value, exact) => (exact && Number.isFinite(value) ? String(value).replaceAll("-", "−") : three(value));

/** What the rule is given in step t of a walk, and what each line then reads and assigns:
 *  `{given: {name: value}, lines: [{reads: [[name, value]], value}]}`; a value is [x, y] or a number.
 *  @param {Walked} walked @param {Line[]} lines @param {string[]} states @param {number} t */
export function breakdown({ rule, hypers, into }, lines, states, t) {
  const pair = ({ rows }, k) => [rows[k][0], rows[k][1]];
  /** @type {Record<string, any>} */
  const set = { theta: pair(into.theta, t - 1), g: pair(into.gradient, t - 1), t, ...hypers };
  if ("lr" in hypers) set.lr = into.lr[t - 1];
  const held = states.map((name, k) => [name, pair(into.states[k], t - 1)]); // be it called `__proto__`
  const given = Object.fromEntries([...Object.entries(set), ...held]);
  const current = new Map(Object.entries(given)); // every name's value before the line at hand
  const values = dissect({ rule, hypers }, into, t);
  const done = lines.map(({ name, reads }, k) => {
    const read = reads.filter((other) => current.has(other)).map((other) => [other, current.get(other)]);
    // A state has coordinates, though a line may give it one number.
    const value = states.includes(name) && !Array.isArray(values[k]) ? [values[k], values[k]] : values[k];
    current.set(name, value);
    return { reads: read, value };
  });
  return { given, lines: done };
}

/** A value in words: a number, a pair of them, or yes and no.
 *  @param {any} value @param {Pick<InsideMessage, "exact" | "text">} inside */
export function inWords(value, { exact, text }, truth = false) {
  const one = (part) => (truth ? text[part ? "yes" : "no"] : written(part, exact));
  return Array.isArray(value) ? `(${value.map(one).join(",\u00a0")})` : one(value);
}

/** Puts `text` into a node that does not hold it yet: what has not changed costs no layout. */
function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** @returns {HTMLTableCellElement} */
const cell = () => element("td", { class: "inside-number" });

/** A row: its formula with a cell each for x and y, and below them what it does and reads, where it folds
 *  under the button `opener`. `known`: the places of the values that it reads; `pair`: whether x and y
 *  have a cell each.
 *  @param {string} number @param {string} formula as HTML @param {string} says @param {boolean} folds */
function tableRow(number, formula, says, folds) {
  const reads = element("div", { class: "inside-reads" });
  const titles = [element("span", { class: "inside-count" }, number), element("span", { class: "inside-formula", html: formula })];
  /** @type {HTMLElement | null} */
  const opener = folds ? element("button", { type: "button", class: "inside-opener" }, ...titles) : null;
  const head = element("th", { scope: "row" }, ...(opener ? [opener] : titles));
  const [x, y] = [cell(), cell()];
  const below = element("td", { colspan: "3", class: "inside-below" }, element("div", { class: "inside-says" }, says), reads);
  const node = element("tbody", {}, element("tr", {}, head, x, y), element("tr", {}, below));
  return { node, opener, reads, x, y, known: /** @type {HTMLElement[]} */ ([]), pair: true };
}

/** Shows what a row reads: a name with its value each, made once and then only filled anew. */
function showReads(shown, reads, symbols, words) {
  if (shown.known.length !== reads.length) {
    shown.known = reads.map(() => element("span"));
    const named = ([name], k) => [element("span", { class: "inside-read", html: symbols[name] }, " = ", shown.known[k]), " "];
    shown.reads.replaceChildren(...reads.flatMap(named));
  }
  reads.forEach(([name, value], k) => setText(shown.known[k], name === "t" ? String(value) : words(value)));
}

/** The table: `fill(inside)` for another rule, `show(walked, t, now)` for another step; `now` is the
 *  line at which the step stands, Infinity where it is done. */
export class LineTable {
  /** @type {ReturnType<typeof tableRow>[]} */ rows = [];
  /** @type {InsideMessage} */ inside;
  face = ""; // what the rows are made of

  constructor() {
    this.caption = element("caption");
    this.heads = [0, 1, 2].map(() => element("th", { scope: "col" }));
    this.head = element("thead", {}, element("tr", {}, ...this.heads));
    this.node = element("table", { class: "inside-table" });
  }

  /** @param {InsideMessage} inside */
  fill(inside) {
    const { lines, text, symbols } = inside;
    const folds = lines.length > (inside.exact ? ALL_OPEN_EXACT : ALL_OPEN);
    const face = JSON.stringify([lines, text, folds]);
    this.inside = inside;
    this.node.classList.toggle("inside-exact", inside.exact);
    this.node.classList.toggle("inside-many", folds);
    if (face === this.face) return;
    this.face = face;
    this.states = inside.memory.map(({ name }) => name);
    [text.line, "x", "y"].forEach((words, k) => setText(this.heads[k], words));
    const given = tableRow("", `${symbols.g} <span>= ∇</span><i>f</i><span>(</span>${symbols.theta}<span>)</span>`, text.given, folds);
    this.rows = [given, ...lines.map(({ formula, says }, k) => tableRow(`${k + 1}`, formula, says, folds))];
    this.node.replaceChildren(this.caption, this.head, ...this.rows.map(({ node }) => node));
    this.rows.forEach(({ node }, k) => node.addEventListener("click", () => this.open(k)));
    this.open(lines.length);
    this.now = Infinity;
  }

  /** Opens the row `k`, and closes the others, where not all are open. */
  open(k) {
    this.rows.forEach(({ node, opener }, i) => {
      node.classList.toggle("inside-open", i === k);
      opener?.setAttribute("aria-expanded", String(i === k));
    });
  }

  /** @param {Walked} walked @param {number} t @param {number} now */
  show(walked, t, now) {
    const { inside, rows } = this;
    const { given, lines } = breakdown(walked, inside.lines, this.states, t);
    setText(this.caption, filledIn(inside.text.caption, { step: t }));
    const words = (value) => inWords(value, inside);
    this.showResult(rows[0], given.g, false);
    showReads(rows[0], [["theta", given.theta]], inside.symbols, words);
    lines.forEach(({ reads, value }, k) => {
      const shown = rows[k + 1];
      showReads(shown, reads, inside.symbols, words);
      this.showResult(shown, value, inside.lines[k].truth);
      shown.node.classList.toggle("inside-now", k === now);
      shown.node.classList.toggle("inside-later", k > now);
      if (k === now) shown.node.setAttribute("aria-current", "step");
      else shown.node.removeAttribute("aria-current");
    });
    if (now < lines.length && now !== this.now) this.open(now + 1);
    this.now = now;
  }

  /** Shows the value of a row: in a cell for each coordinate, or in one for a value without them. */
  showResult(shown, value, truth) {
    const pair = Array.isArray(value);
    if (pair !== shown.pair) {
      shown.x.colSpan = pair ? 1 : 2;
      shown.y.hidden = !pair;
      shown.pair = pair;
    }
    setText(shown.x, inWords(pair ? value[0] : value, this.inside, truth));
    if (pair) setText(shown.y, inWords(value[1], this.inside, truth));
  }
}
