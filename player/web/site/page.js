// A page of experiments, each of which comes to life when its reader gets near.

import { doExercise } from "../do/do.js";
import { Aiming } from "./aim.js";
import { Experiment } from "./experiment.js";
import { noteTry } from "./kept.js";
import { Present } from "./present.js";
import { Question } from "./question.js";
import { raised } from "../walk/terrain.js";

const NEAR = "600px"; // above and below the window

const FIGURES = { aim: Aiming, options: Question };

function made(page, node, data) {
  const kind = Object.keys(FIGURES).find((name) => name in data);
  return new (FIGURES[kind] ?? Experiment)(page, node, data);
}

/** The key of what is kept of an exercise, as in the app. */
const recordKey = ({ kind, key }) => (kind === "compute" ? `compute.${key}` : key);

export class Page {
  /** @param {PageMessage} told @param {(() => Promise<any>) | null} library of the landscape, if there is one */
  constructor({ text, words, aims, scenes, rules, experiments, exercises, kinds }, library) {
    this.text = text;
    this.words = words;
    this.aims = aims;
    this.rules = rules;
    this.library = library;
    this.told = scenes;
    this.raised = new Map();
    const nodes = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-experiment]"))].filter(({ dataset }) => dataset.experiment in experiments);
    this.experiments = new Map(nodes.map((node) => [node, made(this, node, experiments[node.dataset.experiment])]));
    const near = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (!isIntersecting) continue;
          near.unobserve(target);
          const experiment = this.experiments.get(/** @type {HTMLElement} */ (target));
          if (!experiment.player) experiment.wake();
        }
      },
      { rootMargin: NEAR },
    );
    for (const node of nodes) near.observe(node);
    for (const [key, own] of Object.entries(exercises)) {
      const data = { ...kinds[own.kind], ...own };
      const root = document.querySelector(`[data-exercise="${key}"]`);
      if (root) doExercise(root, data, { onTry: (answer, right) => noteTry(recordKey(data), answer, right) });
    }
    this.slides = new Present(this);
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
