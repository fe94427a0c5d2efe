// Write the rule: an editor, the rule as it is read, and where its path leaves the right one.

import { element, NO_PROSE } from "../element.js";
import { filledIn } from "../gaps.js";
import { FormulaError, pointedTo, sentenceOf } from "../reader/error.js";
import { readRule } from "../reader/rule.js";
import { pathsPicture } from "./beside.js";
import { assignmentMath } from "../reader/mathml.js";
import { laidOut } from "../reader/language.js";
import { inFull, shortened } from "./numbers.js";
import { judgeRule } from "./paths.js";
import { retype } from "./retype.js";

const READ_PAUSE = 250; // ms without a key after which the text is read

export class Writing {
  /** @type {ReturnType<typeof setTimeout> | undefined} */ waiting;

  /** @param {HTMLElement} root @param {WriteMessage} data @param {ExerciseHooks} hooks */
  constructor(root, data, hooks = {}) {
    this.data = data;
    this.hooks = hooks;
    const { key, begin } = data;
    this.said = element("p", { class: "do-said", role: "status" });
    this.read = element("div", { class: "do-read", id: `do-${key}-read` });
    this.more = element("div", {});
    this.field = /** @type {HTMLTextAreaElement} */ (
      element("textarea", { id: `do-${key}-text`, rows: String(begin.split("\n").length + 3), ...NO_PROSE, "aria-describedby": `do-${key}-read`, oninput: () => this.later(), onkeydown: (event) => this.pressed(event) })
    );
    this.field.value = begin;
    this.node = element("form", { class: "do do-writing", novalidate: "", onsubmit: (event) => this.check(event) });
    root.append(this.node);
    this.layOut();
  }

  /** A message of the server, perhaps in other words: what was typed stays. @param {WriteMessage} data */
  update(data) {
    const same = JSON.stringify(data.text) === JSON.stringify(this.data.text);
    this.data = data;
    if (!same) this.layOut();
  }

  /** Puts the field among its words. */
  layOut() {
    const { key, text } = this.data;
    const label = element("label", { class: "do-head", for: `do-${key}-text` }, text.editor);
    const buttons = [element("button", { type: "submit", class: "do-check" }, text.check), element("button", { type: "button", onclick: () => this.again() }, text.again)];
    const editor = element("div", {}, label, this.field, this.names(), element("div", { class: "do-foot" }, ...buttons));
    const beside = element("div", { class: "do-work" }, element("p", { class: "do-head" }, text.reads), this.read);
    this.clear();
    this.node.replaceChildren(element("div", { class: "do-sides do-halves" }, editor, beside), this.said, this.more);
    this.show();
  }

  names() {
    const { data } = this;
    const names = data.names.map(({ name, math }) => element("span", { class: "do-entry" }, element("code", {}, name), element("span", { html: math })));
    return element("div", { class: "do-names" }, element("span", { class: "do-head" }, data.text.given), ...names);
  }

  later() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.show(), READ_PAUSE);
  }

  pressed(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.check(event);
  }

  again() {
    retype(this.field, this.data.begin);
    this.clear();
    this.show();
  }

  clear() {
    this.said.textContent = "";
    this.said.className = "do-said";
    this.more.replaceChildren();
  }

  /** Shows the text as it is read, or what is wrong with it. */
  show() {
    clearTimeout(this.waiting);
    const { data, field, read } = this;
    try {
      const { lines } = readRule(field.value, data.language);
      read.replaceChildren(...lines.map(({ name, value }) => element("div", { class: "do-formula", html: assignmentMath(name, value, laidOut(data.language)) })));
      field.setAttribute("aria-invalid", "false");
    } catch (error) {
      if (!(error instanceof FormulaError)) throw error;
      const place = pointedTo(field.value, error);
      read.replaceChildren(element("p", { class: "do-bad" }, sentenceOf(error, data.errors)), ...(place ? [element("pre", {}, place)] : []));
      field.setAttribute("aria-invalid", "true");
    }
  }

  check(event) {
    event.preventDefault();
    this.show();
    const { data, field, hooks } = this;
    const judged = judgeRule(data, field.value);
    this.tell(judged);
    hooks.onTry?.({ text: field.value.slice(0, data.language.limits.rule) }, judged.right);
  }

  /** @param {Partial<ReturnType<typeof judgeRule>>} judged */
  tell({ right, kind, name, step, paths }) {
    const { text, hints } = this.data;
    this.clear();
    this.said.className = `do-said ${right ? "do-good" : "do-bad"}`;
    if (right || kind === "unread" || kind === "foreign") {
      this.said.textContent = filledIn(text[right ? "right" : kind], { name });
      return;
    }
    const at = (flat, digits) => `(${[0, 1].map((k) => inFull(shortened(flat[2 * step + k], digits))).join(", ")})`;
    let digits = 3; // or as many as it takes to tell them apart
    while (digits < 16 && at(paths[0], digits) === at(paths[1], digits)) digits += 1;
    this.said.textContent = filledIn(text.parts, { step });
    const says = filledIn(text.apart, { step, right: at(paths[0], digits), typed: at(paths[1], digits) });
    const hint = element("p", {}, kind === "other" ? text.other : filledIn(text.slipped, { hint: hints[kind] }));
    this.more.append(hint, pathsPicture(paths[0], paths[1], step, { says, right: text.asked, typed: text.typed }));
  }

  destroy() {
    clearTimeout(this.waiting);
    this.node.remove();
  }
}
