// Still lines and points that a page puts on the ground: a box, a curve, a target.

import { DASHES } from "./draw.js";

const CROSS = 6;

/** Draws each guide in `tile`: a line through its points, or a cross where it is a single one.
 *  @param {CanvasRenderingContext2D} ctx @param {Tile} tile @param {Guide[]} guides @param {Theme} theme */
export function drawGuides(ctx, tile, guides, theme) {
  ctx.save();
  ctx.beginPath();
  ctx.rect(tile.left, tile.top, tile.width, tile.height);
  ctx.clip();
  for (const { points, dash, color } of guides ?? []) {
    ctx.beginPath();
    if (points.length === 1) {
      const [x, y] = [tile.px(points[0][0]), tile.py(points[0][1])];
      ctx.moveTo(x - CROSS, y);
      ctx.lineTo(x + CROSS, y);
      ctx.moveTo(x, y - CROSS);
      ctx.lineTo(x, y + CROSS);
    } else for (const [x, y] of points) ctx.lineTo(tile.px(x), tile.py(y));
    ctx.setLineDash(DASHES[dash] ?? []);
    ctx.strokeStyle = theme.background;
    ctx.lineWidth = 4;
    ctx.stroke();
    ctx.strokeStyle = color ? theme.ink(color).fill : theme.text;
    ctx.lineWidth = 1.8;
    ctx.stroke();
  }
  ctx.restore();
}
