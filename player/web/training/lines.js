// Lines over the steps, on a canvas: axes with plain ticks, and bands.

import { roundTicks } from "../canvas/axes.js";
import { traceLine } from "../canvas/polyline.js";
import { DASHES } from "../stage/draw.js";
import { lineColor } from "../stage/theme.js";

const CHART_ROOM = { left: 44, right: 10, top: 8, bottom: 22 };

/** Powers of ten from low to high, or 1, 2 and 5 times them where there are few; round numbers where
 *  hardly one of these lies between. */
export function powerTicks(low, high, most) {
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const apart = Math.max(1, Math.ceil((last - first) / most));
  const digits = last - first <= 2 ? [1, 2, 5] : [1];
  const ticks = [];
  for (let k = first; k <= last; k += apart) for (const d of digits) ticks.push(Number((d * 10 ** k).toPrecision(3)));
  const powers = ticks.filter((tick) => tick >= low * 0.999 && tick <= high * 1.001);
  const others = [most, 2 * most].map((count) => roundTicks(low, high, count));
  return [powers, ...others].find(({ length }) => length > 1) ?? [powers, ...others].find(({ length }) => length > 0) ?? [];
}

/** Those of `ticks`, from the first one on, that stand at least `least` px from the one before. */
function apartBy(least, ticks, place) {
  let before = Infinity;
  return ticks.filter((tick) => Math.abs(place(tick) - before) >= least && ((before = place(tick)), true));
}

/** The range of the finite numbers in `lists`, with room; between `floor` and `ceiling` if given. */
export function span(lists, { log = false, floor = -Infinity, ceiling = Infinity } = {}) {
  let [low, high] = [Infinity, -Infinity];
  for (const list of lists) {
    for (const value of list) {
      if (!Number.isFinite(value) || (log && value <= 0)) continue;
      low = Math.min(low, Math.max(value, floor));
      high = Math.max(high, Math.min(value, ceiling));
    }
  }
  if (low > high) return log ? [0.1, 1] : [0, 1];
  if (log) return low === high ? [low / 2, high * 2] : [low / 1.15, high * 1.15];
  const room = 0.05 * (high - low) || 0.05;
  return [low - room, high + room];
}

/** A tick's number as it is written: whole, so that no two ticks read alike. */
export function tickText(value) {
  const size = Math.abs(value);
  const text = size && (size < 1e-3 || size >= 1e5) ? value.toExponential().replace("e+", "e") : String(value);
  return text.replaceAll("-", "−");
}

/** Where values lie on a chart of width × height px. */
export function scales(chart, width, height) {
  const { steps, range, log } = chart;
  const put = log ? Math.log10 : (value) => value;
  const [low, high] = range.map(put);
  const [w, h] = [width - CHART_ROOM.left - CHART_ROOM.right, height - CHART_ROOM.top - CHART_ROOM.bottom];
  return {
    left: CHART_ROOM.left,
    top: CHART_ROOM.top,
    width: w,
    height: h,
    x: (step) => CHART_ROOM.left + (step / Math.max(1, steps)) * w,
    y: (value) => CHART_ROOM.top + h - ((put(Math.max(value, log ? 1e-300 : -Infinity)) - low) / (high - low)) * h,
  };
}

function traceValues(ctx, at, xs, ys) {
  traceLine(
    ctx,
    xs.length,
    (i) => at.x(xs[i]),
    (i) => at.y(ys[i]),
  );
}

function fillBand(ctx, at, { x, low, high }) {
  ctx.beginPath();
  traceValues(ctx, at, x, high);
  for (let i = x.length - 1; i >= 0; i -= 1) if (Number.isFinite(low[i])) ctx.lineTo(at.x(x[i]), at.y(low[i]));
  ctx.closePath();
  ctx.fill();
}

/** The axes of a chart: values with a line across at each, steps below. */
function drawScales(ctx, chart, at, wide, theme) {
  ctx.font = `${theme.small}px ${theme.font}`;
  ctx.fillStyle = theme.muted;
  ctx.strokeStyle = theme.line;
  ctx.lineWidth = 1;
  ctx.textBaseline = "middle";
  ctx.textAlign = "right";
  const most = Math.max(2, Math.min(4, Math.floor(at.height / (2 * theme.small))));
  const ticks = (chart.log ? powerTicks : roundTicks)(...chart.range, most);
  for (const tick of apartBy(1.4 * theme.small, ticks, at.y)) {
    const y = Math.round(at.y(tick)) + 0.5;
    ctx.beginPath();
    ctx.moveTo(at.left, y);
    ctx.lineTo(at.left + at.width, y);
    ctx.stroke();
    ctx.fillText(chart.percent ? `${tickText(Number((100 * tick).toPrecision(6)))} %` : tickText(tick), at.left - 6, y);
  }
  ctx.textBaseline = "top";
  for (const step of roundTicks(0, chart.steps, wide ? 8 : 4).filter(Number.isInteger)) {
    const x = at.x(step);
    ctx.textAlign = x > at.left + at.width - 14 ? "right" : "center";
    ctx.fillText(tickText(step), Math.min(x, at.left + at.width), at.top + at.height + 6);
  }
}

function drawLine(ctx, at, { x, y, style, faint }, theme) {
  ctx.globalAlpha = faint ? 0.55 : 1;
  ctx.strokeStyle = lineColor(theme, style.color);
  ctx.lineWidth = faint ? 1.2 : 2;
  ctx.setLineDash(faint ? [3, 3] : (DASHES[style.dash] ?? []));
  ctx.lineJoin = "round";
  ctx.beginPath();
  traceValues(ctx, at, x, y);
  ctx.stroke();
}

/** Draws a chart: `{steps, range, log, lines, bands, percent}`; a line is `{x, y, style}` with `faint`
 *  for one that accompanies another. */
export function drawChart(ctx, chart, width, height, theme) {
  const at = scales(chart, width, height);
  drawScales(ctx, chart, at, width >= 420, theme);
  ctx.save();
  ctx.beginPath();
  ctx.rect(at.left, at.top - 2, at.width, at.height + 4);
  ctx.clip();
  for (const band of chart.bands) {
    ctx.globalAlpha = 0.16;
    ctx.fillStyle = lineColor(theme, band.style.color);
    fillBand(ctx, at, band);
  }
  for (const line of chart.lines) drawLine(ctx, at, line, theme);
  ctx.restore();
}
