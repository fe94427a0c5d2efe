// The ground as a hand has turned the surface: its values on the scene's own grid, for the sketch.

import { heights } from "./measures.js";
import { valueAt } from "./walk.js";

export const GRID = 81; // samples along each axis, as in figures/scene.py
const LEAST = 1e-12; // losses that differ by less, or this part of their size, are drawn flat

const rowsOf = (flat, width) => Array.from({ length: flat.length / width }, (_, j) => flat.subarray(j * width, (j + 1) * width));

/** A scene that came without its grids, with them: the heights of the ground and of the landscape.
 *  @param {Scene} scene @returns {Scene} */
export function raised(scene) {
  const { view, formula, shade, relief, landscape } = scene;
  const along = (from, to) => Float64Array.from({ length: GRID }, (_, k) => from + ((to - from) * k) / (GRID - 1));
  const grid = { x: along(view.x0, view.x1), y: along(view.y0, view.y1) };
  const hills = { ...landscape.data[0], ...grid, z: rowsOf(heights(relief, lossOn(grid, formula)), GRID) };
  return { ...scene, ground: terrain(grid, formula, shade), landscape: { ...landscape, data: [hills] } };
}

/** The loss on a grid, row after row along y. */
function lossOn({ x, y }, formula) {
  const loss = new Float64Array(x.length * y.length);
  const value = valueAt(formula.value, formula.arguments);
  y.forEach((b, j) => x.forEach((a, i) => (loss[j * x.length + i] = value(a, b))));
  return loss;
}

/** The least and the greatest of all that is finite in `values`. */
function endsOf(values) {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

/** The upper end of heights that go from `low` to `high`. */
export const topOf = (low, high) => Math.max(high, low + LEAST * Math.max(1, Math.abs(low)));

/** The ground over a grid, as figures/scene.py makes it. `shade`: {share, power, levels}.
 *  @returns {Ground} */
export function terrain({ x, y }, formula, { share, power, levels }) {
  const loss = lossOn({ x, y }, formula);
  const ends = endsOf(loss);
  const [least, most] = ends[0] <= ends[1] ? ends : [0, 1];
  const lowest = Math.min(least, formula.low ?? Infinity);
  const flat = heights({ low: lowest, high: topOf(lowest, most), offset: share, power }, loss);
  const [low, high] = endsOf(flat);
  return { x, y, z: rowsOf(flat, x.length), low, high, interval: Math.max(high - low, 1e-9) / levels };
}
