// Two paths beside each other: the right one, and that of the rule as it was typed.

import { element } from "../element.js";

const [PATHS_WIDE, PATHS_HIGH, PATHS_AIR] = [320, 200, 14];
const FARTHEST_OUT = 4; // times the right path's own extent, beyond which the other one is cut off

/** The points of a flat path as pairs, as far as they are numbers. @param {Float64Array} flat */
function pairs(flat) {
  /** @type {Pair[]} */
  const found = [];
  for (let k = 0; k + 1 < flat.length; k += 2) {
    if (!Number.isFinite(flat[k]) || !Number.isFinite(flat[k + 1])) break;
    found.push([flat[k], flat[k + 1]]);
  }
  return found;
}

/** The box that holds all points. @param {Pair[]} points */
function boxOf(points) {
  const ends = [0, 1].map((k) => points.map((point) => point[k]));
  return ends.map((values) => [Math.min(...values), Math.max(...values)]);
}

/** The picture of two paths, with a mark where they part, in equal scales.
 *  @param {Float64Array} right @param {Float64Array} typed @param {number} step
 *  @param {{says: string, right: string, typed: string}} words */
export function pathsPicture(right, typed, step, words) {
  const theirs = pairs(right);
  const own = boxOf(theirs);
  const extent = Math.max(...own.map(([low, high]) => high - low), 1e-6);
  const near = ([x, y]) => [x, y].every((value, k) => value > own[k][0] - FARTHEST_OUT * extent && value < own[k][1] + FARTHEST_OUT * extent);
  const all = pairs(typed);
  const out = all.findIndex((point) => !near(point));
  const mine = out < 0 ? all : all.slice(0, out);
  const [[x0, x1], [y0, y1]] = boxOf([...theirs, ...mine]);
  const scale = Math.min((PATHS_WIDE - 2 * PATHS_AIR) / Math.max(x1 - x0, 1e-6), (PATHS_HIGH - 2 * PATHS_AIR) / Math.max(y1 - y0, 1e-6));
  const px = (x) => (PATHS_WIDE / 2 + (x - (x0 + x1) / 2) * scale).toFixed(1);
  const py = (y) => (PATHS_HIGH / 2 - (y - (y0 + y1) / 2) * scale).toFixed(1);
  const line = (points, name) => `<polyline class="${name}" points="${points.map(([x, y]) => `${px(x)},${py(y)}`).join(" ")}"/>`;
  const dots = (points, name) => points.map(([x, y]) => `<circle class="${name}" cx="${px(x)}" cy="${py(y)}" r="2.2"/>`).join("");
  const ring = ([x, y], name, r) => `<circle class="${name}" cx="${px(x)}" cy="${py(y)}" r="${r}"/>`;
  const marked = [theirs[step], mine[step]].filter(Boolean).map((point) => ring(point, "do-parting", 7));
  const svg = `<svg viewBox="0 0 ${PATHS_WIDE} ${PATHS_HIGH}" aria-hidden="true">${line(theirs, "do-asked")}${dots(theirs, "do-asked-dot")}${line(mine, "do-typed")}${dots(mine, "do-typed-dot")}${ring(theirs[0], "do-here", 5)}${marked.join("")}</svg>`;
  const swatch = (name, text) => element("span", { class: "do-entry" }, element("span", { class: `do-swatch ${name}` }), text);
  const legend = element("div", { class: "do-legend" }, swatch("do-asked-swatch", words.right), swatch("do-typed-swatch", words.typed));
  return element("figure", { class: "do-picture" }, legend, element("div", { html: svg }), element("figcaption", {}, words.says));
}
