// Axes drawn here, in the terms in which plotly is told of them: range, nticks, dtick, tickvals.

const LONG = 3; // px of a tick
const TITLE_BELOW = 36; // px from an axis to the end of its title
const SUPER = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** A power of ten in letters: 10⁻³. */
const tenTo = (k) => `10${k < 0 ? "⁻" : ""}${[...String(Math.abs(k))].map((digit) => SUPER[digit]).join("")}`;

/** A number on an axis, with the digits that its ticks need. */
function plain(value, digits) {
  const size = Math.abs(value);
  const text = size && (size < 1e-4 || size >= 1e5) ? Number(value.toPrecision(6)).toExponential().replace("e+", "e") : value.toFixed(digits);
  return text.replaceAll("-", "−");
}

/** How far apart at most about `most` round numbers from `low` to `high` are: 1, 2 or 5 times a power
 *  of ten. */
function roundStep(low, high, most) {
  const rough = (high - low) / most;
  const unit = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((m) => m * unit).find((step) => step >= rough * (1 - 1e-9));
}

/** At most about `most` round numbers from `low` to `high`. */
export function roundTicks(low, high, most) {
  const step = roundStep(low, high, most);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, k) => Number(((first + k) * step).toPrecision(12)));
}

/** The same with their names. */
function evenTicks(low, high, most) {
  const digits = Math.max(0, -Math.floor(Math.log10(roundStep(low, high, most)) + 1e-9));
  return roundTicks(low, high, most).map((at) => ({ at, text: plain(at, digits) }));
}

/** The ticks of an axis: `{at, text}` in the units of its range, which are decades if it is
 *  logarithmic. */
export function ticksOf({ type, range, nticks = 5, dtick, tickvals }) {
  const [low, high] = range[0] < range[1] ? range : [range[1], range[0]];
  if (type !== "log") return evenTicks(low, high, nticks);
  if (tickvals) return tickvals.map((value) => ({ at: Math.log10(value), text: plain(value, Math.max(0, -Math.floor(Math.log10(value) + 1e-9))).replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "") })).filter(({ at }) => at >= low && at <= high);
  if (!dtick) return evenTicks(10 ** low, 10 ** high, nticks).filter(({ at }) => at > 0).map(({ at, text }) => ({ at: Math.log10(at), text }));
  const first = Math.ceil(low / dtick - 1e-9);
  return Array.from({ length: Math.max(0, Math.floor(high / dtick + 1e-9) - first + 1) }, (_, k) => ({ at: (first + k) * dtick, text: tenTo((first + k) * dtick) }));
}

/** The axis with so few of its ticks that they stand `apart` px from each other on `px` of them. */
export function thinned(axis, px, apart) {
  const most = Math.max(1, Math.floor(px / apart));
  const { range, dtick, tickvals, nticks } = axis;
  if (dtick) return { ...axis, dtick: dtick * Math.ceil((range[1] - range[0]) / dtick / most) };
  if (tickvals) return { ...axis, tickvals: tickvals.filter((_, k) => k % Math.ceil(tickvals.length / most) === 0) };
  return { ...axis, nticks: Math.min(nticks, most) };
}

/** The px that the names of the ticks take: left of the axis y with the ticks themselves, and right of
 *  the end of the axis x.
 *  @param {any} layout @param {Theme} theme @param {CanvasRenderingContext2D} ctx what measures letters */
export function roomOfTicks({ xaxis, yaxis }, theme, ctx) {
  ctx.font = `${theme.small}px ${theme.font}`;
  const [across, up] = [xaxis, yaxis].map((axis) => Math.ceil(Math.max(0, ...ticksOf(axis).map(({ text }) => ctx.measureText(text).width))));
  return { left: up + 2 * LONG, right: Math.ceil(across / 2) };
}

/** Draws the axes of `tile` as `layout` has them, with lines across it where it asks for a grid.
 *  @param {CanvasRenderingContext2D} ctx @param {Tile} tile @param {any} layout @param {Theme} theme */
export function drawAxes(ctx, tile, { xaxis, yaxis }, theme) {
  const [foot, right] = [tile.top + tile.height, tile.left + tile.width];
  ctx.save();
  ctx.font = `${theme.small}px ${theme.font}`;
  ctx.fillStyle = theme.muted;
  ctx.strokeStyle = theme.line;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  for (const { at, text } of ticksOf(xaxis)) {
    const x = tile.px(at);
    ctx.moveTo(x, foot);
    ctx.lineTo(x, foot + LONG);
    ctx.fillText(text, x, foot + LONG + 3);
  }
  ctx.textAlign = "right";
  ctx.textBaseline = "middle";
  for (const { at, text } of ticksOf(yaxis)) {
    const y = tile.py(at);
    ctx.moveTo(tile.left - LONG, y);
    ctx.lineTo(yaxis.showgrid ? right : tile.left, y);
    ctx.fillText(text, tile.left - LONG - 3, y);
  }
  ctx.stroke();
  writeTitles(ctx, tile, xaxis.title?.text, yaxis.title?.text);
  ctx.restore();
}

/** Names what is along the axes, if they have titles. */
function writeTitles(ctx, { left, top, width, height }, across, up) {
  ctx.textAlign = "center";
  if (across) {
    ctx.textBaseline = "bottom";
    ctx.fillText(across, left + width / 2, top + height + TITLE_BELOW);
  }
  if (!up) return;
  ctx.textBaseline = "top";
  ctx.translate(0, top + height / 2);
  ctx.rotate(-Math.PI / 2);
  ctx.fillText(up, 0, 0);
}

/** Draws the line across `tile` that points to a step, at x px.
 *  @param {CanvasRenderingContext2D} ctx @param {{top: number, height: number}} tile @param {Theme} theme @param {number} x */
export function drawCursor(ctx, { top, height }, theme, x) {
  const sharp = Math.round(x) + 0.5;
  ctx.strokeStyle = theme.muted;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(sharp, top);
  ctx.lineTo(sharp, top + height);
  ctx.stroke();
}
