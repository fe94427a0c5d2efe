// The runs' values over the steps. Plotly draws the axes and tells the values under the pointer; the
// lines and the cursor are drawn over it, since they follow a hand.

import { DASHES, tileOf } from "./draw.js";
import { element } from "../element.js";
import { drawAxes, drawCursor } from "../ground/axes.js";
import { CONFIG } from "./ground.js";
import { layer } from "./layer.js";
import { lineColor, painted } from "./theme.js";

const WIDEST = 2;
const NEXT = 0.4; // px from a point of a line to the next at the least
const TICK_ACROSS = 5; // letters' heights from a number of a step to the next at the least,
const TICK_DOWN = 2.2; // and from a value to the next

/** The axis with so few of its ticks that they stand `apart` px from each other on `px` of them. */
function thinned(axis, px, apart) {
  const most = Math.max(1, Math.floor(px / apart));
  const { range, dtick, tickvals, nticks } = axis;
  if (dtick) return { ...axis, dtick: dtick * Math.ceil((range[1] - range[0]) / dtick / most) };
  if (tickvals) return { ...axis, tickvals: tickvals.filter((_, k) => k % Math.ceil(tickvals.length / most) === 0) };
  return { ...axis, nticks: Math.min(nticks, most) };
}

/** One invisible line per run, for the values under the pointer. */
const told = (runs, theme) =>
  runs
    .filter(({ hidden, curve }) => !hidden && curve)
    .map(({ name, curve, style }) => ({
      type: "scatter",
      mode: "lines",
      name,
      y: curve,
      line: { color: lineColor(theme, style.color), dash: style.dash, width: Math.min(style.width, WIDEST) },
      opacity: 0,
      hovertemplate: `${name} %{y:.3g}<extra></extra>`,
    }));

export class Curves {
  /** @type {PlayMessage["curve"]} */ curve = null;
  /** @type {number} */ width;
  /** @type {number} */ height;

  constructor() {
    this.title = element("div", { class: "player-curve-title" });
    this.plot = element("div");
    this.box = element("div", { class: "player-curve" }, this.plot);
    this.axes = layer(this.box);
    this.lines = layer(this.box);
    this.cursor = layer(this.box);
  }

  /** Makes room for `curve`, the axes; none without them. height: px, if it has not its usual one. */
  lay(curve, width, height = curve?.layout.height) {
    Object.assign(this, { curve, width, height });
    this.box.hidden = this.title.hidden = !curve;
    this.title.textContent = curve?.title ?? "";
    if (curve) this.plot.style.height = `${height}px`;
  }

  /** Draws the axes; without plotly they tell no values under the pointer. */
  async draw(plotly, curve, runs, theme) {
    Object.assign(this, { curve });
    if (!curve) return;
    if (!plotly) return this.drawOwn(runs, theme);
    const { layout } = painted(curve, theme);
    const { width, height } = this;
    const xaxis = { ...thinned(layout.xaxis, width, TICK_ACROSS * theme.small), tickangle: 0 };
    const yaxis = thinned(layout.yaxis, height - layout.margin.t - layout.margin.b, TICK_DOWN * theme.small);
    await plotly.react(this.plot, told(runs, theme), { ...layout, xaxis, yaxis, width, height }, CONFIG);
    this.tile = tileOf(this.plot._fullLayout.xaxis, this.plot._fullLayout.yaxis);
    this.paint(runs, theme);
  }

  drawOwn(runs, theme) {
    const { layout } = this.curve;
    const { l, r, t, b } = layout.margin;
    const xaxis = { range: layout.xaxis.range, _offset: l, _length: this.width - l - r };
    this.tile = tileOf(xaxis, { range: layout.yaxis.range, _offset: t, _length: layout.height - t - b });
    this.axes.paint(this.width, layout.height, (ctx) => drawAxes(ctx, this.tile, layout, theme));
    this.paint(runs, theme);
  }

  get ready() {
    return Boolean(this.curve && this.tile);
  }

  paint(runs, theme) {
    if (!this.ready) return;
    this.lines.paint(this.width, this.height, (ctx) => drawCurves(ctx, this.tile, this.curve.log, runs, theme));
  }

  /** Points to the present step. */
  point(step, theme) {
    if (!this.ready) return;
    this.cursor.paint(this.width, this.height, (ctx) => drawCursor(ctx, this.tile, theme, this.tile.px(step)));
  }
}

/** Draws every run's curve into the tile of the axes; `log`: the tile's y are decades. */
function drawCurves(ctx, tile, log, runs, theme) {
  ctx.save();
  ctx.beginPath();
  ctx.rect(tile.left, tile.top, tile.width, tile.height);
  ctx.clip();
  for (const { curve, style, hidden } of runs) {
    if (hidden || !curve) continue;
    traceCurve(ctx, tile, log, curve);
    ctx.setLineDash(DASHES[style.dash] ?? []);
    ctx.lineWidth = Math.min(style.width, WIDEST);
    ctx.lineJoin = "round";
    ctx.globalAlpha = style.opacity;
    ctx.strokeStyle = lineColor(theme, style.color);
    ctx.stroke();
  }
  ctx.restore();
}

/** The outline of a curve, without the points that no screen shows apart from the last. */
function traceCurve(ctx, tile, log, curve) {
  ctx.beginPath();
  /** @type {number[] | null} */
  let pen = null;
  for (let k = 0; k < curve.length; k += 1) {
    const [x, y] = [tile.px(k), tile.py(log ? Math.log10(curve[k]) : curve[k])];
    if (!Number.isFinite(y)) pen = null;
    else if (!pen) ctx.moveTo(...(pen = [x, y]));
    else if (x - pen[0] >= NEXT || Math.abs(y - pen[1]) >= NEXT || k === curve.length - 1) ctx.lineTo(...(pen = [x, y]));
  }
}
