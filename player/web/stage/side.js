// A figure beside the panels, with a line of each run that moves as the run does.

import { element } from "../element.js";
import { stroke, tileOf } from "./draw.js";
import { drawAxes } from "../canvas/axes.js";
import { layer } from "../canvas/layer.js";

const BETWEEN = 16; // px from the figure to the stage
const NARROW = 640; // px in which they do not stand beside each other
const AROUND_POINTS = { left: 40, right: 8, top: 8, bottom: 38 }; // px, for ticks and titles
const SEEN_POINT = { radius: 2.5, opacity: 0.55 };

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
    this.moving = layer(this.node, sight);
  }

  /** Draws the points on their axes, if there are any: `tall()` px high.
   *  @param {Scatter | null} scatter @param {Theme} theme @param {number} width @param {() => number} tall */
  draw(scatter, theme, width, tall) {
    this.node.hidden = !scatter;
    if (!scatter) return;
    const height = tall();
    const { x, y, points } = scatter;
    const { left, right, top, bottom } = AROUND_POINTS;
    this.tile = tileOf({ range: x.range, offset: left, length: width - left - right }, { range: y.range, offset: top, length: height - top - bottom });
    Object.assign(this, { width, height });
    Object.assign(this.node.style, { width: `${width}px`, height: `${height}px` });
    this.still.paint(width, height, (ctx) => {
      drawAxes(ctx, this.tile, { x, y }, theme);
      ctx.fillStyle = theme.muted;
      drawPoints(ctx, this.tile, points);
    });
  }

  /** Draws every run's line as it is at `step`, the loud ones last. */
  paint(runs, step, theme) {
    const { tile } = this;
    if (!tile || this.node.hidden) return;
    this.moving.paint(this.width, this.height, (ctx) => {
      ctx.beginPath();
      ctx.rect(tile.left, tile.top, tile.width, tile.height);
      ctx.clip();
      for (const run of runs) if (run.line && !run.hidden) strokeLine(ctx, tile, run, step, theme);
    });
  }
}

function drawPoints(ctx, tile, points) {
  ctx.globalAlpha = SEEN_POINT.opacity;
  for (const [x, y] of points) {
    ctx.beginPath();
    ctx.arc(tile.px(x), tile.py(y), SEEN_POINT.radius, 0, 2 * Math.PI);
    ctx.fill();
  }
  ctx.globalAlpha = 1;
}

function strokeLine(ctx, tile, { line, style }, step, theme) {
  const points = line[Math.min(step, line.length - 1)];
  ctx.beginPath();
  for (let i = 0; i < points.length; i += 2) ctx.lineTo(tile.px(points[i]), tile.py(points[i + 1]));
  stroke(ctx, style, theme);
}
