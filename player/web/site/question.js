// Predict, then run: the reader commits, the run plays, the run says who was right.

import { element } from "../element.js";
import { judged, outcome } from "../checks/check.js";
import { general } from "../walk/numbers.js";
import { Experiment } from "./experiment.js";
import { noteForgotten, noteSeen, noteTry } from "./kept.js";

const HELD = { step: 0, curve: null, autoplay: false };

export class Question extends Experiment {
  count = 0;
  /** @type {string | null} */ choice = null;
  /** What was set when it was answered. */ posed = "";

  constructor(page, node, data) {
    super(page, node, data);
    this.article = node.closest("article");
    this.form = this.article.querySelector("form");
    this.verdict = /** @type {HTMLElement} */ (this.article.querySelector(".verdict"));
    this.reason = this.article.querySelector(".reason");
    this.knobs = this.article.querySelectorAll("[data-knob]");
    this.form.addEventListener("submit", (event) => (event.preventDefault(), this.commit()));
    const allow = () => (this.form.elements.namedItem("commit").disabled = !this.form.querySelector("input:checked"));
    this.form.addEventListener("change", allow);
    addEventListener("pageshow", allow); // by then a browser that comes back has brought the choice back
    this.form.hidden = false;
  }

  show() {
    // The reason is below the picture, but among the words of a slide.
    const around = this.slide.fill ? this.verdict : this.article;
    if (this.reason.parentNode !== around) around.append(this.reason);
    super.show(this.choice ? { ending: true, autoplay: true, replay: `${this.count}` } : HELD);
  }

  heard(name) {
    super.heard(name);
    if (name === "end" && this.choice) this.tell();
  }

  /** What it is asked of, as it is noted. */
  get set() {
    return { start: Array.from(this.settings.start), settings: this.player.live.values() };
  }

  /** With other settings it is another question. */
  moved() {
    super.moved();
    const values = this.player.live.values();
    for (const knob of this.knobs) knob.textContent = general(values[knob.getAttribute("data-knob")]);
    if (this.choice && JSON.stringify(this.set) !== this.posed) this.open();
  }

  again() {
    this.forget();
    super.again();
  }

  open() {
    this.forget();
    this.show();
  }

  forget() {
    if (this.choice) noteForgotten(this.node.dataset.experiment);
    this.choice = null;
    const here = this.verdict.contains(document.activeElement);
    this.form.hidden = false;
    this.verdict.hidden = true;
    this.reason.replaceChildren();
    if (here) this.form.querySelector("input:checked").focus();
  }

  commit() {
    const choice = new FormData(this.form).get("choice");
    if (typeof choice !== "string") return;
    if (!this.player) this.wake();
    this.count += 1;
    this.choice = choice;
    const { set } = this;
    this.posed = JSON.stringify(set);
    noteTry(this.node.dataset.experiment, { choice, ...set }, choice === outcome(this.data.options, this.ran), { open: true });
    this.form.hidden = true;
    const { words } = this.page;
    const again = element("button", { type: "button", class: "plain", onclick: () => this.open() }, words.again);
    const skip = element("button", { type: "button", class: "plain", onclick: () => this.tell() }, words.skip);
    this.verdict.replaceChildren(element("p", {}, `${words.predicted} `, element("strong", {}, this.label(choice))), element("p", { class: "after" }, skip, again));
    this.verdict.hidden = false;
    skip.focus();
    this.show();
  }

  label(option) {
    return this.form.querySelector(`input[value="${option}"]`).parentNode.textContent.trim();
  }

  /** What came true, and why, if it is for the reason that the lesson tells. */
  tell() {
    const { ran, data, choice } = this;
    const { words } = this.page;
    if (this.verdict.querySelector(".told")) return;
    const option = outcome(data.options, ran);
    const cause = data.because[option];
    const { reason } = this;
    reason.classList.toggle("right", choice === option);
    if (!cause || judged(cause, ran)) {
      const text = /** @type {HTMLTemplateElement} */ (this.article.querySelector(`template[data-option="${option}"]`));
      reason.append(text.content.cloneNode(true));
    } else reason.append(element("p", {}, words.other_reason_here));
    const [before, after] = words.wrong.replaceAll("**", "").split("{answer}");
    const said = choice === option ? [words.right] : [before, element("strong", {}, this.label(option)), after];
    this.verdict.append(element("div", { class: `told ${choice === option ? "right" : "wrong"}` }, element("p", {}, ...said)));
    const [skip, again] = this.verdict.querySelectorAll("button");
    if (skip === document.activeElement) again.focus();
    skip.remove();
    noteSeen(this.node.dataset.experiment);
  }
}
