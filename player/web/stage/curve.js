// The runs' values over the steps, and what they are where the pointer is.

import { DASHES, tileOf } from "./draw.js";
import { element } from "../element.js";
import { drawAxes, drawCursor, roomOfTicks, thinned } from "../canvas/axes.js";
import { three } from "./geometry.js";
import { layer } from "../canvas/layer.js";
import { traceLine } from "../canvas/polyline.js";
import { lineColor } from "./theme.js";

const CURVE_TALL = 150; // px, where a page does not give it another height
const AROUND_CURVE = { left: 44, right: 10, top: 6, bottom: 22 }; // px, at the least
const WIDEST = 2;
const BESIDE = 10; // px from the pointer to what is told of its place
const TICK_ACROSS = 5; // letters' heights from a number of a step to the next at the least,
const TICK_DOWN = 2.2; // and from a value to the next

export class Curves {
  /** @type {PlayMessage["curve"]} */ curve = null;
  /** @type {Tile | null} */ tile = null;
  /** @type {Axes} */ axes;
  /** @type {number} */ width;
  /** @type {number} */ height;
  /** @type {Run[]} */ runs = [];
  /** Where the pointer is, px from the left. @type {number | null} */ hand = null;
  /** What the cursor shows. @type {{step: number, theme: Theme, tile: Tile, cursor: Layer} | null} */ pointed = null;
  /** @type {Theme} */ theme;

  /** @param {import("./sight.js").Sight} sight */
  constructor(sight) {
    this.title = element("div", { class: "player-curve-title" });
    this.told = element("div", { class: "player-told", hidden: "", "aria-hidden": "true" });
    const sheet = element("div", { class: "player-sheet" });
    this.still = layer(sheet, sight);
    this.cursor = layer(sheet, sight);
    this.box = element("div", { class: "player-curve" }, sheet, this.told);
    this.box.addEventListener("pointermove", ({ clientX }) => {
      const { left } = this.box.getBoundingClientRect();
      this.tell((clientX - left) / (this.box.currentCSSZoom ?? 1)); // a slide is enlarged
    });
    this.box.addEventListener("pointerleave", () => this.tell(null));
  }

  /** Makes room for `curve`, the axes; none without them. height: px, if it has not its usual one. */
  lay(curve, width, height = CURVE_TALL) {
    Object.assign(this, { curve, width, height });
    this.box.hidden = this.title.hidden = !curve;
    this.title.textContent = curve?.title ?? "";
    if (curve) this.box.style.height = `${height}px`;
  }

  /** Draws the axes with the lines. */
  draw(curve, runs, theme) {
    Object.assign(this, { curve, runs, theme });
    if (!curve) return;
    const tall = this.height - AROUND_CURVE.top - AROUND_CURVE.bottom;
    this.axes = { x: thinned(curve.x, this.width, TICK_ACROSS * theme.small), y: thinned(curve.y, tall, TICK_DOWN * theme.small) };
    this.tile = null;
    this.paint(runs, theme);
  }

  /** The tile within the axes, whose numbers need room beside it. */
  measured(ctx) {
    const { width, height, axes, theme } = this;
    const { top, bottom } = AROUND_CURVE;
    const room = roomOfTicks(axes, theme, ctx);
    const [left, right] = [Math.max(AROUND_CURVE.left, room.left), Math.max(AROUND_CURVE.right, room.right)];
    return tileOf({ range: axes.x.range, offset: left, length: width - left - right }, { range: axes.y.range, offset: top, length: height - top - bottom });
  }

  get ready() {
    return Boolean(this.curve && this.tile);
  }

  paint(runs, theme) {
    if (!this.curve) return;
    Object.assign(this, { runs, theme });
    this.still.paint(this.width, this.height, (ctx) => {
      this.tile ??= this.measured(ctx);
      drawAxes(ctx, this.tile, this.axes, theme);
      drawCurves(ctx, this.tile, this.curve.y.log, runs, theme);
    });
    if (!this.told.hidden) this.tell(this.hand); // of the runs as they are by now
  }

  /** Tells every run's value at the step that is x px from the left; null: the pointer is gone. */
  tell(x) {
    this.hand = x;
    const { tile, runs, theme, told } = this;
    const step = this.ready && x !== null ? Math.round(tile.x(x)) : -1;
    const seen = step < 0 ? [] : runs.filter(({ hidden, curve }) => !hidden && curve && step < curve.length);
    told.hidden = seen.length === 0;
    if (told.hidden) return;
    const value = ({ name, curve, style }) => {
      const dot = element("i", { style: `background: ${lineColor(theme, style.color)}` });
      return element("div", {}, dot, element("span", {}, name), element("b", {}, three(curve[step])));
    };
    told.replaceChildren(element("div", {}, `${step}`), ...seen.map(value));
    const right = x > this.width / 2;
    told.style.cssText = right ? `right: ${this.width - x + BESIDE}px` : `left: ${x + BESIDE}px`;
  }

  /** Points to the present step. */
  point(step, theme) {
    const { cursor, tile, pointed } = this;
    if (!this.ready || (pointed?.step === step && pointed.theme === theme && pointed.tile === tile && pointed.cursor === cursor)) return;
    this.pointed = { step, theme, tile, cursor };
    cursor.paint(this.width, this.height, (ctx) => drawCursor(ctx, this.tile, theme, this.tile.px(step)));
  }
}

/** Draws every run's curve into the tile of the axes; `log`: the tile's y are decades. */
function drawCurves(ctx, tile, log, runs, theme) {
  ctx.save();
  ctx.beginPath();
  ctx.rect(tile.left, tile.top, tile.width, tile.height);
  ctx.clip();
  for (const run of runs) {
    const { curve, style, hidden } = run;
    if (hidden || !curve) continue;
    ctx.setLineDash(DASHES[style.dash] ?? []);
    ctx.lineWidth = Math.min(style.width, WIDEST);
    ctx.lineJoin = "round";
    ctx.globalAlpha = style.opacity;
    ctx.strokeStyle = lineColor(theme, style.color);
    ctx.stroke(outlineOf(run, tile, log));
  }
  ctx.restore();
}

/** The outline of each run's curve, and the tile it was laid out for: a hand on one run leaves the
 *  others as they are. @type {WeakMap<Run, {tile: Tile, outline: Path2D}>} */
const outlines = new WeakMap();

function outlineOf(run, tile, log) {
  const known = outlines.get(run);
  if (known?.tile === tile) return known.outline;
  const outline = new Path2D();
  const { curve } = run;
  traceLine(outline, curve.length, tile.px, (k) => tile.py(log ? Math.log10(curve[k]) : curve[k]));
  outlines.set(run, { tile, outline });
  return outline;
}
