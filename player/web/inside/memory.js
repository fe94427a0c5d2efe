// What a rule remembers, drawn: bars over the last steps, and sums of squares as squares.

import { element } from "../element.js";
import { three } from "../stage/geometry.js";
import { layer } from "../canvas/layer.js";

const SEEN = 40; // steps in sight at once
const BARS = 76; // px of a row of bars
const BETWEEN_ROWS = 12;
const NAMES = 74; // px for the name and the numbers of a row
const LARGEST_SQUARE = 150; // px of a square at its largest
const HEADING = 22;
const COORDINATES = ["x", "y"];
const COORDINATE_COLORS = ["#4a78b5", "#c08a3e"]; // x and y; no optimizer wears them

/** The largest size of the finite numbers of both coordinates in the steps from `first` to `last`. */
export function largest(rows, first, last) {
  let most = 0;
  for (let k = first; k <= last; k += 1) for (const value of rows[k]) if (Number.isFinite(value)) most = Math.max(most, Math.abs(value));
  return most;
}

/** The side of the square whose area is `value`. */
const sideOf = (value) => (value > 0 && Number.isFinite(value) ? Math.sqrt(value) : 0);

/** Draws a row of bars, a pair for each of the last steps up to `last`; that of step t is full.
 *  rows: the state after each step, [x, y]. `top`, `width`: px. */
function drawBars(ctx, { plain, rows, last }, top, width, theme, t) {
  const first = Math.max(1, last - SEEN + 1);
  const most = largest(rows, first, last) || 1;
  const signed = rows.slice(first, last + 1).some(([x, y]) => x < 0 || y < 0);
  const base = signed ? top + BARS / 2 : top + BARS;
  const tall = signed ? BARS / 2 : BARS;
  ctx.fillStyle = theme.text;
  ctx.font = `600 13px ${theme.font}`;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.fillText(plain, 2, top + BARS / 2);
  ctx.font = `${theme.small}px ${theme.font}`;
  ctx.fillStyle = theme.muted;
  ctx.textAlign = "right";
  ctx.fillText(three(most), NAMES - 8, top + 5);
  if (signed) ctx.fillText(three(-most), NAMES - 8, top + BARS - 5);
  ctx.strokeStyle = theme.line;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(NAMES, Math.round(base) + 0.5);
  ctx.lineTo(width, Math.round(base) + 0.5);
  ctx.stroke();
  const wide = (width - NAMES) / SEEN;
  for (let k = first; k <= last; k += 1) {
    rows[k].forEach((value, axis) => {
      if (!Number.isFinite(value)) return;
      ctx.globalAlpha = k === t ? 1 : 0.45;
      ctx.fillStyle = theme.ink(COORDINATE_COLORS[axis]).fill;
      ctx.fillRect(NAMES + (k - first) * wide + (0.1 + 0.4 * axis) * wide, base, 0.4 * wide, (-value / most) * tall);
    });
  }
  ctx.globalAlpha = 1;
}

/** Draws for each coordinate the squares whose areas are its last values, the present one filled;
 *  `size`: px of the largest one's side. */
function drawSquares(ctx, { plain, rows, last }, left, top, size, theme) {
  const first = Math.max(0, last - SEEN);
  let most = 0;
  for (let k = 0; k <= last; k += 1) for (const value of rows[k]) most = Math.max(most, sideOf(value));
  rows[last].forEach((value, axis) => {
    const x = left + axis * (size + 2 * BETWEEN_ROWS);
    ctx.textAlign = "left";
    ctx.textBaseline = "top";
    ctx.font = `12px ${theme.font}`;
    ctx.fillStyle = theme.text;
    ctx.fillText(`√${plain} ${COORDINATES[axis]} = ${three(Math.sqrt(value))}`, x, top);
    const { fill } = theme.ink(COORDINATE_COLORS[axis]);
    ctx.strokeStyle = fill;
    ctx.fillStyle = fill;
    for (let k = first; k <= last; k += 1) {
      const side = (sideOf(rows[k][axis]) / (most || 1)) * size;
      const box = /** @type {const} */ ([x, top + HEADING + size - side, side, side]);
      ctx.globalAlpha = 0.6;
      ctx.lineWidth = k === last ? 2 : 0.6;
      ctx.strokeRect(...box);
      ctx.globalAlpha = 0.3;
      if (k === last) ctx.fillRect(...box);
    }
    ctx.globalAlpha = 1;
  });
}

/** The picture of the states: its `node`; `fill(inside)`; `lay(width)`; `show(states, lasts, t, theme)`. */
export class Memory {
  /** @type {InsideMessage["memory"]} */ states = [];

  constructor() {
    this.head = element("h3", { class: "inside-head" });
    this.picture = element("div", { class: "inside-memory", role: "img" });
    this.layer = layer(this.picture);
    this.legend = element("div", { class: "player-key", "aria-hidden": "true" });
    this.note = element("p", { class: "inside-note" });
    this.node = element("section", { class: "inside-remembers" }, this.head, this.picture, this.legend, this.note);
  }

  /** @param {InsideMessage} inside @param {Theme} theme */
  fill({ memory, text }, theme) {
    this.states = memory;
    this.head.textContent = text.memory;
    this.picture.hidden = memory.length === 0;
    this.legend.hidden = memory.length === 0;
    this.picture.setAttribute("aria-label", text.bars);
    this.note.textContent = memory.length === 0 ? text.forgets : memory.some(({ squares }) => squares) ? text.squares : "";
    this.legend.replaceChildren(
      ...COORDINATE_COLORS.map((color, axis) => {
        const box = element("span", { class: "inside-axis" });
        box.style.background = theme.ink(color).fill;
        return element("span", {}, box, COORDINATES[axis]);
      }),
    );
  }

  /** Takes its room in `width` px: the squares beside the bars, or else under them. */
  lay(width) {
    const squared = this.states.filter(({ squares }) => squares).length;
    const beside = width >= 640;
    const size = Math.min(LARGEST_SQUARE, beside ? (0.36 * width - 3 * BETWEEN_ROWS) / 2 : (width - 3 * BETWEEN_ROWS) / 2);
    const across = squared ? 2 * size + 4 * BETWEEN_ROWS : 0;
    const barsWide = beside ? width - across : width;
    const barsTall = this.states.length * (BARS + BETWEEN_ROWS);
    const squaresTall = squared * (size + HEADING + BETWEEN_ROWS);
    const tall = beside ? Math.max(barsTall, squaresTall) : barsTall + squaresTall;
    if (this.room?.tall !== tall) this.picture.style.height = `${tall}px`;
    this.room = { width, tall, beside, size, barsWide, barsTall };
  }

  /** Draws the states (rows of a walk) up to the steps `lasts`; step t is the one on show. */
  show(states, lasts, t, theme) {
    if (!this.states.length) return;
    const shown = this.states.map((state, k) => ({ ...state, rows: states[k].rows, last: lasts[k] }));
    const squared = shown.filter(({ squares }) => squares);
    const { width, tall, beside, size, barsWide, barsTall } = this.room;
    this.layer.paint(width, tall, (ctx) => {
      shown.forEach((state, k) => drawBars(ctx, state, k * (BARS + BETWEEN_ROWS) + 4, barsWide - BETWEEN_ROWS, theme, t));
      squared.forEach((state, k) => drawSquares(ctx, state, beside ? barsWide + 2 * BETWEEN_ROWS : BETWEEN_ROWS, k * (size + HEADING + BETWEEN_ROWS) + (beside ? 0 : barsTall), size, theme));
    });
  }
}
