// The dial: a setting of the runs that is turned in the page, for which all paths are at hand.

import { element } from "./element.js";
import { slider } from "./slider.js";

/** The dial's DOM. `turn(k)` is called at every stop on the way, `done(k)` when the hand is off. */
export function dial(turn, done) {
  const name = element("span", { class: "player-dial-name" });
  const value = element("span", { class: "player-dial-value", "aria-hidden": "true" }); // the slider says it
  const range = slider("player-dial-range", (k) => (show(), turn(k)), done);
  const node = element("label", { class: "player-dial", hidden: "" }, name, range.node, value);
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
      node.hidden = !knob;
      if (!knob) return 0;
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
