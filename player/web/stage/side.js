// A figure beside the panels, with a line of each run that moves as the run does.

import { element } from "../element.js";
import { stroke, tileOf } from "./draw.js";
import { layer } from "./layer.js";
import { painted } from "./theme.js";

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

  constructor() {
    this.plot = element("div");
    this.node = element("div", { class: "player-side", hidden: "" }, this.plot);
    this.overlay = layer(this.node);
  }

  /** Draws the still figure. */
  async draw(plotly, figure, theme, width, height) {
    this.node.hidden = !figure;
    if (!figure) return;
    const { data, layout } = painted(figure, theme);
    const marks = data.map((trace) => ({ ...trace, marker: { ...trace.marker, color: theme.muted } }));
    await plotly.react(this.plot, marks, { ...layout, width, height }, { displayModeBar: false, staticPlot: true });
    this.tile = tileOf(this.plot._fullLayout.xaxis, this.plot._fullLayout.yaxis);
    Object.assign(this, { width, height });
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

function strokeLine(ctx, tile, { line, style }, step, theme, scale) {
  const points = line[Math.min(step, line.length - 1)];
  ctx.beginPath();
  for (let i = 0; i < points.length; i += 2) ctx.lineTo(tile.px(points[i]), tile.py(points[i + 1]));
  stroke(ctx, style, theme, scale);
}
