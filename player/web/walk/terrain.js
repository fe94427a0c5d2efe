// The ground as a hand has turned the surface: its values on the scene's own grid, for the sketch.

import { heights } from "./measures.js";
import { valueAt } from "./walk.js";

const GRID = 81; // samples along each axis, as in figures/scene.py

const rowsOf = (flat, width) => Array.from({ length: flat.length / width }, (_, j) => flat.subarray(j * width, (j + 1) * width));

/** A scene that came without its grids, with them: the heights of the ground and of the landscape.
 *  @param {Scene} scene @returns {Scene} */
export function raised(scene) {
  const { view, formula, shade, relief, contour, landscape } = scene;
  const along = (from, to) => Float64Array.from({ length: GRID }, (_, k) => from + ((to - from) * k) / (GRID - 1));
  const grid = { x: along(view.x0, view.x1), y: along(view.y0, view.y1) };
  const { z, zmin, zmax, size } = terrain(grid, formula, shade);
  const ground = { ...contour.data[0], ...grid, z, zmin, zmax, contours: { ...contour.data[0].contours, start: zmin, end: zmax, size } };
  const hills = { ...landscape.data[0], ...grid, z: rowsOf(heights(relief, lossOn(grid, formula)), GRID) };
  return { ...scene, contour: { ...contour, data: [ground] }, landscape: { ...landscape, data: [hills] } };
}

/** The loss on a grid, row after row along y. */
function lossOn({ x, y }, formula) {
  const loss = new Float64Array(x.length * y.length);
  const value = valueAt(formula.value, formula.arguments);
  y.forEach((b, j) => x.forEach((a, i) => (loss[j * x.length + i] = value(a, b))));
  return loss;
}

/** The bands of the ground `{z, zmin, zmax, size}`: rows of heights along y, coloured from `zmin` to
 *  `zmax` in steps of `size`. As figures/scene.py makes them. `shade`: {share, power, levels}. */
export function terrain({ x, y }, formula, { share, power, levels }) {
  const loss = lossOn({ x, y }, formula);
  const finite = loss.filter(Number.isFinite);
  const [least, high] = finite.reduce(([low, top], v) => [Math.min(low, v), Math.max(top, v)], finite.length ? [Infinity, -Infinity] : [0, 1]);
  const low = Math.min(least, formula.low ?? Infinity);
  const spread = Math.max(high - low, 1e-12);
  const flat = heights({ low, high: low + spread, offset: share && share * spread, power }, loss);
  const [zmin, zmax] = flat.filter(Number.isFinite).reduce(([a, b], v) => [Math.min(a, v), Math.max(b, v)], [Infinity, -Infinity]);
  const z = rowsOf(flat, x.length);
  return { z, zmin, zmax, size: Math.max(zmax - zmin, 1e-9) / levels };
}
