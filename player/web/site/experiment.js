// An experiment on a page without a server: its player in the place of the still picture.

import { Player } from "../player.js";

export class Experiment {
  /** @type {Player | undefined} */ player;

  /** @param {any} page @param {HTMLElement} node its figure @param {any} data */
  constructor(page, node, data) {
    this.page = page;
    this.node = node;
    this.data = data;
    this.place = /** @type {HTMLElement} */ (node.querySelector(".place"));
    this.says = node.querySelector(".says");
  }

  /** Puts the player into its place. */
  wake() {
    const { page, data } = this;
    const { runs, supplies } = data;
    const views = page.library ? runs.views : runs.views.filter((view) => view !== "landscape");
    this.player = new Player(this.place, page.library ?? (() => Promise.reject()), (name) => this.heard(name));
    this.player.alone = true;
    this.player.node.classList.add("player-alone");
    this.player.update({ ...runs, views, text: page.text }, page.scene(data.scene), { ...supplies, rules: page.rules });
    this.node.classList.add("lives");
  }

  /** The reader has moved something. */
  heard(_name) {}
}
