// Colours from the page: the ground of a figure is mixed from the page's own background.

let context;

/** [r, g, b] of any colour that CSS knows. */
export function rgb(color) {
  context ??= document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  context.fillStyle = "#000";
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
}

function mix(a, b, share) {
  const parts = a.map((value, i) => Math.round(value * (1 - share) + b[i] * share));
  return `rgb(${parts.join(",")})`;
}

/** The theme of the page that `element` stands in, as Streamlit's custom properties tell it. */
export function themeOf(element) {
  const style = getComputedStyle(element);
  const read = (name, fallback) => style.getPropertyValue(name).trim() || fallback;
  const background = read("--st-background-color", "#ffffff");
  const ground = rgb(background);
  const dark = ground[0] * 0.3 + ground[1] * 0.6 + ground[2] * 0.1 < 128;
  const text = rgb(read("--st-text-color", dark ? "#eeeeee" : "#222222"));
  const deep = dark ? [58, 86, 122] : [148, 178, 208];
  const shades = [0, 0.25, 0.5, 0.75, 1];
  return {
    dark,
    background,
    text: mix(text, ground, 0),
    quiet: mix(text, ground, 0.35),
    line: mix(text, ground, 0.8),
    contourLine: dark ? "rgba(255,255,255,0.16)" : "rgba(60,80,110,0.22)",
    scale: shades.map((s) => [s, mix(deep, ground, 0.12 + 0.8 * s ** 0.8)]),
    font: read("--st-font", "system-ui, sans-serif"),
  };
}

/** The figure with the theme's colours filled in; the arrays stay shared. */
export function painted(figure, theme) {
  const color = theme.quiet;
  const font = { family: theme.font, size: 11, color };
  const layout = { ...figure.layout, font, paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)" };
  for (const name of Object.keys(layout)) {
    if (/^[xy]axis/.test(name)) {
      layout[name] = { ...layout[name], tickcolor: theme.line, linecolor: theme.line, gridcolor: theme.line };
    }
  }
  const data = figure.data.map((trace) => {
    if (trace.type === "contour") {
      return { ...trace, colorscale: theme.scale, line: { ...trace.line, color: theme.contourLine } };
    }
    if (trace.type === "surface") {
      const z = { ...trace.contours?.z, color: theme.contourLine };
      return { ...trace, colorscale: theme.scale, contours: { ...trace.contours, z } };
    }
    return trace;
  });
  return { data, layout };
}
