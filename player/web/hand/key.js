// What the marks, arrows and guides of the picture mean: a line of samples with their names.

import { element } from "../element.js";
import { DASHES, drawSample } from "../stage/draw.js";
import { inline } from "../canvas/pen.js";

const TIP = '<path d="M25 1l8 4-8 4z" class="player-tip"/>';
const WORDS = {
  start: "mark_start",
  head: "mark_head",
  answer: "mark_answer",
  minimum: "mark_minimum",
  local: "mark_local",
  saddle: "mark_saddle",
  maximum: "mark_maximum",
  left: "mark_left",
  diverged: "mark_diverged",
};

const seenOf = ({ runs }) => runs.filter(({ hidden }) => !hidden);

/** The kinds of marks that occur in a picture, in the order in which they are explained.
 *  deep: of the landscape, on which a path that leaves the view just ends.
 *  @param {PlayMessage} data @param {Scene} scene */
export function marksOf(data, scene, deep = false) {
  /** @type {Set<string>} */
  const seen = new Set(scene.marks.map(({ kind }) => kind));
  const runs = seenOf(data);
  if (data.start) seen.add("start");
  if (runs.length) seen.add("head");
  if (runs.some(({ answer }) => answer)) seen.add("answer");
  for (const { left, diverged } of deep ? [] : runs) {
    if (diverged !== null) seen.add("diverged");
    else if (left !== null) seen.add("left");
  }
  return Object.keys(WORDS).filter((kind) => seen.has(kind));
}

/** What `draw` draws in 24 × 16 px, with its name. */
export function markSample(draw, name) {
  return element("span", {}, element("span", { class: "player-mark", html: inline(24, 16, draw) }), name);
}

function lineSample({ dash, color, name, vectors }, theme) {
  const strokes = (DASHES[dash] ?? []).join(" ");
  const art = `<svg viewBox="0 0 34 10" width="34" height="10" aria-hidden="true"><path d="M1 5h${vectors ? 25 : 32}" stroke-width="2" stroke-dasharray="${strokes}"/>${vectors ? TIP : ""}</svg>`;
  const item = element("span", { html: art }, name);
  if (color) item.firstChild.style.color = theme.ink(color).fill;
  return item;
}

/** The key's DOM; `fill` names every kind of mark, arrow and guide once. */
export function pictureKey() {
  const node = element("div", { class: "player-key", hidden: "" });
  let known = "";
  return {
    node,
    fill(data, scene, theme, deep) {
      const marks = marksOf(data, scene, deep);
      const named = [...seenOf(data).flatMap((run) => run.arrows ?? []), ...(data.guides ?? [])].filter(({ name }) => name);
      const lines = [...new Map(named.map((line) => [line.name, line])).values()];
      const faces = JSON.stringify([marks, lines.map(({ name, dash, color }) => [name, dash, color]), theme.background, data.text.mark_start]);
      if (faces === known) return;
      known = faces;
      node.replaceChildren(
        ...marks.map((kind) => markSample((pen) => drawSample(pen, kind, 12, 8, theme), data.text[WORDS[kind]])),
        ...lines.map((line) => lineSample(line, theme)),
      );
    },
  };
}
