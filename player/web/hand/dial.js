// The player's own sliders: the live knob's, and on a saved page all of them.

import { element } from "../element.js";
import { listener } from "../listener.js";
import { general } from "../walk/numbers.js";
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
    /** News of the setting, or other stops, put the dial on its stop `at`; else it is left where it
     *  stands. Returns the stop on which it stands. */
    fill(knob, news) {
      if (news || stops.join() !== knob.stops.join()) range.show(knob.at, knob.stops.length - 1);
      stops = knob.stops;
      name.textContent = knob.name;
      show();
      return Number(range.input.value);
    },
  };
}

const FEW = 6; // dials that are shown without being asked for

/** Has `node` be child `k` of `home`. Where it is, it stays untouched: what is put there anew loses the focus,
 *  and the pointer that turns it. */
function standAt(home, k, node) {
  if (home.children[k] !== node) home.insertBefore(node, home.children[k] ?? null);
}

/** Dials for some of the page's sliders. `turn()` is called on the way, `done(stop)` at its end. */
export function dials(turn, done) {
  const open = element("div", { class: "player-dials-open" });
  const more = element("summary");
  const folded = element("div", { class: "player-dials-open" });
  const fold = element("details", { hidden: "" }, more, folded);
  const node = element("div", { class: "player-dials", hidden: "" }, open, fold);
  const known = new Map();
  const values = new Map();
  const one = (key) => {
    const page = listener();
    const turned = (k) => (values.set(key, made.stops[k]), turn());
    const made = { stops: [], hear: page.hear, ...dial(turned, (k) => (page.tell(made.stops[k]), done(k))) };
    return made;
  };
  return {
    node,
    /** Shows a dial for each of the sliders; the values on which they stand, by key. Many of them
     *  are folded up under the word `words`: what is neither η nor a setting of all runs. */
    fill(sliders, stops, words) {
      for (const [key, { node: old }] of known) {
        if (sliders.some((other) => other.key === key)) continue;
        old.remove();
        known.delete(key);
      }
      values.clear();
      let [shown, foldedUp] = [0, 0];
      for (const { key, label, at, stands = at, sets, runs, reads = [] } of sliders) {
        if (!known.has(key)) known.set(key, one(key));
        const made = known.get(key);
        made.stops = [...new Set([...stops[key], at, stands])].sort((a, b) => a - b);
        const place = made.fill({ name: label, stops: made.stops.map((stop, k) => reads[k] ?? general(stop)), at: made.stops.indexOf(stands) }, made.hear(stands));
        values.set(key, made.stops[place]);
        if (sliders.length > FEW && runs && sets !== "lr") standAt(folded, foldedUp++, made.node);
        else standAt(open, shown++, made.node);
      }
      more.textContent = words;
      fold.hidden = folded.childElementCount === 0;
      node.hidden = known.size === 0;
      return values;
    },
  };
}
