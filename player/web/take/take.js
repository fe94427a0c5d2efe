// Takes: what the player shows as a picture (PNG, SVG) or as a moving one (GIF), with all that is to
// be known of it: title, step, the runs with their η, and, if wanted, their curves.

import { element } from "../element.js";
import { duration } from "../hand/timeline.js";
import { drawSwatch, shownLoss } from "../hand/legend.js";
import { download, downloadPng, picture, PNG_SCALE } from "../page/save.js";
import { paintFlat, paintStill } from "../stage/flat.js";
import { paintDraped, takeLens } from "../stage/landscape.js";
import { Gif, paletteOf } from "./gif.js";
import { Pen } from "../canvas/pen.js";

const TAKE_HEAD = 34; // px of the title over the picture
const TAKE_GAP = 8;
const TAKE_LETTERS = 13; // px
const GIF_WIDEST = 800; // px of a GIF
const GIF_FRAMES = 40;
const GIF_LAST = 250; // hundredths of a second for which the last frame stands
const NOWHERE = { place() {} };

/** `player` as it is now: a film takes its time, in which a hand may move what the player shows. A run
 *  that was walked lies in a room that is filled again by the next walk. */
export function asItIs(player) {
  const copied = ({ path, value, height, curve, answer, arrows, line }) => structuredClone({ path, value, height, curve, answer, arrows, line });
  const runs = player.data.runs.map((run) => ({ ...run, ...(run.walked && copied(run)) }));
  return drawnBy(player, { ...player, data: { ...player.data, runs }, curves: drawnBy(player.curves, player.curves) });
}

/** Where a node stands, in px of the page: a slide is enlarged. */
function boxInPage(node) {
  const zoom = node.currentCSSZoom ?? 1;
  const { left, top, width } = node.getBoundingClientRect();
  return { left: left / zoom, top: top / zoom, width: width / zoom };
}

/** What stands still in a take: the player as it is, where all its parts stand, and plotly's landscape in
 *  `format`. */
export async function stillOf(player, format, curve) {
  await player.order;
  const { stage, node, legend, curves, theme, view } = player;
  const deep = view === "landscape";
  const div = deep ? player.deep : player.flat;
  const [outer, inner] = [boxInPage(node), boxInPage(stage)];
  const top = TAKE_HEAD + (view === "panels" ? 0 : inner.top - outer.top);
  const titles = [...legend.node.children].map((title) => {
    const box = boxInPage(title);
    return { key: title.dataset.run, x: box.left - outer.left, y: view === "panels" ? box.top - inner.top + TAKE_HEAD : box.top - outer.top + TAKE_HEAD };
  });
  const [width, ...size] = [Math.round(outer.width), div.clientWidth, div.clientHeight];
  const shown = asItIs(player);
  if (deep) takeLens(shown); // as plotly's picture is taken, whatever a hand turns later
  const below = curve && curves.ready ? curves.height + 2 * TAKE_GAP + TAKE_LETTERS : 0;
  return {
    shown,
    theme,
    width,
    height: Math.round(top + size[1] + below + TAKE_GAP),
    left: Math.round(inner.left - outer.left),
    top,
    titles,
    size,
    step: player.timeline.step,
    landscape: deep && (await landscapeIn(player, format, size)),
    axesTop: below && top + size[1] + TAKE_GAP,
  };
}

/** plotly's picture of the landscape: the text of an SVG, or an image. */
async function landscapeIn({ plotly, deep }, format, [width, height]) {
  const url = await plotly.toImage(deep, { format, width, height, scale: format === "svg" ? 1 : PNG_SCALE });
  return format === "svg" ? decodeURIComponent(url.slice(url.indexOf(",") + 1)) : picture(url);
}

/** Draws the take with `pen`, a canvas' context or a Pen; `kept`: of `stillOf`. */
function composeTake(pen, kept) {
  composeStill(pen, kept);
  composeStep(pen, kept.step, kept);
}

/** What every step has under it. */
function composeStill(pen, kept) {
  const { shown: player, theme, width, height, left, top, size, landscape } = kept;
  const { data, curves } = player;
  pen.fillStyle = theme.background;
  pen.fillRect(0, 0, width, height);
  if (typeof landscape === "string") pen.nest(landscape, left, top);
  else if (landscape) pen.drawImage(landscape, left, top, ...size);
  else paintStill(drawnBy(player, { still: sheet(pen, left, top) }));
  if (kept.axesTop) {
    writeOn(pen, theme, data.curve.title, 4, kept.axesTop + TAKE_GAP, 400);
    drawnBy(curves, { still: sheet(pen, 0, curvesTop(kept)) }).draw(data.curve, data.runs, theme);
  }
  pen.textAlign = "left";
  writeOn(pen, theme, data.title, 4, TAKE_HEAD / 2, 600);
}

/** The runs as they are with `step` on show, with its number and their values. */
function composeStep(pen, step, kept) {
  const { shown: player, theme, width, left, top, titles } = kept;
  const { data, curves } = player;
  const behind = player.behind(step);
  const layers = { moving: sheet(pen, left, top), grips: NOWHERE, hint: NOWHERE, held: null, notePainted() {} };
  (kept.landscape ? paintDraped : paintFlat)(drawnBy(player, layers), behind, theme);
  pen.globalAlpha = 1;
  if (kept.axesTop) drawnBy(curves, { cursor: sheet(pen, 0, curvesTop(kept)) }).point(behind, theme);
  pen.textAlign = "right";
  writeOn(pen, theme, `${data.text.step} ${step} / ${data.steps}`, width - 4, TAKE_HEAD / 2, 400);
  pen.textAlign = "left";
  for (const { key, x, y } of titles) {
    const run = data.runs.find((other) => other.key === key);
    if (run && !run.hidden) titleOn(pen, run, x, y + 12, behind, theme);
  }
}

const curvesTop = ({ axesTop }) => axesTop + TAKE_LETTERS + TAKE_GAP;

/** `drawn` with other layers to draw on. */
const drawnBy = (drawn, layers) => Object.assign(Object.create(drawn), layers);

/** A layer whose upper left corner is at (x, y) of what `pen` draws on. */
function sheet(pen, x, y) {
  return {
    paint(_width, _height, draw) {
      pen.save();
      pen.translate(x, y);
      draw(pen);
      pen.restore();
    },
    paintParts(width, height, parts) {
      this.paint(width, height, () => parts.forEach((part) => part.draw(pen)));
    },
  };
}

function writeOn(pen, theme, text, x, y, weight) {
  pen.font = `${weight} ${TAKE_LETTERS}px ${theme.font}`;
  pen.textBaseline = "middle";
  pen.fillStyle = theme.text;
  pen.fillText(text, x, y);
  return pen.measureText(text).width;
}

/** A run's swatch, name, η and value at the step. */
function titleOn(pen, run, x, y, step, theme) {
  pen.save();
  pen.translate(x, y - 7);
  drawSwatch(pen, run.style, theme);
  pen.restore();
  pen.globalAlpha = 1;
  pen.textAlign = "left";
  const wide = writeOn(pen, theme, run.name, x + 40, y, 600);
  writeOn(pen, theme, [run.detail, shownLoss(run, step)].filter(Boolean).join("   "), x + 46 + wide, y, 400);
}

function takeCanvas({ width, height }, scale) {
  const canvas = element("canvas", { width: Math.round(width * scale), height: Math.round(height * scale) });
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.scale(scale, scale);
  return { canvas, pen };
}

/** Saves the present step as a PNG. */
export async function takePicture(player, curve) {
  const kept = await stillOf(player, "png", curve);
  const { canvas, pen } = takeCanvas(kept, PNG_SCALE);
  composeTake(pen, kept);
  await downloadPng(canvas, player.data.file);
}

/** Saves the present step as an SVG. */
export async function takeDrawing(player, curve) {
  const kept = await stillOf(player, "svg", curve);
  const pen = new Pen(element("canvas").getContext("2d"));
  composeTake(pen, kept);
  download(`${player.data.file}.svg`, "image/svg+xml", pen.svg(kept.width, kept.height, player.data.title));
}

/** Saves the whole playback as a GIF. */
export async function takeFilm(player, curve) {
  const kept = await stillOf(player, "png", curve);
  const { canvas, pen } = takeCanvas(kept, Math.min(1, GIF_WIDEST / kept.width));
  const { width, height } = canvas;
  const { first, steps } = player.timeline;
  const count = Math.min(GIF_FRAMES, steps - first + 1);
  const stepOf = (k) => first + (count > 1 ? Math.round((k * (steps - first)) / (count - 1)) : 0);
  composeStill(pen, kept);
  const still = pen.getImageData(0, 0, width, height);
  const frame = (step) => {
    pen.putImageData(still, 0, 0);
    composeStep(pen, step, kept);
    return pen.getImageData(0, 0, width, height).data;
  };
  const gif = new Gif(width, height, paletteOf([first, Math.ceil(steps / 2), steps].map(frame)));
  const delay = Math.max(3, Math.round(duration(steps) / count / 10));
  for (let k = 0; k < count; k += 1) {
    gif.add(frame(stepOf(k)), k === count - 1 ? GIF_LAST : delay);
    await new Promise((rest) => setTimeout(rest)); // the page stays awake
  }
  download(`${player.data.file}.gif`, "image/gif", gif.blob());
}
