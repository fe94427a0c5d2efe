// How the panels of trainings share their room with the charts: in a column of a page, or in a window
// that they fill.

import { roomFor } from "../show/room.js";
import { widthOf } from "../canvas/letters.js";

const PANEL_LEAST = 150; // px that a panel keeps before there are fewer in a row
export const PANEL_GAP = 14;
const ROW_GAP = 8;
const TITLE = 26; // px of a title over its picture,
const TITLE_DOUBLE = 40; // and of one in two lines, both as the style sheet has them,
const NARROW_PANEL = 250; // in a panel that is not wider
const TITLE_NARROW = 22; // px of a title's swatch and gaps in a narrow panel,
const TITLE_WIDE = 65; // and where all is in one line
const CHART_TALL = 150;
const CHART_TITLE = 24; // px of a chart's title, and the gap over it
const CHART_SHARE = 0.42; // of the height, where pictures and charts fill a window
const CHART_LOWEST = 60; // px of a chart under pictures
const WORTH_LEAST = 90; // px of a picture with charts; smaller ones leave the window to the charts

/** How many panels stand side by side: rows as even as they can be. */
export function columnsFor(count, width) {
  const most = Math.max(1, Math.min(count, Math.floor((width + PANEL_GAP) / (PANEL_LEAST + PANEL_GAP))));
  return Math.ceil(count / Math.ceil(count / most));
}

/** How `count` pictures under their titles stand in `width` × `height` px so that they are as large as
 *  can be, and what they are worth: `{worth, stand: {columns, double, wide, tall}}`; see `Shape`. fit(width,
 *  height): a picture's size in so many px; least, line: px that a title needs in two lines, and in one. */
function fitted(count, width, height, fit, { least, line }) {
  let best = { worth: 0, stand: { columns: 1, double: false, wide: 0, tall: 0 } };
  for (let columns = 1; columns <= count; columns += 1) {
    const own = (width - (columns - 1) * PANEL_GAP) / columns;
    if (columns > 1 && own < least) break;
    const rows = Math.ceil(count / columns);
    const double = own <= Math.max(NARROW_PANEL, line);
    const { worth, ...size } = fit(own, (height - (rows - 1) * ROW_GAP) / rows - (double ? TITLE_DOUBLE : TITLE));
    if (worth > best.worth) best = { worth, stand: { columns, double, ...size } };
  }
  return best;
}

/** The px that the longest title needs in two lines, the name over the rest, and in one. */
function titleRoom({ panels, theme }) {
  const [bold, plain] = [600, 400].map((weight) => `${weight} 13px ${theme.font}`);
  const value = widthOf("100.0 %", plain);
  const names = panels.map(({ name }) => widthOf(name.textContent, bold));
  const details = panels.map(({ detail }) => widthOf(detail.textContent, plain));
  const line = Math.max(...names.map((name, k) => name + details[k])) + value;
  return { least: Math.max(...names, TITLE_NARROW + Math.max(...details) + value), line: line + TITLE_WIDE };
}

export const halfOf = (width) => Math.floor((width - PANEL_GAP) / 2);

/** Where `training` fills the window: the px that pictures and charts may have together. */
export function freeFor({ node, stage, curves, shape: { beside } }) {
  return beside ? roomFor(node, stage) : roomFor(node, stage, curves);
}

/** How panels and charts stand: the columns of the panels, whether titles take two lines, the size of a
 *  picture, 0 px high if there is none; whether the charts stand beside the pictures, which take `height`
 *  px at the least; the height of a chart, and of all in a window that they fill, which is 0 elsewhere.
 *  @typedef {{columns: number, double: boolean, wide: number, tall: number, beside: boolean, height: number,
 *    chartTall: number, filled: number}} Shape */

/** Before anything is laid out: how it stands while the window's room for it is measured. @type {Shape} */
export const UNSHAPED = { columns: 1, double: false, wide: 0, tall: 0, beside: false, height: 0, chartTall: CHART_TALL, filled: 0 };

/** How `training` stands in `width` px. pictured: whether there may be pictures. @returns {Shape} */
export function shape(training, width, pictured) {
  const { picture, data, theme } = training;
  const count = Math.max(1, training.panels.length);
  if (data.fill) return shapeWindow(training, width, count, pictured);
  const columns = Math.max(1, columnsFor(count, width));
  const own = Math.floor((width - (columns - 1) * PANEL_GAP) / columns);
  const wide = Math.min(own, Math.round(data.tallest / (data.picture?.kind === "plane" ? 0.9 : 1)));
  return { ...UNSHAPED, columns, double: own <= NARROW_PANEL, wide, tall: pictured ? picture.height(wide, theme) : 0 };
}

/** The charts stand under the pictures, or beside them where they would be too low; alone, if the
 *  pictures would be too small. @returns {Shape} */
function shapeWindow(training, width, count, pictured) {
  const { picture, data, theme } = training;
  const filled = freeFor(training);
  const room = titleRoom(training);
  const fitIn = (wide, high) => fitted(count, wide, high, (own, tall) => picture.fit(own, tall, theme), room);
  if (pictured && !data.curves) return { ...UNSHAPED, ...fitIn(width, filled).stand, height: filled, filled };
  if (pictured) {
    const below = Math.round(CHART_SHARE * filled);
    const beside = below - CHART_TITLE < CHART_LOWEST;
    const [wide, height] = beside ? [halfOf(width), filled] : [width, filled - below];
    const { worth, stand } = fitIn(wide, height);
    const chartTall = (beside ? Math.floor((filled - ROW_GAP) / data.charts.length) : below) - CHART_TITLE;
    if (worth >= WORTH_LEAST) return { ...stand, beside, height, chartTall, filled };
  }
  const columns = columnsFor(count, width);
  const height = Math.ceil(count / columns) * (TITLE_DOUBLE + ROW_GAP) - ROW_GAP;
  return { columns, double: true, wide: width / columns, tall: 0, beside: false, height, chartTall: filled - height - CHART_TITLE, filled };
}
