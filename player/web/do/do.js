// Where an exercise meets its host: a Streamlit component, or a page of its own.

import { element } from "../element.js";
import { mounts } from "../mount.js";
import { Computing } from "./compute.js";
import { Writing } from "./write.js";

/* global STYLE -- the style sheet, put in front of the modules when they are joined */

const KINDS = { compute: Computing, write: Writing };
const exercises = mounts();

/** Puts an exercise into `root`. data: of `lessons/exercises/told.py`, with its words.
 *  @param {ExerciseHooks} [hooks] */
export function doExercise(root, data, hooks = {}) {
  return new KINDS[data.kind](root, data, hooks);
}

/** Mounts an exercise, or brings the one that stands in this element up to date. */
export function exercise({ data, parentElement, setTriggerValue }) {
  const { entry, leave } = exercises(parentElement, () => {
    const style = element("style", {}, STYLE);
    parentElement.append(style);
    return { key: null, style };
  });
  entry.send = setTriggerValue;
  if (entry.key === data.key) entry.shown.update(data);
  else {
    entry.shown?.destroy();
    entry.key = data.key;
    entry.shown = doExercise(parentElement, data, {
      onTry: (answer) => data.reports && entry.send("tried", answer),
      onSeed: (seed) => entry.send("seed", seed),
    });
  }
  return leave(() => {
    entry.shown.destroy();
    entry.style.remove();
  });
}
