// The player's own sliders: the live knob's, and on a saved page all of them.

import { element } from "./element.js";
import { general } from "./numbers.js";
import { slider } from "./slider.js";

/** A dial's DOM. `turn(k)` is called at every stop on the way, `done(k)` when the hand is off. */
function dial(turn, done) {
  const name = element("span", { class: "player-dial-name" });
  const value = element("span", { class: "player-dial-value", "aria-hidden": "true" }); // the slider says it
  const range = slider("player-dial-range", (k) => (show(), turn(k)), done);
  const node = element("label", { class: "player-dial" }, name, range.node, value);
  let stops = [];
  const show = () => {
    value.textContent = stops[range.input.value];
    range.input.setAttribute("aria-valuetext", value.textContent);
  };
  return {
    node,
    /** Another setting puts the dial on its stop `at`; the same one leaves it where it stands.
     *  Returns the stop on which it stands. */
    fill(knob) {
      if (node.dataset.key !== knob.key) {
        range.show(knob.at, knob.stops.length - 1);
        node.dataset.key = knob.key;
      }
      stops = knob.stops;
      name.textContent = knob.name;
      show();
      return Number(range.input.value);
    },
  };
}

/** Dials for some of the page's sliders. `turn()` is called on the way, `done(stop)` at its end. */
export function dials(turn, done) {
  const node = element("div", { class: "player-dials" });
  const known = new Map();
  const values = new Map();
  return {
    node,
    /** Shows a dial for each of the sliders, on its stops; the values on which they stand, by key. */
    fill(sliders, stops) {
      for (const key of [...known.keys()].filter((key) => !sliders.some((slider) => slider.key === key))) {
        known.get(key).node.remove();
        known.delete(key);
      }
      values.clear();
      for (const { key, label, at } of sliders) {
        const all = [...stops[key]];
        const near = all.reduce((best, stop, k) => (Math.abs(stop - at) < Math.abs(all[best] - at) ? k : best), 0);
        if (all[near] !== at) all.splice(all[near] < at ? near + 1 : near, 0, at);
        if (!known.has(key)) {
          known.set(key, dial((k) => (values.set(key, known.get(key).stops[k]), turn()), (k) => done(k)));
          node.append(known.get(key).node);
        }
        const one = known.get(key);
        one.stops = all;
        values.set(key, all[one.fill({ key, name: label, stops: all.map((stop) => general(stop)), at: all.indexOf(at) })]);
      }
      node.hidden = known.size === 0;
      return values;
    },
  };
}
