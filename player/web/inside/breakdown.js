// A step line by line, as a table: what each line reads, what it assigns, and what it does.

import { element } from "../element.js";
import { three } from "../stage/geometry.js";
import { dissect } from "../walk/walk.js";

const SHORT = 5; // lines of which all are told at length
const SHORTEST = 3; // the same where numbers have all their digits

/** A number as it is shown: with three digits, or with all that it has. */
const written = (value, exact) => (exact && Number.isFinite(value) ? String(value).replaceAll("-", "−") : three(value));

/** What the rule is given in step t of a walk, and what each line then reads and assigns:
 *  `{given: {name: value}, lines: [{reads: [[name, value]], value}]}`; a value is [x, y] or a number.
 *  @param {Walked} walked @param {Line[]} lines @param {string[]} states @param {number} t */
export function breakdown({ rule, hypers, into }, lines, states, t) {
  const row = ({ rows }, k) => [rows[k][0], rows[k][1]];
  /** @type {Record<string, any>} */
  const given = { theta: row(into.theta, t - 1), g: row(into.gradient, t - 1), t, ...hypers };
  if ("lr" in hypers) given.lr = into.lr[t - 1];
  states.forEach((name, k) => (given[name] = row(into.states[k], t - 1)));
  const held = new Map(Object.entries(given));
  const values = dissect({ rule, hypers }, into, t);
  const told = lines.map(({ name, reads }, k) => {
    const read = reads.filter((other) => held.has(other)).map((other) => [other, held.get(other)]);
    // A state has coordinates, though a line may give it one number.
    const value = states.includes(name) && !Array.isArray(values[k]) ? [values[k], values[k]] : values[k];
    held.set(name, value);
    return { reads: read, value };
  });
  return { given, lines: told };
}

/** A value in words: a number, a pair of them, or yes and no.
 *  @param {any} value @param {Pick<InsideMessage, "exact" | "text">} inside */
export function inWords(value, { exact, text }, truth = false) {
  const one = (part) => (truth ? text[part ? "yes" : "no"] : written(part, exact));
  return Array.isArray(value) ? `(${value.map(one).join(",\u00a0")})` : one(value);
}

/** Puts `text` into a node that does not hold it yet. */
function tell(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** @returns {HTMLTableCellElement} */
const cell = () => element("td", { class: "inside-number" });

function tableRow(number, formula, says) {
  const reads = element("div", { class: "inside-reads" });
  const head = element("th", { scope: "row" }, element("span", { class: "inside-count" }, number), element("span", { class: "inside-formula", html: formula }));
  const [x, y] = [cell(), cell()];
  const below = element("td", { colspan: "3", class: "inside-below" }, element("div", { class: "inside-says" }, says), reads);
  const node = element("tbody", {}, element("tr", {}, head, x, y), element("tr", {}, below));
  return { node, reads, x, y, known: /** @type {HTMLElement[]} */ ([]), pair: true };
}

/** What a row reads: a name with its value each, made once and then only told anew. */
function tellReads(shown, reads, symbols, words) {
  if (shown.known.length !== reads.length) {
    shown.known = reads.map(([name]) => {
      const value = element("span");
      shown.reads.append(element("span", { class: "inside-read", html: symbols[name] }, " = ", value), " ");
      return value;
    });
  }
  reads.forEach(([name, value], k) => tell(shown.known[k], name === "t" ? String(value) : words(value)));
}

/** The table's DOM: `fill(inside)` for another rule, `show(walked, t, now)` for another step; `now` is
 *  the line at which the step stands, Infinity where it is done. */
export class LineTable {
  /** @type {ReturnType<typeof tableRow>[]} */ rows = [];
  /** @type {InsideMessage} */ inside;

  constructor() {
    this.caption = element("caption");
    this.heads = [0, 1, 2].map(() => element("th", { scope: "col" }));
    this.head = element("thead", {}, element("tr", {}, ...this.heads));
    this.node = element("table", { class: "inside-table" });
  }

  /** @param {InsideMessage} inside */
  fill(inside) {
    const { lines, text, symbols } = inside;
    const same = this.inside && JSON.stringify([lines, text]) === JSON.stringify([this.inside.lines, this.inside.text]);
    this.inside = inside;
    this.node.classList.toggle("inside-exact", inside.exact);
    this.node.classList.toggle("inside-many", lines.length > (inside.exact ? SHORTEST : SHORT));
    if (same) return;
    this.states = inside.memory.map(({ name }) => name);
    [text.line, "x", "y"].forEach((words, k) => tell(this.heads[k], words));
    const given = tableRow("", `${symbols.g} <span>= ∇</span><i>f</i><span>(</span>${symbols.theta}<span>)</span>`, text.given);
    this.rows = [given, ...lines.map(({ formula, says }, k) => tableRow(`${k + 1}`, formula, says))];
    this.node.replaceChildren(this.caption, this.head, ...this.rows.map(({ node }) => node));
    this.rows.forEach(({ node }, k) => node.addEventListener("click", () => this.open(k)));
    this.open(lines.length);
  }

  /** Tells the row `k` at length, where not all are. */
  open(k) {
    this.rows.forEach(({ node }, i) => node.classList.toggle("inside-open", i === k));
  }

  /** @param {Walked} walked @param {number} t @param {number} now */
  show(walked, t, now) {
    const { inside, rows } = this;
    const { given, lines } = breakdown(walked, inside.lines, this.states, t);
    tell(this.caption, inside.text.caption.replace("{step}", String(t)));
    const words = (value) => inWords(value, inside);
    this.result(rows[0], given.g, false);
    tellReads(rows[0], [["theta", given.theta]], inside.symbols, words);
    lines.forEach(({ reads, value }, k) => {
      const shown = rows[k + 1];
      tellReads(shown, reads, inside.symbols, words);
      this.result(shown, value, inside.lines[k].truth);
      shown.node.classList.toggle("inside-now", k === now);
      shown.node.classList.toggle("inside-later", k > now);
      if (k === now) shown.node.setAttribute("aria-current", "step");
      else shown.node.removeAttribute("aria-current");
    });
    if (now < lines.length && now !== this.now) this.open(now + 1);
    this.now = now;
  }

  /** The value of a row in its cells: one for both coordinates where it has none. */
  result(shown, value, truth) {
    const pair = Array.isArray(value);
    if (pair !== shown.pair) {
      shown.x.colSpan = pair ? 1 : 2;
      shown.y.hidden = !pair;
      shown.pair = pair;
    }
    tell(shown.x, inWords(pair ? value[0] : value, this.inside, truth));
    if (pair) tell(shown.y, inWords(value[1], this.inside, truth));
  }
}
