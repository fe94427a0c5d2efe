// Compute the next step: known numbers, a field for each unknown, a word on the first wrong line.

import { element } from "../element.js";
import { filledIn } from "../gaps.js";
import { listener } from "../listener.js";
import { inFull, shortened, workedOut } from "./numbers.js";
import { slopePicture } from "./picture.js";
import { exerciseNumbers, judgeWork } from "./work.js";

const EXAMPLE = 0; // the seed of the worked example, which no exercise has
const STUCK = 2; // wrong tries at a line after which it can be shown

const inner = (math) => math.replace(/^<math>|<\/math>$/g, "");
const formula = (...parts) => `<math><mrow>${parts.join("")}</mrow></math>`;

/** A number, or a pair, in words. */
const inDigits = (value, write) => (Array.isArray(value) ? `(${value.map(write).join(", ")})` : write(value));

/** The right side of a line with numbers in place of names. */
function withNumbers({ filled, holes }, known) {
  return filled.replaceAll("\u2062", "·").replace(/<mn>\{(\d+)\}<\/mn>/g, (_, k) => {
    const [name, rest] = holes[Number(k)];
    const value = known[name];
    if (Array.isArray(value)) return `<mtext>${inDigits(value, workedOut)}</mtext>`;
    const number = rest ? 1 - value : value;
    const written = `<mn>${workedOut(number)}</mn>`;
    return number < 0 ? `<mrow><mo>(</mo>${written}<mo>)</mo></mrow>` : written;
  });
}

/** What is known before each line: `given`, and the values of the lines above. */
const knownAt = ({ lines }, { given, values }, k) => ({ ...given, ...Object.fromEntries(lines.slice(0, k).map(({ name }, i) => [name, values[i]])) });

const finiteNumbers = ({ given, values }) => [...Object.values(given), ...values].flat().every(Number.isFinite);

export class Computing {
  /** Hears which numbers the page asks for. */ page = listener();
  /** Wrong tries by line. @type {Map<number, number>} */ wrong = new Map();
  /** What was last said of an answer to these numbers. @type {ReturnType<typeof judgeWork> | null} */ verdict = null;

  /** @param {HTMLElement} root @param {ComputeMessage} data @param {ExerciseHooks} hooks */
  constructor(root, data, hooks = {}) {
    this.data = data;
    this.text = data.text;
    this.hooks = hooks;
    this.seed = data.seed;
    this.page.hear(data.seed);
    this.node = element("form", { class: "do", novalidate: "", onsubmit: (event) => this.check(event) });
    this.said = element("p", { class: "do-said", role: "status" });
    root.append(this.node);
    this.begin();
  }

  /** A message of the server: other words, or other numbers than are shown.
   *  @param {ComputeMessage} data */
  update(data) {
    const words = JSON.stringify([data.text, data.hints]) !== JSON.stringify([this.data.text, this.data.hints]);
    const step = (message) => JSON.stringify({ ...message, text: null, hints: null, seed: 0 });
    const other = step(data) !== step(this.data);
    const asked = this.page.hear(data.seed) && data.seed !== this.seed;
    Object.assign(this, { data, text: data.text });
    if (asked) this.seed = data.seed;
    if (other || asked) this.begin();
    else if (words) this.reword();
  }

  /** Shows the numbers of the present seed, with empty fields. */
  begin() {
    this.numbers = exerciseNumbers(this.data, this.seed);
    this.wrong.clear();
    this.verdict = null;
    this.layOut();
  }

  /** Says the same in the present words: what was typed stays, and what was said of it. */
  reword() {
    const typed = this.fields.map(({ value }) => value);
    this.layOut();
    this.fields.forEach((field, k) => (field.value = typed[k]));
    if (this.verdict) this.tell(this.verdict);
  }

  layOut() {
    /** @type {HTMLInputElement[]} */ this.fields = [];
    this.said.textContent = "";
    this.said.className = "do-said";
    const { text, numbers } = this;
    const finite = finiteNumbers(numbers);
    this.pictures = element("div", { class: "do-pictures" });
    if (finite) this.draw(false);
    const left = element("div", { class: "do-given" }, this.pictures, ...(finite ? [this.told(numbers.given)] : []));
    const buttons = [
      ...(finite ? [element("button", { type: "submit", class: "do-check" }, text.check)] : []),
      element("button", { type: "button", class: "do-renew", onclick: () => this.renew() }, text.renew),
    ];
    const foot = element("div", { class: "do-foot" }, ...buttons, element("span", { class: "do-seed" }, filledIn(text.numbers, { seed: this.seed })));
    const work = finite ? this.lines() : element("p", {}, text.infinite);
    const right = element("div", { class: "do-work" }, work, this.said, foot);
    this.node.replaceChildren(...this.example(), element("div", { class: "do-sides" }, left, right));
  }

  told(given) {
    const { known, symbols } = this.data;
    const rows = known.map((name) => element("div", { class: "do-known" }, element("dt", { html: symbols[name] }), element("dd", {}, inDigits(given[name], inFull))));
    return element("div", {}, element("p", { class: "do-head" }, this.text.known), element("dl", {}, ...rows));
  }

  draw(done) {
    const { text, data, numbers } = this;
    const { theta } = numbers.given;
    const value = (name) => numbers.values[data.lines.findLastIndex((line) => line.name === name)];
    const told = data.known.includes("g");
    if (!told && !done) return this.pictures.replaceChildren(); // the slope is asked for
    const [g, after] = [told ? numbers.given.g : value("g"), done ? value("theta") : null];
    const one = (part, k) => (Array.isArray(part) ? part[k] : part);
    const pictures = Array.from({ length: data.width }, (_, k) => {
      const says = filledIn(text.picture, { theta: inFull(one(theta, k)), g: workedOut(one(g, k)) });
      return slopePicture(one(theta, k), one(g, k), done ? one(after, k) : null, { says, theta: "θ", next: "θ′" });
    });
    return this.pictures.replaceChildren(...pictures);
  }

  lines() {
    const { data, text } = this;
    this.fields = [];
    this.rows = data.lines.map((line, k) => {
      const fields = line.asked ? this.fieldsOf(line, k) : [element("span", { class: "do-skipped" }, text.skipped)];
      this.fields.push(...(line.asked ? fields : []));
      const sign = line.asked ? [element("span", { class: "do-name", html: formula(inner(line.symbol), "<mo>=</mo>") })] : [];
      const hint = element("div", { class: "do-hint", id: `do-${data.key}-${k}` });
      const mark = element("span", { class: "do-mark" });
      const node = element("li", {}, element("span", { class: "do-formula", html: line.formula }), element("span", { class: "do-answer" }, ...sign, ...fields, mark), hint);
      return { node, hint, mark, fields: line.asked ? fields : [] };
    });
    return element("div", {}, element("p", { class: "do-head" }, text.lines), element("ol", { class: "do-lines" }, ...this.rows.map(({ node }) => node)), element("p", { class: "do-note" }, text.precision));
  }

  fieldsOf(line, k) {
    const { text, data } = this;
    const name = (i) => filledIn(line.fields > 1 ? text.field_of : text.field, { name: line.plain, line: k + 1, coordinate: "xy"[i] });
    const common = (i) => ({ "aria-label": name(i), "aria-describedby": `do-${data.key}-${k}` });
    if (line.truth) {
      const options = [["", "…"], ["1", text.yes], ["0", text.no]].map(([value, label]) => element("option", { value }, label));
      return Array.from({ length: line.fields }, (_, i) => element("select", common(i), ...options.map((option) => option.cloneNode(true))));
    }
    // No `inputmode`: a telephone's keys for decimals have no minus.
    return Array.from({ length: line.fields }, (_, i) => element("input", { type: "text", autocomplete: "off", spellcheck: "false", ...common(i) }));
  }

  check(event) {
    event.preventDefault();
    if (!this.fields.length) return;
    const answer = this.fields.map(({ value }) => value);
    this.verdict = judgeWork(this.data, this.seed, answer);
    const { right, line } = this.verdict;
    if (!right) this.wrong.set(line, (this.wrong.get(line) ?? 0) + 1);
    this.tell(this.verdict);
    if (!right) this.rows.slice(line).find(({ fields }) => fields.length)?.fields[0].focus();
    this.hooks.onTry?.({ seed: this.seed, typed: answer.map((part) => part.slice(0, this.data.longest)) }, right);
  }

  /** Shows a verdict: what is right above the first wrong line, and what to look at in that one. */
  tell({ right, line, kind }) {
    const { text, rows } = this;
    rows.forEach(({ node, hint, mark, fields }, k) => {
      const good = right || k < line;
      const bad = !right && k === line;
      node.classList.toggle("do-right", good && fields.length > 0);
      node.classList.toggle("do-wrong", bad);
      mark.textContent = fields.length && good ? "✓" : bad ? "✗" : "";
      for (const field of fields) field.setAttribute("aria-invalid", String(bad));
      hint.replaceChildren(...(bad ? this.hint(k, kind) : []));
    });
    this.draw(right);
    this.said.className = `do-said ${right ? "do-good" : "do-bad"}`;
    this.said.textContent = right ? text.right : filledIn(text.first_wrong, { line: line + 1 });
  }

  hint(k, kind) {
    const { data, text, numbers, wrong } = this;
    const line = data.lines[k];
    const numbersIn = withNumbers(line, knownAt(data, numbers, k));
    const slipped = data.slips.some((slip) => slip.kind === kind); // another slip may lead to the same number
    const parts = [
      element("p", {}, slipped ? filledIn(text.slipped, { hint: data.hints[kind] }) : data.hints[kind]),
      element("p", {}, text.put_in, element("br"), element("span", { class: "do-formula", html: formula(inner(line.symbol), "<mo>=</mo>", numbersIn, "<mo>=</mo><mo>…</mo>") })),
    ];
    if (wrong.get(k) >= STUCK) parts.push(element("button", { type: "button", onclick: () => this.reveal(k) }, text.reveal));
    return parts;
  }

  /** Puts the value of a line into its fields, or says it where there are none. */
  reveal(k) {
    const { rows, numbers } = this;
    const values = [numbers.values[k]].flat();
    const { fields, hint } = rows[k];
    if (!fields.length) return hint.append(element("p", {}, inDigits(numbers.values[k], workedOut)));
    fields.forEach((field, i) => (field.value = String(shortened(values[i], 5))));
    fields[0].focus();
  }

  renew() {
    this.seed = 1 + Math.floor(Math.random() * this.data.draws.seeds);
    this.begin();
    this.node.querySelector("input, select, button")?.focus();
    this.page.tell(this.seed);
    this.hooks.onSeed?.(this.seed);
  }

  /** The whole step with other numbers, folded. */
  example() {
    const { data, text } = this;
    const numbers = exerciseNumbers(data, EXAMPLE);
    if (!finiteNumbers(numbers)) return [];
    const rows = data.lines.map((line, k) => {
      const value = line.truth ? text[numbers.values[k] ? "yes" : "no"] : inDigits(numbers.values[k], workedOut);
      const numbersIn = withNumbers(line, knownAt(data, numbers, k));
      const result = line.truth ? `<mo>:</mo><mtext>${value}</mtext>` : `<mo>=</mo><mtext>${value}</mtext>`;
      return element("li", {}, element("span", { class: "do-formula", html: line.formula }), element("span", { class: "do-formula", html: formula(inner(line.symbol), "<mo>=</mo>", numbersIn, result) }));
    });
    const shown = element("div", {}, this.told(numbers.given), element("ol", { class: "do-lines" }, ...rows));
    const fold = element("details", { class: "do-example" }, element("summary", {}, text.example), shown);
    fold.open = this.unfolded ?? false;
    fold.addEventListener("toggle", () => (this.unfolded = fold.open));
    return [fold];
  }

  destroy() {
    this.node.remove();
  }
}
