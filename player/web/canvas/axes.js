// Axes and their ticks; see Axis in figures/axes.py.

const LONG = 3; // px of a tick
const BESIDE_TILE = 6; // px from a tile to the names of its ticks
const USUAL_TICKS = 5; // of an axis, at the most
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

/** A tick, in the units of its axis' range, and its name. @typedef {{at: number, text: string}} Tick */

/** The ticks of an axis, whose units are decades if it is logarithmic. @param {Axis} axis @returns {Tick[]} */
function ticksOf({ log, range, most = USUAL_TICKS, apart, at: numbers }) {
  const [low, high] = range[0] < range[1] ? range : [range[1], range[0]];
  if (!log) return evenTicks(low, high, most);
  if (numbers) return numbers.map((value) => ({ at: Math.log10(value), text: plain(value, Math.max(0, -Math.floor(Math.log10(value) + 1e-9))).replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "") })).filter(({ at }) => at >= low && at <= high);
  if (!apart) return evenTicks(10 ** low, 10 ** high, most).filter(({ at }) => at > 0).map(({ at, text }) => ({ at: Math.log10(at), text }));
  const first = Math.ceil(low / apart - 1e-9);
  return Array.from({ length: Math.max(0, Math.floor(high / apart + 1e-9) - first + 1) }, (_, k) => ({ at: (first + k) * apart, text: tenTo((first + k) * apart) }));
}

/** The axis with so few of its ticks that they stand `room` px from each other on `px` of them.
 *  @param {Axis} axis @returns {Axis} */
export function thinned(axis, px, room) {
  const fit = Math.max(1, Math.floor(px / room));
  const { range, apart, at, most = USUAL_TICKS } = axis;
  if (apart) return { ...axis, apart: apart * Math.ceil((range[1] - range[0]) / apart / fit) };
  if (at) return { ...axis, at: at.filter((_, k) => k % Math.ceil(at.length / fit) === 0) };
  return { ...axis, most: Math.min(most, fit) };
}

/** The px that the names of the ticks take: left of the axis y with the ticks themselves, and right of
 *  the end of the axis x.
 *  @param {Axes} axes @param {Theme} theme @param {CanvasRenderingContext2D} ctx what measures letters */
export function roomOfTicks({ x, y }, theme, ctx) {
  ctx.font = `${theme.small}px ${theme.font}`;
  const [across, up] = [x, y].map((axis) => Math.ceil(Math.max(0, ...ticksOf(axis).map(({ text }) => ctx.measureText(text).width))));
  return { left: up + 2 * LONG, right: Math.ceil(across / 2) };
}

/** Draws the axes of `tile`, with lines across it where y has a grid.
 *  @param {CanvasRenderingContext2D} ctx @param {Tile} tile @param {Axes} axes @param {Theme} theme */
export function drawAxes(ctx, tile, axes, theme) {
  const [foot, right] = [tile.top + tile.height, tile.left + tile.width];
  const [across, up] = [ticksOf(axes.x), ticksOf(axes.y)];
  ctx.save();
  ctx.strokeStyle = theme.line;
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (const x of across.map(({ at }) => tile.px(at))) {
    ctx.moveTo(x, foot);
    ctx.lineTo(x, foot + LONG);
  }
  for (const y of up.map(({ at }) => tile.py(at))) {
    ctx.moveTo(tile.left - LONG, y);
    ctx.lineTo(axes.y.grid ? right : tile.left, y);
  }
  ctx.stroke();
  writeTicks(ctx, tile, across, up, theme);
  writeTitles(ctx, tile, axes.x.title, axes.y.title);
  ctx.restore();
}

/** Writes the names of ticks, `{at, text}`, below `tile` and left of it.
 *  @param {CanvasRenderingContext2D} ctx @param {Tile} tile @param {Tick[]} across @param {Tick[]} up @param {Theme} theme */
export function writeTicks(ctx, { left, top, height, px, py }, across, up, theme) {
  ctx.font = `${theme.small}px ${theme.font}`;
  ctx.fillStyle = theme.muted;
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  for (const { at, text } of across) ctx.fillText(text, px(at), top + height + BESIDE_TILE);
  ctx.textAlign = "right";
  ctx.textBaseline = "middle";
  for (const { at, text } of up) ctx.fillText(text, left - BESIDE_TILE, py(at));
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
