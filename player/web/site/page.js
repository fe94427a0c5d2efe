// A page of experiments, each of which comes to life when its reader gets near.

import { Experiment } from "./experiment.js";
import { raised } from "../walk/terrain.js";

const NEAR = "600px"; // above and below the window

export class Page {
  constructor({ text, site, scenes, rules, experiments }, library) {
    this.text = text;
    this.site = site;
    this.rules = rules;
    this.library = library;
    this.told = scenes;
    this.raised = new Map();
    const nodes = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-experiment]"))].filter(({ dataset }) => dataset.experiment in experiments);
    this.experiments = new Map(nodes.map((node) => [node, new Experiment(this, node, experiments[node.dataset.experiment])]));
    const near = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (!isIntersecting) continue;
          near.unobserve(target);
          this.experiments.get(/** @type {HTMLElement} */ (target)).wake();
        }
      },
      { rootMargin: NEAR },
    );
    for (const node of nodes) near.observe(node);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.each((experiment) => experiment.player?.restyle()));
  }

  each(act) {
    for (const experiment of this.experiments.values()) act(experiment);
  }

  /** A scene by its name, with its heights. */
  scene(name) {
    if (!this.raised.has(name)) this.raised.set(name, raised(this.told[name]));
    return this.raised.get(name);
  }
}
