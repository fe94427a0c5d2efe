// The runs' titles: swatch, name, value at this step. Over their panel, or in a row as a legend.

import { element } from "./bar.js";
import { DASHES, marker } from "./draw.js";
import { three } from "./geometry.js";

function swatch(style) {
  const canvas = element("canvas", { width: 68, height: 28, class: "player-swatch", "aria-hidden": "true" });
  const ctx = canvas.getContext("2d");
  ctx.scale(2, 2);
  ctx.strokeStyle = style.color;
  ctx.fillStyle = style.color;
  ctx.lineWidth = Math.max(2, style.width);
  ctx.setLineDash(DASHES[style.dash] ?? []);
  ctx.beginPath();
  ctx.moveTo(0, 7);
  ctx.lineTo(34, 7);
  ctx.stroke();
  marker(ctx, style.marker, 17, 7, 5);
  ctx.fill();
  return canvas;
}

/** The legend's DOM; `toggle(key)` is called when a run is hidden or shown. */
export function legend(toggle) {
  const node = element("div", { class: "player-legend", role: "group" });
  let values = [];
  let known = "";
  const entry = (run) => {
    const detail = element("span", { class: "player-detail" });
    const value = element("span", { class: "player-value" });
    const title = element(
      "button",
      { type: "button", class: "player-title", "data-run": run.key, onclick: () => toggle(run.key) },
      swatch(run.style),
      element("span", { class: "player-name" }, run.name),
      detail,
      value,
    );
    return { run, title, detail, value, text: "" };
  };
  return {
    node,
    /** One title per run; a run without a title (`quiet`) gets none. Those of the same runs stay. */
    fill(runs) {
      const titled = runs.filter((run) => !run.quiet);
      const faces = JSON.stringify(titled.map(({ key, name, style }) => [key, name, style]));
      if (faces !== known) {
        values = titled.map(entry);
        node.replaceChildren(...values.map((v) => v.title));
        known = faces;
      }
      titled.forEach((run, k) => {
        values[k].run = run;
        if (values[k].detail.textContent !== run.detail) values[k].detail.textContent = run.detail ?? "";
      });
    },
    /** Over the panels' tiles, each as wide as its tile or, if it needs more, up to its cell; or
     *  (without tiles) in a row. */
    place(tiles, width) {
      const columns = tiles?.filter((tile) => Math.abs(tile.top - tiles[0].top) < 2).length;
      node.classList.toggle("player-legend-row", !tiles);
      values.forEach(({ title }, i) => {
        const tile = tiles?.[i];
        const last = i % columns === columns - 1; // the others reach over the next one's ticks
        const end = ((i % columns) + 1) * (width / columns) + (last ? 0 : 20);
        title.style.cssText = tile
          ? `left:${tile.left}px;top:${tile.top - 25}px;min-width:${tile.width}px;max-width:${Math.max(tile.width, end - tile.left)}px`
          : "";
        title.tabIndex = tile ? -1 : 0;
      });
    },
    show(step) {
      for (const entry of values) {
        const { run } = entry;
        const text = three(run.value[Math.min(step, run.value.length - 1)]);
        if (text !== entry.text) entry.value.textContent = text;
        if (run.hidden !== entry.hidden) entry.title.setAttribute("aria-pressed", !run.hidden);
        Object.assign(entry, { text, hidden: run.hidden });
      }
    },
  };
}
