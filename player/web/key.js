// What arrows and guides mean: a line of samples with their names.

import { element } from "./bar.js";
import { DASHES } from "./draw.js";

const TIP = '<path d="M25 1l8 4-8 4z" class="player-tip"/>';

function keySample({ dash, color, name, vectors }) {
  const strokes = (DASHES[dash] ?? []).join(" ");
  const art = `<svg viewBox="0 0 34 10" width="34" height="10" aria-hidden="true"><path d="M1 5h${vectors ? 25 : 32}" stroke-width="2" stroke-dasharray="${strokes}"/>${vectors ? TIP : ""}</svg>`;
  const item = element("span", { html: art }, name);
  if (color) item.firstChild.style.color = color;
  return item;
}

/** The key's DOM; `fill` names every kind of arrow and guide once. */
export function arrowKey() {
  const node = element("div", { class: "player-key", hidden: "" });
  return {
    node,
    fill(runs, guides = []) {
      const named = [...runs.flatMap((run) => run.arrows ?? []), ...guides].filter((kind) => kind.name);
      const kinds = [...new Map(named.map((arrow) => [arrow.name, arrow])).values()];
      node.replaceChildren(...kinds.map(keySample));
      node.hidden = kinds.length === 0;
    },
  };
}
