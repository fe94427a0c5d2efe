// Plotly's part: the still scene, the 3-D landscape and the curves, and the maps to the screen.

import { tileOf } from "./draw.js";
import { painted } from "./theme.js";

export const CONFIG = { displayModeBar: false, displaylogo: false, responsive: false, doubleClick: false };

/** Draws the panels' figure in `div`. */
export async function drawPanels(plotly, div, figure, theme) {
  const { data, layout } = painted(figure, theme);
  const [x, y] = [[...layout.xaxis.range], [...layout.yaxis.range]];
  await plotly.react(div, data, layout, CONFIG);
  // With one scale for both axes plotly keeps the old range of y where only the view has moved.
  const kept = div._fullLayout.yaxis.range;
  if (kept[0] !== y[0] || kept[1] !== y[1]) await plotly.relayout(div, { "xaxis.range": x, "yaxis.range": y });
}

/** The tiles of the `count` panels that plotly has laid out in `div`. */
export function tilesOf(div, count) {
  const axes = div._fullLayout;
  return Array.from({ length: count }, (_, i) => {
    const id = i === 0 ? "" : i + 1;
    return tileOf(axes[`xaxis${id}`], axes[`yaxis${id}`]);
  });
}

/** Draws the landscape. */
export async function drawLandscape(plotly, div, scene, theme, width, height) {
  const { data, layout } = painted(scene.landscape, theme);
  const sized = { ...layout, width, height, uirevision: "kept", scene: { ...layout.scene, uirevision: "kept" } };
  for (const axis of ["xaxis", "yaxis", "zaxis"]) {
    sized.scene[axis] = { ...sized.scene[axis], gridcolor: theme.line, color: theme.muted };
  }
  await plotly.react(div, data, sized, CONFIG);
}
