// One instruction in the picture, until it has been followed once in this browser.

import { element } from "../element.js";

const USED = "player.start-moved";

function used() {
  try {
    return localStorage.getItem(USED) !== null;
  } catch {
    return false; // a browser that keeps nothing is told each time
  }
}

/** The hint's DOM: `place` puts it into a tile, `follow` takes it away for good. */
export function hint() {
  const node = element("div", { class: "player-hint", hidden: "" });
  let done = used();
  /** @type {Tile | null} */
  let under = null;
  return {
    node,
    /** At the foot of `tile`; nowhere without one. */
    place(tile, words) {
      node.hidden = done || !tile;
      if (node.hidden || (tile === under && words === node.textContent)) return;
      under = tile; // asked in every frame, it is put there once
      node.textContent = words;
      node.style.cssText = `left:${tile.left + tile.width / 2}px;top:${tile.top + tile.height - 6}px;max-width:${tile.width - 12}px`;
    },
    follow() {
      if (done) return;
      done = true;
      node.hidden = true;
      try {
        localStorage.setItem(USED, "1");
      } catch {
        // it is told again on the next page
      }
    },
  };
}
