// Colours from the page: those of the ground are mixed from the page's own.

import { rgb } from "../canvas/color.js";

function blend(a, b, share) {
  return a.map((value, i) => Math.round(value * (1 - share) + b[i] * share));
}

const css = (parts) => `rgb(${parts.join(",")})`;
const mix = (a, b, share) => css(blend(a, b, share));

/** The relative luminance of [r, g, b] (WCAG 2.2). */
function luminance(color) {
  const [r, g, b] = color.map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** How well two colours [r, g, b] are told apart, from 1 to 21 (WCAG 2.2). */
export function contrast(a, b) {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const USUAL_SMALL = 11; // px of the smallest letters, where the page does not ask for others
const LEGIBLE = 3; // the contrast that WCAG asks of a graphic (1.4.11)
const SHADES = [0, 0.25, 0.5, 0.75, 1];

/** The colours of the ground from the deepest to the highest, on a page of colour `page`. */
export function groundShades(page, dark) {
  const deep = dark ? [44, 66, 96] : [148, 178, 208];
  return SHADES.map((s) => blend(deep, page, 0.12 + 0.8 * s ** 0.8));
}

/** The tint of `color` nearest to it, on the way to `text`, that stands out from all of `others`. */
export function tint(color, text, others) {
  for (let share = 0; share < 1; share += 0.02) {
    const tried = blend(color, text, share);
    if (others.every((other) => contrast(tried, other) >= LEGIBLE)) return tried;
  }
  return text;
}

/** How a colour is drawn on this page: `fill`, and a thin `edge` that stands out where the fill
 *  alone does not. On a dark page the fill is lightened; on a light one a dark edge keeps its hue. */
export function inkOn(color, { page, text, dark }) {
  if (dark) return { fill: tint(color, text, [page, ...groundShades(page, dark)]), edge: null };
  return { fill: color, edge: contrast(color, page) < LEGIBLE ? tint(color, text, [page]) : null };
}

/** The theme of the page that `element` stands in, as Streamlit's custom properties tell it. */
export function themeOf(element) {
  const style = getComputedStyle(element);
  const read = (name, fallback) => style.getPropertyValue(name).trim() || fallback;
  const background = read("--st-background-color", "#ffffff");
  const page = rgb(background);
  const dark = luminance(page) < 0.2;
  const text = rgb(read("--st-text-color", dark ? "#eeeeee" : "#222222"));
  const shades = groundShades(page, dark);
  const inks = new Map();
  return {
    dark,
    background,
    text: css(text),
    muted: mix(text, page, 0.35),
    line: mix(text, page, 0.8),
    contourLine: dark ? "rgba(255,255,255,0.16)" : "rgba(60,80,110,0.22)",
    scale: SHADES.map((s, i) => [s, css(shades[i])]),
    font: read("--st-font", "system-ui, sans-serif"),
    /** The px of the smallest letters. */
    small: parseFloat(read("--player-small", String(USUAL_SMALL))),
    /** `{fill, edge}` in which a colour of a run is drawn; the same for as long as the theme is. */
    ink(color) {
      if (!inks.has(color)) {
        const { fill, edge } = inkOn(rgb(color), { page, text, dark });
        inks.set(color, { fill: css(fill), edge: edge && css(edge) });
      }
      return inks.get(color);
    },
  };
}

/** The colour of a line over the steps or in a chart, which has no edge.
 *  @param {Theme} theme @param {string} color */
export function lineColor(theme, color) {
  const { fill, edge } = theme.ink(color);
  return edge ?? fill;
}

export const PLOTLY_CONFIG = { displayModeBar: false, displaylogo: false, responsive: false, doubleClick: false };

/** The figure with the theme's colours filled in; the arrays stay shared. */
export function painted(figure, theme) {
  const color = theme.muted;
  const font = { family: theme.font, size: theme.small, color };
  const layout = { ...figure.layout, font, paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)" };
  for (const name of Object.keys(layout)) {
    if (/^[xy]axis/.test(name)) {
      const { tickfont } = layout[name];
      if (tickfont?.size) layout[name] = { ...layout[name], tickfont: { ...tickfont, size: (tickfont.size * theme.small) / USUAL_SMALL } };
      layout[name] = { ...layout[name], tickcolor: theme.line, linecolor: theme.line, gridcolor: theme.line };
    }
  }
  const data = figure.data.map((trace) => {
    if (trace.type === "surface") {
      const z = { ...trace.contours?.z, color: theme.line }; // WebGL's lines are opaque
      return { ...trace, colorscale: theme.scale, contours: { ...trace.contours, z } };
    }
    return trace;
  });
  return { data, layout };
}
