// What is chosen as the message that the player takes: no path in it, for the browser walks them all.

import { filledIn } from "../gaps.js";
import { Live } from "../hand/live.js";
import { three } from "../stage/geometry.js";
import { playedRule } from "./rules.js";

const ROUNDING = 1e-16; // differences of losses below this are rounding
const CURVE_ROOM = 0.06; // of the range, above and below the curves

/** The sliders that turn what is chosen, by the keys that they have in a link; `whole`: they stand on
 *  whole numbers alone.
 *  @param {Playground} kit @param {Chosen} chosen @param {PlayedRule[]} rules */
export function slidersOf(kit, chosen, rules) {
  const { parameters } = kit.surfaces[chosen.surface];
  const turning = Object.entries(parameters).map(([name, { label, at, stops, whole, reads }]) => ({ key: `${chosen.surface}.${name}`, label, at, stops, whole, reads, sets: `surface.${name}`, runs: null }));
  const hypers = rules.flatMap(({ run, stops }) =>
    Object.entries(run.hypers).map(([name, at]) => {
      const symbol = Object.hasOwn(kit.symbols, name) ? kit.symbols[name] : name;
      const label = `${rules.length > 1 ? run.name : ""} ${symbol}`.trim();
      return { key: `${run.key}.${name}`, label, at, stops: stops[name], whole: false, sets: name, runs: [run.key] };
    }),
  );
  const shared = ["steps", "noise"].map((name) => ({ key: name, label: kit.labels[name], at: kit.usual[name], stops: kit.stops[name], whole: name === "steps", sets: name, runs: null }));
  return [...turning, ...hypers, ...shared];
}

/** The value on which a slider stands: where it was put, if it can still stand there. */
export function standing({ values }, { key, at, stops }) {
  const value = values[key];
  return value >= stops[0] && value <= stops.at(-1) ? value : at;
}

/** The player's message, its supplies, and the sliders in it.
 *  @param {Playground} kit @param {Chosen} chosen @param {Scene} scene */
export function messageOf(kit, chosen, scene) {
  const rules = chosen.runs.map((key) => playedRule(kit, chosen, key)).filter((rule) => rule !== null);
  const sliders = slidersOf(kit, chosen, rules).map((slider) => ({ ...slider, stands: standing(chosen, slider) }));
  const { name, stream, parameters } = kit.surfaces[chosen.surface];
  const values = Object.fromEntries(Object.entries(parameters).map(([key, { at }]) => [key, at]));
  const supplies = {
    rules: Object.fromEntries(rules.map(({ run, tape }) => [run.key, tape])),
    draws: kit.draws,
    stream,
    stops: Object.fromEntries(sliders.map(({ key, stops }) => [key, stops])),
  };
  const { start } = chosen;
  const { usual, show } = kit;
  const meant = scene.formula.low !== null;
  const data = {
    ...show,
    runs: rules.map(({ run }) => run),
    start,
    view: chosen.view,
    title: name,
    alt: filledIn(show.alt, { surface: name, names: listed(kit, rules.map(({ run }) => run.name)), x: three(start[0]), y: three(start[1]), steps: sliders.find(({ key }) => key === "steps").stands }),
    replay: JSON.stringify([chosen.surface, chosen.f, start]),
    curve: { ...show.curve, kind: meant ? "excess" : "loss", y: { ...show.curve.y, log: meant }, title: kit.curves[meant ? "excess" : "loss"] },
    live: { start, steps: usual.steps, noise: 0, schedule: null, values, sliders },
  };
  return { data: { ...data, curve: ranged(data, scene, supplies) }, supplies };
}

/** Names one after another, set apart as the language does it. @param {Playground} kit @param {string[]} names */
export const listed = ({ text }, names) => (names.length ? names.reduce((before, after) => filledIn(text.pair, { before, after })) : "");

/** The axes under the panels with the ranges of the curves, as figures/curves.py has them. */
function ranged(data, scene, supplies) {
  const live = new Live(() => {});
  live.fill(data, scene, supplies, new Map(data.live.sliders.map(({ key, stands }) => [key, stands])));
  const { runs, steps } = live.shown(null);
  live.destroy();
  const { curve } = data;
  const { log } = curve.y;
  const range = rangeOf(runs.map((run) => run.curve ?? []), log);
  const decades = range[1] - range[0];
  const apart = log && decades >= 2 ? Math.max(1, Math.round(decades / 4)) : undefined;
  return { ...curve, x: { ...curve.x, range: [0, Math.max(steps, 1)] }, y: { ...curve.y, apart, at: undefined, range } };
}

/** The range to show: what diverges does not flatten the rest. */
function rangeOf(curves, log) {
  const first = curves.reduce((most, curve) => (Number.isFinite(curve[0]) ? Math.max(most, Math.abs(curve[0])) : most), ROUNDING);
  let [low, high] = [Infinity, -Infinity];
  for (const curve of curves) {
    for (const value of curve) {
      if (!Number.isFinite(value) || Math.abs(value) > 10 * first || (log && value <= ROUNDING)) continue;
      const at = log ? Math.log10(value) : value;
      [low, high] = [Math.min(low, at), Math.max(high, at)];
    }
  }
  if (low > high) return [-1, 1];
  const room = CURVE_ROOM * (high - low) || 0.5;
  return [low - room, high + room];
}
