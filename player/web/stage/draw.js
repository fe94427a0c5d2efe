// Everything that moves, on a canvas over the ground.

import { filledIn } from "../gaps.js";
import { clip, exit, inside } from "./geometry.js";
import { linesIn } from "../canvas/letters.js";
import { polyline } from "../canvas/polyline.js";

export const DASHES = {
  solid: [],
  dash: [8, 4],
  dot: [2, 4],
  dashdot: [8, 4, 2, 4],
  longdash: [14, 5],
  longdashdot: [14, 5, 2, 5],
};

const polygon = (n, turn = 0, radius = (_i) => 1) =>
  Array.from({ length: n }, (_, i) => {
    const angle = turn + (2 * Math.PI * i) / n - Math.PI / 2;
    return [radius(i) * Math.cos(angle), radius(i) * Math.sin(angle)];
  });

const SHAPES = {
  square: polygon(4, Math.PI / 4, () => 1.1),
  diamond: polygon(4, 0, () => 1.25),
  "triangle-up": polygon(3, 0, () => 1.25),
  "triangle-down": polygon(3, Math.PI, () => 1.25),
  pentagon: polygon(5, 0, () => 1.15),
  hexagon: polygon(6, 0, () => 1.15),
  star: polygon(10, 0, (i) => (i % 2 ? 0.6 : 1.45)),
  cross: polygon(8, Math.PI / 8, () => 1.3).flatMap((p, i, all) =>
    i % 2 ? [p, [(all[i][0] + all[(i + 1) % 8][0]) * 0.22, (all[i][1] + all[(i + 1) % 8][1]) * 0.22]] : [p],
  ),
};

/** The outline of a run's marker around (x, y); also drawn as the legend's swatch. */
export function marker(ctx, name, x, y, radius) {
  ctx.beginPath();
  const shape = SHAPES[name];
  if (!shape) ctx.arc(x, y, radius, 0, 2 * Math.PI);
  else {
    shape.forEach(([dx, dy], i) => ctx[i ? "lineTo" : "moveTo"](x + radius * dx, y + radius * dy));
    ctx.closePath();
  }
}

/** A panel on the screen: its rectangle in px, its ranges in data units, and the map between.
 *  @param {AxisSpan} across @param {AxisSpan} up */
export function tileOf(across, up) {
  const [x0, x1] = across.range;
  const [y0, y1] = up.range;
  const { offset: left, length: width } = across;
  const { offset: top, length: height } = up;
  return {
    left,
    top,
    width,
    height,
    box: { x0: Math.min(x0, x1), x1: Math.max(x0, x1), y0: Math.min(y0, y1), y1: Math.max(y0, y1) },
    px: (x) => left + ((x - x0) / (x1 - x0)) * width,
    py: (y) => top + height - ((y - y0) / (y1 - y0)) * height,
    x: (px) => x0 + ((px - left) / width) * (x1 - x0),
    y: (py) => y0 + ((top + height - py) / height) * (y1 - y0),
    pixel: [Math.abs(x1 - x0) / width, Math.abs(y1 - y0) / height],
  };
}

function within(ctx, tile, paint) {
  ctx.save();
  ctx.beginPath();
  ctx.rect(tile.left, tile.top, tile.width, tile.height);
  ctx.clip();
  paint();
  ctx.restore();
}

function trace(ctx, tile, path, step) {
  ctx.beginPath();
  const line = polyline(ctx);
  for (let i = 1; i <= step; i += 1) {
    const part = clip(path[i - 1][0], path[i - 1][1], path[i][0], path[i][1], tile.box);
    if (!part) continue;
    const [ax, ay] = [tile.px(part[0]), tile.py(part[1])];
    if (!line.at(ax, ay)) line.from(ax, ay);
    line.to(tile.px(part[2]), tile.py(part[3]));
  }
  line.end();
}

function arrow(ctx, x, y, dx, dy, size) {
  const angle = Math.atan2(dy, dx);
  ctx.beginPath();
  for (const [turn, reach] of [[0, size], [2.5, size], [Math.PI, size * 0.3], [-2.5, size]]) {
    ctx.lineTo(x + reach * Math.cos(angle + turn), y + reach * Math.sin(angle + turn));
  }
  ctx.closePath();
}

/** A shaft with a head from (ax, ay) to (bx, by), in px. */
export function vector(ctx, ax, ay, bx, by) {
  ctx.beginPath();
  ctx.moveTo(ax, ay);
  ctx.lineTo(bx, by);
  ctx.stroke();
  if (Math.hypot(bx - ax, by - ay) > 3) {
    arrow(ctx, bx, by, bx - ax, by - ay, 3 + ctx.lineWidth);
    ctx.fill();
  }
}

/** Strokes the present path in a run's style, with a halo of the page's colour.
 *  @param {CanvasRenderingContext2D} ctx @param {Style} style @param {Theme} theme */
export function stroke(ctx, style, theme, share = 1) {
  const { fill, edge } = theme.ink(style.color);
  ctx.lineJoin = "round";
  ctx.lineCap = "round";
  for (const [color, wider, dash, alpha] of [
    [theme.background, 3, [], 0.75],
    [edge, 0.4, DASHES[style.dash] ?? [], 1],
    [fill, edge ? -0.8 : 0, DASHES[style.dash] ?? [], 1],
  ]) {
    if (!color) continue;
    ctx.globalAlpha = alpha * share * style.opacity;
    ctx.setLineDash(dash);
    ctx.lineWidth = style.width + wider;
    ctx.strokeStyle = color;
    ctx.stroke();
  }
  ctx.setLineDash([]);
  ctx.globalAlpha = style.opacity;
}

/** Fills the present outline of a mark in a run's colour, with the same halo. */
function stamp(ctx, style, theme, size = 1) {
  const { fill, edge } = theme.ink(style.color);
  ctx.lineJoin = "round";
  for (const [color, width] of [[theme.background, 4], [edge, 1.2]]) {
    if (!color) continue;
    ctx.lineWidth = width * size;
    ctx.strokeStyle = color;
    ctx.stroke();
  }
  ctx.fillStyle = fill;
  ctx.fill();
}

/** The head of a run at (x, y), in px.
 *  @param {CanvasRenderingContext2D} ctx @param {Style} style @param {number} x @param {number} y @param {Theme} theme */
export function drawHead(ctx, style, x, y, theme) {
  marker(ctx, style.marker, x, y, 5);
  stamp(ctx, style, theme);
}

/** The path of `run` up to `step` in `tile`, with its head, or an arrow where it left the view.
 *  @param {CanvasRenderingContext2D} ctx @param {Tile} tile @param {Run} run @param {number} step @param {Theme} theme */
export function drawRun(ctx, tile, run, step, theme) {
  const { style, path } = run;
  const last = Math.min(step, path.length - 1);
  const [x, y] = path[last];
  within(ctx, tile, () => {
    trace(ctx, tile, path, last);
    stroke(ctx, style, theme);
    if (!run.answer) return;
    trace(ctx, tile, run.answer, last);
    strokeAnswer(ctx, style, theme);
  });
  if (run.answer && inside(...run.answer[last], tile.box)) {
    drawAnswer(ctx, style, tile.px(run.answer[last][0]), tile.py(run.answer[last][1]), theme);
  }
  if (inside(x, y, tile.box)) {
    if (run.ghost && last + 1 < path.length) drawGhost(ctx, tile, style, path[last + 1], theme);
    within(ctx, tile, () => drawArrows(ctx, tile, run, last, theme));
    drawHead(ctx, style, tile.px(x), tile.py(y), theme);
    return;
  }
  const gone = exit(path, last, tile.box);
  if (gone) drawExit(ctx, tile, gone, run, last, theme);
}

/** A head's outline around (x, y), in px, filled with the page's colour.
 *  @param {CanvasRenderingContext2D} ctx @param {Style} style @param {number} x @param {number} y
 *  @param {number} radius @param {number[]} dash @param {Theme} theme */
function hollow(ctx, style, x, y, radius, dash, theme) {
  ctx.save();
  marker(ctx, style.marker, x, y, radius);
  ctx.fillStyle = theme.background;
  ctx.globalAlpha = 0.7;
  ctx.fill();
  ctx.globalAlpha = 1;
  ctx.setLineDash(dash);
  const { fill, edge } = theme.ink(style.color);
  ctx.strokeStyle = edge ?? fill;
  ctx.lineWidth = 2;
  ctx.stroke();
  ctx.restore();
}

/** Where the next step will lead.
 *  @param {CanvasRenderingContext2D} ctx @param {Tile} tile @param {Style} style @param {Numbers} point
 *  @param {Theme} theme */
function drawGhost(ctx, tile, style, [x, y], theme) {
  if (inside(x, y, tile.box)) hollow(ctx, style, tile.px(x), tile.py(y), 6.5, [3, 2], theme);
}

/** Strokes the present path as that of the point that counts: hollow, and so light that it is seen on
 *  the run's own path, among whose turns it may lie.
 *  @param {CanvasRenderingContext2D} ctx @param {Style} style @param {Theme} theme */
export function strokeAnswer(ctx, style, theme, share = 1) {
  const { fill, edge } = theme.ink(style.color);
  ctx.lineJoin = "round";
  ctx.lineCap = "round";
  ctx.globalAlpha = share * style.opacity;
  for (const [color, width] of [[edge ?? fill, 0.8 * style.width], [theme.background, 0.4 * style.width]]) {
    ctx.strokeStyle = color;
    ctx.lineWidth = width;
    ctx.stroke();
  }
  ctx.globalAlpha = style.opacity;
}

/** The point that counts at (x, y), in px.
 *  @param {CanvasRenderingContext2D} ctx @param {Style} style @param {number} x @param {number} y @param {Theme} theme */
export function drawAnswer(ctx, style, x, y, theme) {
  marker(ctx, style.marker, x, y, 4.5);
  ctx.lineWidth = 5;
  ctx.strokeStyle = theme.background;
  ctx.stroke();
  hollow(ctx, style, x, y, 4.5, DASHES.solid, theme);
}

/** Where a path left the view: an arrow the way it went, a double one if it diverged. */
function exitMark(ctx, x, y, dx, dy, diverged, style, theme, size = 1) {
  const angle = Math.atan2(dy, dx);
  for (const back of diverged ? [11, 0] : [0]) {
    arrow(ctx, x - back * size * Math.cos(angle), y - back * size * Math.sin(angle), dx, dy, 8 * size);
    stamp(ctx, style, theme, size);
  }
}

function drawExit(ctx, tile, gone, run, step, theme) {
  const x = Math.min(tile.left + tile.width - 7, Math.max(tile.left + 7, tile.px(gone.x)));
  const y = Math.min(tile.top + tile.height - 7, Math.max(tile.top + 7, tile.py(gone.y)));
  const diverged = run.diverged !== null && step >= run.diverged;
  exitMark(ctx, x, y, gone.dx / tile.pixel[0], -gone.dy / tile.pixel[1], diverged, run.style, theme);
  const lost = run.diverged === 0 ? run.notes.outside : run.notes.diverged;
  const [note, at] = diverged ? [lost, run.diverged] : [run.notes.left, gone.step];
  drawNote(ctx, tile, filledIn(note, { step: at }), x, y, run.style, theme);
}

/** Where a text of `width` px stands beside a mark at `x`, in all cases from `low` to `high`: right
 *  of the mark or else left of it; over or under it (`beside: false`) if there is room on no side. */
export function noteAt(x, width, low, high, gap) {
  if (x + gap + width <= high) return { left: x + gap, beside: true };
  if (x - gap - width >= low) return { left: x - gap - width, beside: true };
  return { left: Math.max(low, Math.min(x - width / 2, high - width)), beside: false };
}

/** Words beside a mark at (x, y), whole within the tile, in lines if need be; beyond those of
 *  `tile.notes`, which hold where the others of this frame stand. */
function drawNote(ctx, tile, words, x, y, style, theme) {
  const room = tile.width - 8;
  const letters = (size) => (ctx.font = `600 ${size}px ${theme.font}`);
  letters(theme.small);
  const measure = (text) => ctx.measureText(text).width;
  const lines = linesIn(words, room, measure);
  const full = Math.max(...lines.map(measure));
  if (full > room) letters((theme.small * room) / full);
  const width = Math.min(full, room);
  const { left, beside } = noteAt(x, width, tile.left + 4, tile.left + tile.width - 4, 13);
  const below = y < tile.top + tile.height / 2 ? 1 : -1;
  const line = 17;
  const high = (lines.length - 1) * line;
  let top = (beside ? y : y + below * line) - (below < 0 ? high : 0);
  const meets = (other) => other.left < left + width && left < other.left + other.width && other.top < top + high + line && top < other.top + other.high + line;
  while (tile.notes?.some(meets)) top += below * line; // each step passes the one that is in the way
  tile.notes?.push({ left, width, top, high });
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  const { fill, edge } = theme.ink(style.color);
  ctx.fillStyle = edge ?? fill;
  ctx.strokeStyle = theme.background;
  ctx.lineWidth = 3;
  lines.forEach((text, k) => {
    ctx.strokeText(text, left, top + k * line);
    ctx.fillText(text, left, top + k * line);
  });
}

/** @param {CanvasRenderingContext2D} ctx @param {Tile} tile @param {Run} run @param {number} step @param {Theme} theme */
function drawArrows(ctx, tile, run, step, theme) {
  for (const { vectors, dash, color, hidden } of run.arrows ?? []) {
    if (hidden || step >= vectors.length) continue;
    const [x, y] = run.path[step];
    const [dx, dy] = vectors[step];
    if (!Number.isFinite(dx) || !Number.isFinite(dy)) continue;
    ctx.save();
    ctx.setLineDash(DASHES[dash] ?? []);
    ctx.lineWidth = 2;
    ctx.strokeStyle = color ? theme.ink(color).fill : theme.text;
    ctx.fillStyle = ctx.strokeStyle;
    vector(ctx, tile.px(x), tile.py(y), tile.px(x + dx), tile.py(y + dy));
    ctx.restore();
  }
}

const MARKS = {
  minimum(ctx, x, y) {
    marker(ctx, "star", x, y, 5);
    ctx.fill();
  },
  local(ctx, x, y) {
    marker(ctx, "circle", x, y, 2.2);
    ctx.fill();
  },
  saddle(ctx, x, y) {
    ctx.beginPath();
    ctx.moveTo(x - 4, y - 4);
    ctx.lineTo(x + 4, y + 4);
    ctx.moveTo(x - 4, y + 4);
    ctx.lineTo(x + 4, y - 4);
    ctx.stroke();
  },
  maximum(ctx, x, y) {
    marker(ctx, "triangle-up", x, y, 4);
    ctx.stroke();
  },
};

/** The mark of a minimum, saddle or maximum at (x, y), in px. */
export function drawMark(ctx, kind, x, y, theme) {
  ctx.fillStyle = kind === "local" ? theme.muted : theme.text; // there may be a hundred
  ctx.strokeStyle = theme.text;
  ctx.lineWidth = 1.6;
  MARKS[kind](ctx, x, y);
}

/** The surface's minima, saddles and maxima.
 *  @param {CanvasRenderingContext2D} ctx @param {Tile} tile @param {Mark[]} marks @param {Theme} theme */
export function drawMarks(ctx, tile, marks, theme) {
  for (const { kind, x, y } of marks) {
    if (inside(x, y, tile.box)) drawMark(ctx, kind, tile.px(x), tile.py(y), theme);
  }
}

/** Where the start is seen in `tile`, in px: at the edge of the view if it lies outside. */
export function startAt(tile, [x, y]) {
  return [
    Math.min(tile.left + tile.width, Math.max(tile.left, tile.px(x))),
    Math.min(tile.top + tile.height, Math.max(tile.top, tile.py(y))),
  ];
}

/** The start: a hollow ring around (x, y), in px. */
function ring(ctx, x, y, radius, theme) {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  for (const [color, width] of [[theme.background, 4], [theme.text, 2]]) {
    ctx.strokeStyle = color;
    ctx.lineWidth = width;
    ctx.stroke();
  }
}

/** The ring of the start in `tile`.
 *  @param {CanvasRenderingContext2D} ctx @param {Tile} tile @param {Pair} start @param {Theme} theme */
export function drawStart(ctx, tile, start, theme, held) {
  ring(ctx, ...startAt(tile, start), held ? 9 : 6, theme);
}

/** One mark of the picture around (x, y), in px, as the legend shows it. */
export function drawSample(ctx, kind, x, y, theme) {
  const plain = { color: theme.text, marker: "circle" };
  if (kind === "start") ring(ctx, x, y, 5.5, theme);
  else if (kind === "head") drawHead(ctx, plain, x, y, theme);
  else if (kind === "answer") {
    ctx.beginPath();
    ctx.moveTo(x - 11, y);
    ctx.lineTo(x, y);
    strokeAnswer(ctx, { ...plain, width: 2.5, opacity: 1 }, theme, 1);
    drawAnswer(ctx, plain, x + 4, y, theme);
  }
  else if (kind === "left") exitMark(ctx, x, y, 1, 0, false, plain, theme, 0.8);
  else if (kind === "diverged") exitMark(ctx, x + 4, y, 1, 0, true, plain, theme, 0.8);
  else drawMark(ctx, kind, x, y, theme);
}
