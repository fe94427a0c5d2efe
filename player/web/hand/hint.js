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
  let stands = "";
  return {
    node,
    /** At the foot of `tile`, or at its head where the start, at the height `y`, is nearer to the foot;
     *  nowhere without one. */
    place(tile, words, y) {
      node.hidden = done || !tile;
      if (node.hidden) return;
      const { left, top, width, height } = tile;
      const head = y > top + height / 2;
      const style = `left:${left + width / 2}px;top:${head ? top + 6 : top + height - 6}px;max-width:${width - 12}px;translate:-50% ${head ? "0" : "-100%"}`;
      if (style + words === stands) return; // asked in every frame, it is put there once
      stands = style + words;
      node.textContent = words;
      node.style.cssText = style;
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
