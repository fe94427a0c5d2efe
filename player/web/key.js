// What the arrows mean: a line of samples with their names.

import { element } from "./bar.js";
import { DASHES } from "./draw.js";

function sample({ dash, color, name }) {
  const strokes = (DASHES[dash] ?? []).join(" ");
  const art = `<svg viewBox="0 0 34 10" width="34" height="10" aria-hidden="true"><path d="M1 5h25" stroke-width="2" stroke-dasharray="${strokes}"/><path d="M25 1l8 4-8 4z" class="player-tip"/></svg>`;
  const item = element("span", { html: art }, name);
  if (color) item.firstChild.style.color = color;
  return item;
}

/** The key's DOM; `fill(runs)` names every kind of arrow once. */
export function arrowKey() {
  const node = element("div", { class: "player-key", hidden: "" });
  return {
    node,
    fill(runs) {
      const named = runs.flatMap((run) => run.arrows ?? []).filter((arrow) => arrow.name);
      const kinds = [...new Map(named.map((arrow) => [arrow.name, arrow])).values()];
      node.replaceChildren(...kinds.map(sample));
      node.hidden = kinds.length === 0;
    },
  };
}
