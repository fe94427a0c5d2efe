// An experiment on a page without a server: its player in the place of the still picture, what the run
// says of a claim, and the ways back to the first settings and on to the full app.

import { element } from "../element.js";
import { judged } from "../checks/check.js";
import { Ran } from "../checks/ran.js";
import { Player } from "../player.js";
import { general } from "../walk/numbers.js";

export class Experiment {
  /** @type {Player | undefined} */ player;
  /** @type {Scene} */ scene;
  /** How it is shown as a slide. @type {Partial<PlayMessage>} */ slide = {};

  /** @param {import("./page.js").Page} page @param {HTMLElement} node its figure @param {ExperimentMessage} data */
  constructor(page, node, data) {
    this.page = page;
    this.node = node;
    this.data = data;
    this.place = /** @type {HTMLElement} */ (node.querySelector(".place"));
    this.says = node.querySelector(".says");
    this.link = /** @type {HTMLAnchorElement | null} */ (node.querySelector(".open"));
    this.base = this.link?.href;
    this.reset = element("button", { type: "button", class: "plain", hidden: "", onclick: () => this.again() }, page.words.reset);
    node.querySelector("figcaption")?.append(this.reset);
  }

  /** Puts the player into its place. */
  wake() {
    const { page, data } = this;
    this.player?.destroy();
    this.scene = page.scene(data.scene);
    this.player = new Player(this.place, page.library ?? (() => Promise.reject(new Error("no 3-D here"))), (name) => this.heard(name), { alone: true });
    this.show();
    this.node.classList.add("lives");
    this.moved();
  }

  /** Brings the player up to date; `now`: what is shown otherwise than the page has it.
   *  @param {Partial<PlayMessage>} now */
  show(now = {}) {
    const { page, data } = this;
    const { runs } = data;
    const views = page.library ? runs.views : runs.views.filter((view) => view !== "landscape");
    this.player.update({ ...runs, views, text: page.text, ...now, ...this.slide }, this.scene, this.supplies);
  }

  /** What the walk needs besides the scene. @returns {Supplies} */
  get supplies() {
    return { ...this.data.supplies, rules: this.page.rules };
  }

  /** The settings as the reader has them. */
  get settings() {
    return this.player.live.settings(null);
  }

  /** The runs under these settings, to be judged. */
  get ran() {
    return new Ran(this.data.runs.runs, this.scene.formula, this.supplies, this.settings);
  }

  /** The player tells what the reader did. */
  heard(name) {
    if (name === "start" || name === "knob") this.moved();
  }

  /** Start or knobs stand elsewhere. */
  moved() {
    const turned = this.player.live.now(null) !== null;
    this.reset.hidden = !turned;
    this.follow();
    const { check } = this.data;
    if (!check) return;
    const { words } = this.page;
    const holds = judged(check, this.ran);
    this.says.textContent = holds ? words[turned ? "holds_too" : "holds"] : words.fails;
    this.says.classList.toggle("fails", !holds);
  }

  /** The link to the full app leads to what is seen. */
  follow() {
    if (!this.link) return;
    const { start, noise, values, hypers } = this.settings;
    const { surface, live } = { surface: this.data.surface, live: this.data.runs.live };
    const address = new URL(this.base);
    const put = (key, text) => address.searchParams.set(key, text);
    if (start.some((value, k) => value !== live.start[k])) ["x", "y"].forEach((axis, k) => put(`${surface}.${axis}`, String(start[k])));
    if (noise !== live.noise) put("noise", general(noise));
    for (const [name, value] of Object.entries(values)) if (value !== live.values[name]) put(`${surface}.${name}`, general(value));
    for (const { name, value, runs } of hypers) for (const run of runs) put(`${run}.${name}`, general(value));
    this.link.href = String(address);
  }

  /** Back to the first settings. */
  again() {
    const here = document.activeElement === this.reset;
    this.wake();
    if (here) this.player.stage.focus({ preventScroll: true }); // the button is hidden by now
  }
}
