// The runs' titles: swatch, name, value at this step. Over their panel, or in a row as a legend.

import { element } from "../element.js";
import { DASHES, drawHead, stroke } from "../stage/draw.js";
import { margins, three } from "../stage/geometry.js";
import { inline } from "../canvas/pen.js";

const GAP = 6;
const NEVER_LESS = 14; // px of the swatch

/** The place of a swatch, which `paintSwatch` fills. */
export function swatchPlace() {
  return element("span", { class: "player-swatch" });
}

/** @param {HTMLElement} place @param {Style} style @param {Theme} theme */
export function paintSwatch(place, style, theme) {
  place.innerHTML = inline(34, 14, (pen) => drawSwatch(pen, style, theme));
}

/** A piece of a run's line with its head, 34 × 14 px.
 *  @param {any} ctx @param {Style} style @param {Theme} theme */
export function drawSwatch(ctx, style, theme) {
  ctx.beginPath();
  ctx.moveTo(1, 7);
  ctx.lineTo(33, 7);
  stroke(ctx, { ...style, width: Math.min(3, Math.max(2, style.width)), opacity: 1 }, theme);
  ctx.setLineDash(DASHES.solid);
  drawHead(ctx, style, 17, 7, theme);
}

/** How far the title of panel `i` may reach, in px: over its tile or, if it needs more, to the end
 *  of its cell; all but the last of a row also over the next one's ticks. */
function reachOf(tiles, i, width) {
  const columns = tiles.filter((tile) => Math.abs(tile.top - tiles[0].top) < 2).length;
  const last = i % columns === columns - 1;
  const end = ((i % columns) + 1) * (width / columns) + (last ? 0 : 20);
  return Math.max(tiles[i].width, end - tiles[i].left);
}

/** The title of a run: a button of its swatch, name, detail and value. */
function titleOf(run, toggle) {
  const detail = element("span", { class: "player-detail" });
  const value = element("span", { class: "player-value" });
  const swatch = swatchPlace();
  const name = element("span", { class: "player-name" }, run.name);
  const attributes = { type: "button", class: "player-title", "data-run": run.key, title: run.name, onclick: () => toggle(run.key) };
  return { run, title: element("button", attributes, swatch, name, detail, value), swatch, detail, value, text: "" };
}

/** The px that a title takes in one line of this font, measured on a context. */
function needed({ run, detail }, ctx, font) {
  const letters = (weight, text) => {
    ctx.font = `${weight} 13px ${font}`;
    return ctx.measureText(text).width;
  };
  return NEVER_LESS + letters(600, run.name) + letters(400, detail.textContent) + letters(400, "−0.000e−00") + 3 * GAP + 2;
}

/** Puts the title of panel `i` over its tile, or (without one) where it stands in the row.
 *  @param {HTMLElement} title */
function placeTitle(title, tiles, i, width, lines) {
  const tile = tiles?.[i];
  title.style.cssText = tile
    ? `left:${tile.left}px;top:${tile.top - margins(0, lines).top + 1}px;min-width:${tile.width}px;max-width:${reachOf(tiles, i, width)}px`
    : "";
}

/** The loss of a run at `step`, or where it ends before, in three digits. */
export const shownLoss = ({ value }, step) => three(value[Math.min(step, value.length - 1)]);

/** Brings what `titleOf` has made up to date with its run as it is at `step`. */
function showValue(shown, step) {
  const { run } = shown;
  const text = shownLoss(run, step);
  if (text !== shown.text) shown.value.textContent = text;
  if (run.hidden !== shown.hidden) shown.title.setAttribute("aria-pressed", !run.hidden);
  Object.assign(shown, { text, hidden: run.hidden });
}

/** The legend's DOM; `toggle(key)` is called when a run is hidden or shown. */
export function legend(toggle) {
  const node = element("div", { class: "player-legend", role: "group" });
  const measure = document.createElement("canvas").getContext("2d");
  let values = [];
  let known = "";
  let theme = null;
  return {
    node,
    /** One title per run; a run without a title (`untitled`) gets none. Those of the same runs stay. */
    fill(runs) {
      const titled = runs.filter((run) => !run.untitled);
      const faces = JSON.stringify(titled.map(({ key, name, style }) => [key, name, style]));
      if (faces !== known) {
        values = titled.map((run) => titleOf(run, toggle));
        node.replaceChildren(...values.map((v) => v.title));
        known = faces;
        this.colour(theme);
      }
      titled.forEach((run, k) => {
        values[k].run = run;
        if (values[k].detail.textContent !== run.detail) values[k].detail.textContent = run.detail ?? "";
      });
    },
    /** Draws the swatches in the colours of a theme. */
    colour(now) {
      theme = now;
      if (theme) for (const { run, swatch } of values) paintSwatch(swatch, run.style, theme);
    },
    /** The lines, 1 or 2, that the titles need over these tiles. */
    lines(tiles, width) {
      const font = theme?.font ?? "sans-serif";
      return values.every((v, i) => !tiles[i] || needed(v, measure, font) <= reachOf(tiles, i, width)) ? 1 : 2;
    },
    /** Over the panels' tiles, in `lines` lines; or (without tiles) in a row. */
    place(tiles, width, lines = 1) {
      node.classList.toggle("player-legend-row", !tiles);
      node.classList.toggle("player-legend-double", Boolean(tiles) && lines === 2);
      values.forEach(({ title }, i) => placeTitle(title, tiles, i, width, lines));
    },
    show(step) {
      for (const shown of values) showValue(shown, step);
    },
  };
}
