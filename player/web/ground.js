// Plotly's part: the still scene, the 3-D landscape and the curves, and the maps to the screen.

import { grid, tile } from "./geometry.js";
import { tileOf, DASHES } from "./draw.js";
import { painted } from "./theme.js";

export const CONFIG = { displayModeBar: false, displaylogo: false, responsive: false, doubleClick: false };

/** Draws the contour map once per panel in `div`; returns the panels' tiles. */
export async function drawPanels(plotly, div, scene, theme, count, width, least, tall, room) {
  const { columns, rows } = grid(count, width, least);
  const height = Math.round(rows * tall(width / columns, rows));
  const { data, layout } = painted(tile(scene.contour, count, columns, width, height, room), theme);
  await plotly.react(div, data, layout, CONFIG);
  return tilesOf(div, count);
}

/** The tiles of the `count` panels that plotly has laid out in `div`. */
export function tilesOf(div, count) {
  const axes = div._fullLayout;
  return Array.from({ length: count }, (_, i) => {
    const id = i === 0 ? "" : i + 1;
    return tileOf(axes[`xaxis${id}`], axes[`yaxis${id}`]);
  });
}

const finiteIn = (run, scene, step) => {
  const { x0, x1, y0, y1 } = scene.view;
  const seen = { x: [], y: [], z: [] };
  for (let i = 0; i <= step; i += 1) {
    const [x, y] = run.path[i];
    const shown = x >= x0 && x <= x1 && y >= y0 && y <= y1 && Number.isFinite(run.height[i]);
    seen.x.push(shown ? x : null);
    seen.y.push(shown ? y : null);
    seen.z.push(shown ? run.height[i] + scene.lift : null);
  }
  return seen;
};

function landscapeRun(run, scene, step) {
  const seen = finiteIn(run, scene, Math.min(step, run.path.length - 1));
  const head = seen.x.length - 1;
  const dash = DASHES[run.style.dash]?.length ? run.style.dash : "solid";
  const line = { color: run.style.color, width: run.style.width * 2, dash };
  const common = { type: "scatter3d", hoverinfo: "skip", showlegend: false };
  return [
    { ...common, ...seen, mode: "lines", line, visible: run.hidden ? false : true },
    {
      ...common,
      x: [seen.x[head]],
      y: [seen.y[head]],
      z: [seen.z[head]],
      mode: "markers",
      marker: { color: run.style.color, size: 6, line: { color: "#fff", width: 1 } },
      visible: run.hidden ? false : true,
    },
  ];
}

/** Draws the landscape with all runs draped on it up to `step`. */
export async function drawLandscape(plotly, div, scene, theme, runs, step, width, height) {
  const { data, layout } = painted(scene.landscape, theme);
  const kinds = { minimum: "diamond", local: "circle", saddle: "x", maximum: "circle-open" };
  const marks = {
    type: "scatter3d",
    mode: "markers",
    x: scene.marks.map((m) => m.x),
    y: scene.marks.map((m) => m.y),
    z: scene.marks.map((m) => m.z + scene.lift),
    marker: { size: 4, color: theme.text, symbol: scene.marks.map((m) => kinds[m.kind]) },
    hoverinfo: "skip",
    showlegend: false,
  };
  const traces = [...data, marks, ...runs.flatMap((run) => landscapeRun(run, scene, step))];
  const sized = { ...layout, width, height, uirevision: "kept", scene: { ...layout.scene, uirevision: "kept" } };
  for (const axis of ["xaxis", "yaxis", "zaxis"]) {
    sized.scene[axis] = { ...sized.scene[axis], gridcolor: theme.line, color: theme.quiet };
  }
  await plotly.react(div, traces, sized, CONFIG);
}

/** Reveals the runs on the landscape up to `step`; the scene and the camera stay. */
export function revealLandscape(plotly, div, scene, runs, step) {
  const traces = runs.flatMap((run) => landscapeRun(run, scene, step));
  const first = div.data.length - traces.length;
  const patch = { x: traces.map((t) => t.x), y: traces.map((t) => t.y), z: traces.map((t) => t.z) };
  return plotly.restyle(div, patch, traces.map((_, i) => first + i));
}

/** Draws one line per run over the steps; returns the tile of the axes. */
export async function drawCurve(plotly, div, curve, theme, runs, width, height) {
  const data = runs
    .filter((run) => !run.hidden)
    .map((run) => ({
      type: "scatter",
      mode: "lines",
      name: run.name,
      y: run.curve,
      line: { color: run.style.color, dash: run.style.dash, width: Math.min(run.style.width, 2) },
      opacity: run.style.opacity,
      hovertemplate: `${run.name} %{y:.3g}<extra></extra>`,
    }));
  const { layout } = painted(curve, theme);
  await plotly.react(div, data, { ...layout, width, height }, CONFIG);
  return tileOf(div._fullLayout.xaxis, div._fullLayout.yaxis);
}
