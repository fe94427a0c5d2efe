// Runs draped on the 3-D landscape: placed as plotly's camera sees them, drawn on the canvas over it.

import { drawAnswer, drawHead, drawMark, drawSample, stroke, strokeAnswer } from "./draw.js";
import { polyline } from "../canvas/polyline.js";

const SAMPLES = 48; // on the way from a point to the eye, to find a hill in between
const BEHIND = 0.3; // how much of a path is seen through a hill

/** The product of two 4 × 4 matrices, column by column as WebGL has them. */
export function times(a, b) {
  return Array.from({ length: 16 }, (_, k) => {
    const [row, column] = [k % 4, k - (k % 4)];
    return a[row] * b[column] + a[row + 4] * b[column + 1] + a[row + 8] * b[column + 2] + a[row + 12] * b[column + 3];
  });
}

/** The height of the regular grid {x, y, z} at a point inside it, between its four neighbours. */
export function heightAt({ x, y, z }, px, py) {
  const place = (axis, value) => Math.min(axis.length - 1.001, Math.max(0, ((value - axis[0]) / (axis.at(-1) - axis[0])) * (axis.length - 1)));
  const [u, v] = [place(x, px), place(y, py)];
  const [i, j] = [Math.floor(u), Math.floor(v)];
  const along = (row) => z[row][i] + (u - i) * (z[row][i + 1] - z[row][i]);
  return along(j) + (v - j) * (along(j + 1) - along(j));
}

/** Whether the grid rises above the straight line from `point` to `eye`, both in data units. */
export function hidden(grid, point, eye, slack) {
  const way = point.map((from, i) => eye[i] - from);
  const until = [grid.x, grid.y].map((axis, i) => ((way[i] > 0 ? axis.at(-1) : axis[0]) - point[i]) / way[i]);
  const far = Math.min(1, ...until.filter((t) => t >= 0));
  for (let k = 1; k <= SAMPLES; k += 1) {
    const t = (far * k) / SAMPLES;
    const [x, y, z] = point.map((from, i) => from + t * way[i]);
    if (heightAt(grid, x, y) > z + slack) return true;
  }
  return false;
}

/** Whether this browser can draw a landscape. */
export const hasWebgl = () => document.createElement("canvas").getContext("webgl") !== null;

/** Whether there is a landscape to look at: not before it is drawn, nor where WebGL is missing. */
export const hasLens = (div) => Boolean(div._fullLayout?.scene?._scene?.glplot);

/** What plotly's camera in `div` sees; the same object for as long as it has not moved.
 *  @param {Element} div @param {Scene} scene @param {Lens | null} [before] @returns {Lens} */
export function lensOf(div, scene, before) {
  const { glplot, dataScale } = div._fullLayout.scene._scene;
  const { model, view, projection } = glplot.cameraParams;
  const { clientWidth: width, clientHeight: height } = div;
  const key = [...view, ...projection, ...model, width, height].join();
  const same = before?.scene === scene;
  if (same && before.key === key) return before;
  const grid = same ? before.grid : scene.landscape.data[0];
  const matrix = times(projection, times(view, model));
  const eye = [0, 1, 2].map((i) => {
    const world = -(view[4 * i] * view[12] + view[4 * i + 1] * view[13] + view[4 * i + 2] * view[14]);
    return (world - model[12 + i]) / (model[5 * i] * dataScale[i]);
  });
  /** @returns {Pair} */
  const place = (point) => {
    const p = point.map((value, i) => value * dataScale[i]);
    const [x, y, , w] = [0, 1, 2, 3].map((row) => matrix[row] * p[0] + matrix[row + 4] * p[1] + matrix[row + 8] * p[2] + matrix[row + 12]);
    return [((1 + x / w) * width) / 2, ((1 - y / w) * height) / 2];
  };
  return { key, scene, grid, place, eye };
}

/** Every point of a path on the screen: `{x, y, behind}`, or null outside the view. `heights`: of its
 *  points, or null for those of the landscape as it is drawn.
 *  @param {Lens} lens @param {Rows} path @param {Numbers | null} heights @returns {SeenPoint[]} */
function seenBy(lens, path, heights) {
  const { view, lift } = lens.scene;
  return Array.from(path, ([x, y], i) => {
    if (!(x >= view.x0 && x <= view.x1 && y >= view.y0 && y <= view.y1)) return null;
    const z = (heights ? heights[i] : heightAt(lens.grid, x, y)) + lift;
    if (!Number.isFinite(z)) return null;
    const [px, py] = lens.place([x, y, z]);
    return { x: px, y: py, behind: hidden(lens.grid, [x, y, z], lens.eye, lift / 2) };
  });
}

function thread(ctx, points, last, behind) {
  ctx.beginPath();
  const line = polyline(ctx);
  for (let i = 1; i <= last; i += 1) {
    const [a, b] = [points[i - 1], points[i]];
    if (!a || !b || (a.behind || b.behind) !== behind) continue;
    if (!line.at(a.x, a.y)) line.from(a.x, a.y);
    line.to(b.x, b.y);
  }
  line.end();
}

/** The path of `run` up to `step`, faint where a hill is before it, with its head in full.
 *  @param {CanvasRenderingContext2D} ctx @param {Lens} lens @param {Run} run @param {number} step @param {Theme} theme */
export function drawDraped(ctx, lens, run, step, theme) {
  if (run.draped?.lens !== lens || run.draped.path !== run.path) {
    run.draped = { lens, path: run.path, points: seenBy(lens, run.path, run.height), answer: run.answer && seenBy(lens, run.answer, null) };
  }
  const { points, answer } = run.draped;
  const last = Math.min(step, points.length - 1);
  for (const { way, draw } of [{ way: points, draw: stroke }, { way: answer, draw: strokeAnswer }]) {
    for (const behind of way ? [true, false] : []) {
      thread(ctx, way, last, behind);
      draw(ctx, run.style, theme, behind ? BEHIND : 1);
    }
  }
  if (answer?.[last]) drawAnswer(ctx, run.style, answer[last].x, answer[last].y, theme);
  const head = points[last];
  if (head) drawHead(ctx, run.style, head.x, head.y, theme);
}

/** The surface's minima, saddles and maxima on the landscape, faint behind a hill.
 *  @param {CanvasRenderingContext2D} ctx @param {Lens} lens @param {Theme} theme */
export function drawDrapedMarks(ctx, lens, theme) {
  const { marks, lift } = lens.scene;
  lens.marks ??= marks.map(({ kind, x, y, z }) => {
    const point = [x, y, z + lift];
    return { kind, at: lens.place(point), behind: hidden(lens.grid, point, lens.eye, lift / 2) };
  });
  for (const { kind, at, behind } of lens.marks) {
    ctx.globalAlpha = behind ? BEHIND : 1;
    drawMark(ctx, kind, ...at, theme);
  }
  ctx.globalAlpha = 1;
}

/** The ring of the start on the landscape.
 *  @param {CanvasRenderingContext2D} ctx @param {Lens} lens @param {Pair} start @param {Theme} theme */
export function drawDrapedStart(ctx, lens, [x, y], theme) {
  const { view, lift } = lens.scene;
  if (x < view.x0 || x > view.x1 || y < view.y0 || y > view.y1) return;
  const point = [x, y, heightAt(lens.grid, x, y) + lift];
  ctx.globalAlpha = hidden(lens.grid, point, lens.eye, lift / 2) ? BEHIND : 1;
  drawSample(ctx, "start", ...lens.place(point), theme);
  ctx.globalAlpha = 1;
}
