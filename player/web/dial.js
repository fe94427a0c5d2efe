// The dial: a setting of the runs that is turned in the page, for which all paths are at hand.

import { element } from "./bar.js";

/** The dial's DOM. `turn(k)` is called at every stop on the way, `done(k)` when the hand is off. */
export function dial(turn, done) {
  const name = element("span", { class: "player-dial-name" });
  const range = element("input", { type: "range", min: 0, step: 1, class: "player-dial-range" });
  const value = element("output", { class: "player-dial-value" });
  const node = element("label", { class: "player-dial", hidden: "" }, name, range, value);
  let stops = [];
  const show = () => {
    value.textContent = stops[range.value];
    range.setAttribute("aria-valuetext", value.textContent);
  };
  range.addEventListener("input", () => {
    show();
    turn(Number(range.value));
  });
  range.addEventListener("change", () => done(Number(range.value)));
  return {
    node,
    /** Another setting puts the dial on its stop `at`; the same one leaves it where it stands.
     *  Returns the stop on which it stands. */
    fill(knob) {
      node.hidden = !knob;
      if (!knob) return 0;
      if (node.dataset.key !== knob.key) {
        range.max = knob.stops.length - 1;
        range.value = knob.at;
        node.dataset.key = knob.key;
      }
      stops = knob.stops;
      name.textContent = knob.name;
      show();
      return Number(range.value);
    },
  };
}
