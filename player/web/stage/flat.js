// The stage of `player` seen from above: the ground in panels, and the runs on it.

import { drawMarks, drawRun, drawStart, startAt, tileOf } from "./draw.js";
import { grid, margins, panelHeight, snugHeight, spansOf } from "./geometry.js";
import { drawGuides } from "./guides.js";
import { drawAxes, roomOfTicks, thinned } from "../canvas/axes.js";
import { sketch } from "../canvas/sketch.js";

const TICKS_APART = 1.6; // letters' heights from a number on an axis to the next at the least
const SQUARE = 215; // px that a panel with one scale on both axes needs
const PHONE_STAGE = 480; // px of a stage that stands on one
const PHONE_PART = 0.38; // of its height: the controls below are to be in sight, too

/** Where `count` panels stand: `{lines, extent, tiles}`; lines: those that the longest title takes. */
export function layFlat(player, count, titled) {
  const once = plan(player, count, titled ? 1 : 0);
  const lines = titled ? player.legend.lines(once.tiles, player.room.stage) : 0;
  return { lines, ...(lines > 1 ? plan(player, count, lines) : once) };
}

/** Draws what stands still in panels that are laid out. */
export function drawFlat(player) {
  const { flat, extent, tiles } = player;
  flat.style.height = `${extent[1]}px`;
  // For who looks at the picture from outside: each panel's place in px, and what it shows.
  flat.dataset.panels = JSON.stringify(tiles.map(({ left, top, width, height, box }) => ({ left, top, width, height, ...box })));
  paintStill(player);
}

const axesOf = ({ x0, x1, y0, y1 }) => ({ x: { range: [x0, x1] }, y: { range: [y0, y1] } });

/** What stands still in every panel: the ground, the server's or what a hand has made of it, with axes,
 *  marks and guides on it. */
export function paintStill({ still, extent, tiles, scene, turnedGround, theme, data }) {
  const axes = axesOf(scene.view);
  const room = TICKS_APART * theme.small;
  still.paint(...extent, (ctx) => {
    const wide = 2 * roomOfTicks(axes, theme, ctx).right + theme.small / 2;
    sketch(ctx, tiles, turnedGround ?? scene.ground, theme);
    for (const panel of tiles) {
      drawAxes(ctx, panel, { x: thinned(axes.x, panel.width, Math.max(room, wide)), y: thinned(axes.y, panel.height, room) }, theme);
      drawMarks(ctx, panel, scene.marks, theme);
      drawGuides(ctx, panel, data.guides, theme);
    }
  });
}

/** The tiles of `count` panels with titles of `lines` lines, and the extent of all. */
function plan(player, count, lines) {
  const { data, scene, room, theme } = player;
  const { view, square } = scene;
  const names = roomOfTicks(axesOf(view), theme, player.still.canvas.getContext("2d"));
  const shape = grid(count, room.stage, square ? Math.min(data.least, SQUARE) : data.least);
  const width = room.stage / shape.columns;
  const tallest = Math.min(data.tallest, room.stage < PHONE_STAGE ? innerHeight * PHONE_PART : Infinity);
  const free = data.fill ? player.filled / shape.rows : 0;
  const tall = free || (lines ? panelHeight(width, shape, square, tallest) : Math.min(tallest, Math.max(300, width * 0.45)));
  const gap = margins(Math.max(data.labels, names.left), lines, names.right);
  const height = Math.round(shape.rows * Math.min(tall, square ? snugHeight(width, view, gap) : Infinity));
  const spans = spansOf(view, square, count, shape.columns, room.stage, height, gap);
  const tiles = spans.map(([x, y]) => tileOf(x, y));
  const whole = { left: 0, top: 0, width: room.stage, height };
  return { extent: [room.stage, height], tiles: tiles.map((tile) => ({ ...tile, around: count > 1 ? withEdges(tile, gap) : whole })) };
}

/** The box of a tile with what may stand over its edges: half of what lies between it and the next. */
function withEdges({ left, top, width, height }, gap) {
  const [across, up] = [(gap.left + gap.right) / 2, (gap.top + gap.bottom) / 2];
  return { left: left - across, top: top - up, width: width + 2 * across, height: height + 2 * up };
}

/** Follows a hand that turns the surface. */
export function turnGround(player) {
  const ground = player.view === "landscape" || !player.tiles ? null : player.live.turnedGround(player.held);
  if (ground === player.turnedGround) return;
  player.turnedGround = ground;
  paintStill(player);
}

/** Draws the runs as they are at `step`. */
export function paintFlat(player, step, theme) {
  player.moving.paintParts(...player.extent, player.tiles.map((panel, i) => partOf(player, panel, i, step, theme)));
  const { start, movable, text } = player.data;
  player.grips.place(player.tiles, movable ? (player.held ?? start) : null, text);
  const first = movable && start ? player.tiles[0] : null;
  player.hint.place(first, text.hint, first && startAt(first, start)[1]);
  player.notePainted();
}

/** What moves in the panel with number `i`. A run that was walked anew is another object.
 *  @returns {LayerPart} */
function partOf({ data: { runs, start }, view, held }, panel, i, step, theme) {
  const own = runs.filter((run) => !run.hidden && (view !== "panels" || (run.panel ?? runs.indexOf(run)) === i));
  const seenInside = own.flatMap((run) => [run.ghost, ...(run.arrows ?? []).map(({ hidden }) => hidden)]);
  return {
    box: panel.around,
    shows: [step, theme, start, held, ...own, ...seenInside],
    draw(ctx) {
      panel.notes = [];
      for (const run of own) drawRun(ctx, panel, run, step, theme);
      if (start) drawStart(ctx, panel, held ?? start, theme, held);
    },
  };
}
