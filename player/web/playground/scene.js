// The scene of a typed formula, as figures/scene.py and player/message.py make it.

import { readFormula } from "../reader/formula.js";
import { valueAt } from "../walk/walk.js";
import { GRID, raised, topOf } from "../walk/terrain.js";

const COARSE_SAMPLES = 33; // samples along each side, to tell how the height is best coloured
const LOW_SHARE = 0.1; // where most of the view lies in so low a part of the values, colours are decades
const STRIP = 4; // times the other side from which on one scale for both makes a strip

const along = (low, high, count) => Array.from({ length: count }, (_, k) => low + ((high - low) * k) / (count - 1));

/** The finite values of a formula on a grid over the view, in ascending order, and whether the lowest
 *  lies inside of it. */
function sampled(value, { x0, x1, y0, y1 }, count) {
  let lowest = { z: Infinity, inner: false };
  const inner = (k) => k > 0 && k < count - 1;
  const values = along(y0, y1, count).flatMap((y, j) =>
    along(x0, x1, count).map((x, i) => {
      const z = value(x, y);
      if (z < lowest.z) lowest = { z, inner: inner(i) && inner(j) };
      return z;
    }),
  );
  return { values: values.filter(Number.isFinite).sort((a, b) => a - b), inner: lowest.inner };
}

/** Whether most of the view lies in the lowest tenth of the values. A float holds the difference between
 *  any two halves. */
function isDeep(values) {
  const halves = values.map((value) => value / 2);
  const middle = halves.length >> 1;
  const median = halves.length % 2 ? halves[middle] : (halves[middle - 1] + halves[middle]) / 2;
  return (median - halves[0]) / (halves.at(-1) - halves[0]) < LOW_SHARE;
}

/** The scene of a formula in a view. Throws FormulaError for a text that is none.
 *  @param {Playground} kit @param {string} text @param {View} view @returns {Scene} */
export function typedScene(kit, text, view) {
  const { scene, share, shade, far } = kit.surfaces.custom;
  const { value, gradient, defined } = readFormula(text, kit.language);
  const { x0, x1, y0, y1 } = view;
  /** @type {Formula} */
  const formula = { value, gradient, defined, arguments: {}, units: {}, centre: [(x0 + x1) / 2, (y0 + y1) / 2], far: (far * Math.hypot(x1 - x0, y1 - y0)) ** 2, low: null, minima: [] };
  const height = valueAt(value, {});
  const decades = isDeep(sampled(height, view, COARSE_SAMPLES).values);
  const { values, inner } = sampled(height, view, GRID);
  const [low, high] = values.length ? [values[0], values.at(-1)] : [0, 1];
  const relief = { low, high: topOf(low, high), offset: decades ? share : null, power: 1 };
  const top = decades ? Math.log10(1 + 1 / share) : 1; // from the lowest to the highest point of the landscape
  const square = Math.max(x1 - x0, y1 - y0) <= STRIP * Math.min(x1 - x0, y1 - y0);
  return raised({ ...scene, landscape: framed(kit.landscape, view), marks: [], view, square, relief, formula, shade: { ...scene.shade, share: decades ? shade : null, power: inner ? 0.5 : 1 }, lift: 0.012 * top });
}

/** The scene of a surface of the catalogue. @param {Playground} kit @param {string} key @returns {Scene} */
export function sceneOf(kit, key) {
  const { scene } = kit.surfaces[key];
  return raised({ ...scene, landscape: framed(kit.landscape, scene.view) });
}

/** The landscape in a view. */
function framed(landscape, { x0, x1, y0, y1 }) {
  const { scene } = landscape.layout;
  const [xaxis, yaxis] = [{ ...scene.xaxis, range: [x0, x1] }, { ...scene.yaxis, range: [y0, y1] }];
  return { ...landscape, layout: { ...landscape.layout, scene: { ...scene, xaxis, yaxis } } };
}
