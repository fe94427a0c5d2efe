// The experiments of a page as slides, by keyboard: large, one at a time, on the same page.

import { element } from "../element.js";

const SETTLED = 300; // ms
const TURNS = { PageDown: 1, PageUp: -1 };
const FIELDS = "input:not([type=radio]), select, textarea"; // in which such a key means something else

/** How an experiment is shown as a slide, in that view.
 *  @param {string} view @returns {Partial<PlayMessage>} */
const asSlide = (view) => ({ fill: true, least: 170, curve: null, views: [view], view });

export class Present {
  /** @param {import("./page.js").Page} page */
  constructor(page) {
    this.page = page;
    const shown = [...page.experiments.entries()].filter(([, { data }]) => !data.aim); // which is to be done, not seen
    this.slides = shown.map(([node, experiment]) => ({ article: node.closest("article"), experiment })).filter(({ article }) => article);
    this.place = -1;
    const head = document.querySelector("main .text h1");
    if (!head || !this.slides.length || document.body.classList.contains("embed")) return;
    const { words } = page;
    const button = (name, act) => element("button", { type: "button", class: "plain", onclick: act }, words[name]);
    head.parentNode.append(element("p", { class: "present" }, button("present", () => this.go(0))));
    this.count = element("span", {});
    const act = (text, name, onclick) => element("button", { type: "button", class: "plain", "aria-label": words[name], title: words[name], onclick }, text);
    const turn = (text, name, by) => act(text, name, () => this.go(this.place + by));
    this.bar = element("div", { class: "turn", hidden: "" }, act("W", "words", () => this.tell()), turn("←", "before", -1), this.count, turn("→", "after", 1), element("button", { type: "button", class: "plain", onclick: () => this.leave() }, words.leave));
    document.body.append(this.bar);
    document.addEventListener("keydown", (event) => this.pressed(event));
  }

  pressed(event) {
    if (this.place < 0 || event.ctrlKey || event.metaKey || event.altKey || event.target.closest(FIELDS)) return;
    const by = TURNS[event.key];
    if (event.key === "Escape") this.leave();
    else if (by) this.go(this.place + by);
    else if (event.key?.toLowerCase() === "w") this.tell();
    else return;
    event.preventDefault();
  }

  /** Shows the slide with that number; before the first and after the last there is none. */
  go(place) {
    if (place < 0 || place >= this.slides.length) return;
    this.hide();
    this.place = place;
    const { article, experiment } = this.slides[place];
    document.body.classList.add("presenting");
    article.classList.add("slide", "pictured");
    this.bar.hidden = false;
    this.count.textContent = `${place + 1} / ${this.slides.length}`;
    experiment.slide = asSlide(experiment.data.view);
    if (experiment.player) experiment.show();
    else experiment.wake();
    experiment.player.stage.focus({ preventScroll: true });
    scrollTo(0, 0);
  }

  /** Shows the words of the slide over it, or no longer. */
  tell() {
    this.slides[this.place].article.classList.toggle("pictured");
  }

  hide() {
    const now = this.slides[this.place];
    if (!now) return;
    now.article.classList.remove("slide", "pictured");
    now.experiment.slide = {};
    now.experiment.show();
  }

  /** Back to the lesson, where the slide stands. */
  leave() {
    const now = this.slides[this.place];
    this.hide();
    this.place = -1;
    document.body.classList.remove("presenting");
    this.bar.hidden = true;
    const head = now?.article.querySelector("h3");
    head?.setAttribute("tabindex", "-1");
    head?.focus({ preventScroll: true });
    // The pictures of the page take their own height again first.
    setTimeout(() => now?.article.scrollIntoView({ behavior: "instant" }), SETTLED);
  }
}
