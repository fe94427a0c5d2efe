// A single step from close by: the ground around it, computed here, and the step on it.

import { drawRun, tileOf } from "../stage/draw.js";
import { element } from "../element.js";
import { layer } from "../canvas/layer.js";
import { roundTicks, writeTicks } from "../canvas/axes.js";
import { shade } from "../canvas/sketch.js";
import { terrain } from "../walk/terrain.js";
import { rgb } from "../canvas/color.js";

const CLOSEST = 1e-3; // of the view, that is always in sight
const AIR = 2.5; // of the step's length
const FINE = 48; // columns of the ground
const TICK_INSIDE = 16; // px from a side to the nearest number below
const SHADED = 256; // shades of it: no edge is seen between them

/** The part of the view around a step from `before` to `after`, in the view's own shape, and how
 *  large a part of it that is: `{x0, x1, y0, y1, share}`; null where the step leads nowhere. */
export function around({ x0, x1, y0, y1 }, before, after) {
  const spans = [x1 - x0, y1 - y0];
  const move = [after[0] - before[0], after[1] - before[1]];
  const share = Math.max(AIR * Math.max(Math.abs(move[0] / spans[0]), Math.abs(move[1] / spans[1])), CLOSEST);
  const [x, y] = [before[0] + move[0] / 2, before[1] + move[1] / 2];
  if (![x, y, share].every(Number.isFinite)) return null;
  const [a, b] = spans.map((span) => (share * span) / 2);
  return { x0: x - a, x1: x + a, y0: y - b, y1: y + b, share };
}

/** The middles of `count` cells from `low` to `high`. */
const middles = (low, high, count) => Float64Array.from({ length: count }, (_, k) => low + ((k + 0.5) / count) * (high - low));

/** The arrows of step `t` alone, those that only point in the size that they have in a view. */
function near(arrows, t, share) {
  return arrows.map((arrow) => {
    const vectors = [];
    const scale = arrow.kind === "update" ? 1 : share;
    vectors[t - 1] = Array.from(arrow.vectors[t - 1], (part) => part * scale);
    return { ...arrow, vectors };
  });
}

/** The ground as a picture of few pixels, which is drawn larger: made once, painted at every step. */
class Raster {
  /** @type {Theme | null} */ theme = null;
  canvas = document.createElement("canvas");
  colors = new Uint32Array(SHADED);

  /** All shades from low to high in the colours of a theme, as pixels. */
  colour(theme) {
    if (theme === this.theme) return;
    this.theme = theme;
    const scale = theme.scale.map(([share, color]) => [share, rgb(color)]);
    const bytes = new Uint8ClampedArray(this.colors.buffer);
    for (let k = 0; k < SHADED; k += 1) bytes.set([...shade(scale, k / (SHADED - 1)), 255], 4 * k);
  }

  /** Draws heights `z` (rows along y) from `low` to `high` over a tile. */
  draw(ctx, { left, top, width, height }, { z, low, high }, theme) {
    this.colour(theme);
    const [rows, columns] = [z.length, z[0].length];
    if (this.canvas.width !== columns || this.canvas.height !== rows) {
      Object.assign(this.canvas, { width: columns, height: rows });
      this.ink = this.canvas.getContext("2d", { willReadFrequently: true });
      this.image = new ImageData(columns, rows);
      this.pixels = new Uint32Array(this.image.data.buffer);
    }
    const unit = (SHADED - 1) / Math.max(high - low, 1e-300);
    for (let j = 0; j < rows; j += 1) {
      for (let i = 0; i < columns; i += 1) {
        const value = z[j][i];
        this.pixels[(rows - 1 - j) * columns + i] = Number.isFinite(value) ? this.colors[Math.round((value - low) * unit)] : 0;
      }
    }
    this.ink.putImageData(this.image, 0, 0);
    ctx.drawImage(this.canvas, left, top, width, height);
  }
}

/** Round numbers from `low` to `high`, as ticks. */
function closeTicks(low, high) {
  const numbers = roundTicks(low, high, 4);
  const digits = Math.max(0, Math.ceil(-Math.log10(numbers[1] - numbers[0]) - 1e-9));
  const text = (value) => (Math.abs(value) < 1e4 && numbers.length > 1 ? value.toFixed(digits) : value.toPrecision(3)).replace("-", "−");
  return numbers.map((at) => ({ at, text: text(at) }));
}

/** Writes the numbers of both axes beside `tile`, none where it would stick out. */
function writeNumbers(ctx, tile, theme) {
  const { left, width, box } = tile;
  const inner = ({ at }) => tile.px(at) > left + TICK_INSIDE && tile.px(at) < left + width - TICK_INSIDE;
  writeTicks(ctx, tile, closeTicks(box.x0, box.x1).filter(inner), closeTicks(box.y0, box.y1), theme);
}

export class CloseUp {
  constructor() {
    this.title = element("div", { class: "player-curve-title" });
    this.picture = element("div", { class: "inside-close", role: "img" });
    this.layer = layer(this.picture);
    this.raster = new Raster();
    this.nowhere = element("p", { class: "inside-note", hidden: "" });
    this.node = element("div", { class: "inside-closeup" }, this.title, this.picture, this.nowhere);
  }

  /** @param {InsideMessage} inside */
  fill({ text }) {
    this.title.textContent = text.close;
    this.picture.setAttribute("aria-label", text.close);
    this.nowhere.textContent = text.nowhere;
  }

  /** Draws step t of `run` (and the other runs) with the ground of `formula`, in the shape of `tile`. */
  show({ runs, run, t, formula, shading, tile, extent, view, theme }) {
    const box = around(view, run.path[t - 1], run.path[t]);
    this.picture.hidden = !box;
    this.nowhere.hidden = Boolean(box);
    const [width, height] = extent;
    this.picture.style.height = `${height}px`;
    if (!box) return;
    const here = tileOf({ range: [box.x0, box.x1], offset: tile.left, length: tile.width }, { range: [box.y0, box.y1], offset: tile.top, length: tile.height });
    const rows = Math.max(8, Math.round((FINE * tile.height) / tile.width));
    const grid = { x: middles(box.x0, box.x1, FINE), y: middles(box.y0, box.y1, rows) };
    const ground = terrain(grid, formula, shading);
    this.layer.paint(width, height, (ctx) => {
      this.raster.draw(ctx, here, ground, theme);
      writeNumbers(ctx, here, theme);
      for (const other of runs) {
        if (other.hidden) continue;
        drawRun(ctx, here, other === run ? { ...run, arrows: near(run.arrows, t, box.share) } : other, t - 1, theme);
      }
    });
  }
}
