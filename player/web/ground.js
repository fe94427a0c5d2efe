// Plotly's part: the still scene, the 3-D landscape and the curves, and the maps to the screen.

import { tileOf } from "./draw.js";
import { lineColor, painted } from "./theme.js";

export const CONFIG = { displayModeBar: false, displaylogo: false, responsive: false, doubleClick: false };

/** Draws the panels' figure in `div`. */
export async function drawPanels(plotly, div, figure, theme) {
  const { data, layout } = painted(figure, theme);
  await plotly.react(div, data, layout, CONFIG);
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
    sized.scene[axis] = { ...sized.scene[axis], gridcolor: theme.line, color: theme.quiet };
  }
  await plotly.react(div, data, sized, CONFIG);
}

/** Draws one line per run over the steps; returns the tile of the axes. */
export async function drawCurve(plotly, div, curve, theme, runs, width) {
  const data = runs
    .filter((run) => !run.hidden)
    .map((run) => ({
      type: "scatter",
      mode: "lines",
      name: run.name,
      y: run.curve,
      line: { color: lineColor(theme, run.style.color), dash: run.style.dash, width: Math.min(run.style.width, 2) },
      opacity: run.style.opacity,
      hovertemplate: `${run.name} %{y:.3g}<extra></extra>`,
    }));
  const { layout } = painted(curve, theme);
  await plotly.react(div, data, { ...layout, width }, CONFIG);
  return tileOf(div._fullLayout.xaxis, div._fullLayout.yaxis);
}
