// A figure beside the panels, with a line of each run that moves as the run does.

import { element } from "../element.js";
import { stroke, tileOf } from "./draw.js";
import { drawAxes } from "../ground/axes.js";
import { layer } from "./layer.js";
import { decode } from "../walk/wire.js";

const BETWEEN = 16;
const NARROW = 640;

/** How `width` px are shared by the side figure and the stage; one above the other if narrow. */
export function shares(width, paired) {
  if (!paired) return { side: 0, stage: width };
  if (width < NARROW) return { side: width, stage: width };
  const side = Math.round(0.42 * width);
  return { side, stage: width - side - BETWEEN };
}

export class Side {
  tile = null;
  width = 0;
  height = 0;

  /** @param {import("./sight.js").Sight} sight */
  constructor(sight) {
    this.node = element("div", { class: "player-side", hidden: "" });
    this.still = layer(this.node, sight);
    this.overlay = layer(this.node, sight);
  }

  /** Draws the still figure: points on their axes. */
  draw(figure, theme, width, height) {
    this.node.hidden = !figure;
    if (!figure) return;
    const { data, layout } = figure;
    const { l, r, t, b } = layout.margin;
    const place = ({ range }, offset, length) => ({ range, _offset: offset, _length: length });
    this.tile = tileOf(place(layout.xaxis, l, width - l - r), place(layout.yaxis, t, height - t - b));
    Object.assign(this, { width, height });
    Object.assign(this.node.style, { width: `${width}px`, height: `${height}px` });
    this.still.paint(width, height, (ctx) => {
      drawAxes(ctx, this.tile, layout, theme);
      ctx.fillStyle = theme.muted;
      for (const trace of data) drawPoints(ctx, this.tile, trace);
    });
  }

  /** Draws every run's line as it is at `step`, the loud ones last. */
  paint(runs, step, theme, scale = 1) {
    const { tile } = this;
    if (!tile || this.node.hidden) return;
    this.overlay.paint(this.width, this.height, (ctx) => {
      ctx.beginPath();
      ctx.rect(tile.left, tile.top, tile.width, tile.height);
      ctx.clip();
      for (const run of runs) if (run.line && !run.hidden) strokeLine(ctx, tile, run, step, theme, scale);
    });
  }
}

/** The points of a trace as plotly has it: x, y, and a marker's size and opacity. */
function drawPoints(ctx, tile, { marker: { size, opacity }, ...trace }) {
  const [x, y] = [decode(trace.x), decode(trace.y)];
  ctx.globalAlpha = opacity;
  for (let k = 0; k < x.length; k += 1) {
    ctx.beginPath();
    ctx.arc(tile.px(x[k]), tile.py(y[k]), size / 2, 0, 2 * Math.PI);
    ctx.fill();
  }
  ctx.globalAlpha = 1;
}

function strokeLine(ctx, tile, { line, style }, step, theme, scale) {
  const points = line[Math.min(step, line.length - 1)];
  ctx.beginPath();
  for (let i = 0; i < points.length; i += 2) ctx.lineTo(tile.px(points[i]), tile.py(points[i + 1]));
  stroke(ctx, style, theme, scale);
}
