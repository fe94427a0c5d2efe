// The ground as a hand has turned the surface: its values on the scene's own grid, for the sketch.

import { heights } from "./measures.js";
import { valueAt } from "./walk.js";

/** The bands of the ground `{z, zmin, zmax, size}`: rows of heights along y, coloured from `zmin` to
 *  `zmax` in steps of `size`. As figures/scene.py makes them. `shade`: {share, power, levels}. */
export function terrain({ x, y }, formula, { share, power, levels }) {
  const loss = new Float64Array(x.length * y.length);
  const value = valueAt(formula.value, formula.arguments);
  y.forEach((b, j) => x.forEach((a, i) => (loss[j * x.length + i] = value(a, b))));
  const finite = loss.filter(Number.isFinite);
  const [least, high] = finite.reduce(([low, top], v) => [Math.min(low, v), Math.max(top, v)], finite.length ? [Infinity, -Infinity] : [0, 1]);
  const low = Math.min(least, formula.low ?? Infinity);
  const spread = Math.max(high - low, 1e-12);
  const flat = heights({ low, high: low + spread, offset: share && share * spread, power }, loss);
  const [zmin, zmax] = flat.filter(Number.isFinite).reduce(([a, b], v) => [Math.min(a, v), Math.max(b, v)], [Infinity, -Infinity]);
  const z = Array.from(y, (_, j) => flat.subarray(j * x.length, (j + 1) * x.length));
  return { z, zmin, zmax, size: Math.max(zmax - zmin, 1e-9) / levels };
}
