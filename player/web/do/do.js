// Where an exercise meets its host: a Streamlit component, or a page of its own.

import { element } from "../element.js";
import { Computing } from "./compute.js";
import { Writing } from "./write.js";

/* global STYLE -- the style sheet, put in front of the modules when they are joined */

const KINDS = { compute: Computing, write: Writing };
const exercises = new WeakMap();

/** Puts an exercise into `root`. data: of `lessons/exercises/told.py`, with its words.
 *  @param {ExerciseHooks} [hooks] */
export function doExercise(root, data, hooks = {}) {
  return new KINDS[data.kind](root, data, hooks);
}

/** Mounts an exercise, or brings the one that stands in this element up to date. */
export function exercise({ data, parentElement, setTriggerValue }) {
  let entry = exercises.get(parentElement);
  if (!entry) {
    entry = { call: 0, key: null };
    entry.style = element("style", {}, STYLE);
    parentElement.append(entry.style);
    exercises.set(parentElement, entry);
  }
  entry.send = setTriggerValue;
  entry.call += 1;
  const { call } = entry;
  if (entry.key === data.key) entry.shown.update(data);
  else {
    entry.shown?.destroy();
    entry.key = data.key;
    entry.shown = doExercise(parentElement, data, {
      onTry: (answer) => data.reports && entry.send("tried", answer),
      onSeed: (seed) => entry.send("seed", seed),
    });
  }
  return () => {
    if (entry.call !== call) return;
    entry.shown.destroy();
    entry.style.remove();
    exercises.delete(parentElement);
  };
}
