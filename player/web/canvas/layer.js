// A transparent canvas over what lies under it, sharp on every screen and on paper.

import { element } from "../element.js";

/** Puts a canvas into `parent`; `paint(width, height, draw)` clears it and draws, in px: nothing as long
 *  as `sight` is not near. */
export function layer(parent, sight = { near: true, paper: false }) {
  const canvas = element("canvas", { class: "player-canvas", "aria-hidden": "true" });
  parent.append(canvas);
  let size = "";
  let ratio = 1;
  return {
    canvas,
    paint(width, height, draw) {
      if (!sight.near) return;
      const asked = sight.paper ? "paper" : [width, height, devicePixelRatio].join();
      if (sight.paper || asked !== size) {
        // Asked only now, since the zoom is an answer for which the browser lays the page out.
        ratio = Math.min(3, (devicePixelRatio || 1) * (canvas.currentCSSZoom ?? 1));
        size = asked;
        canvas.width = Math.round(width * ratio);
        canvas.height = Math.round(height * ratio);
        canvas.style.width = `${width}px`;
        canvas.style.height = `${height}px`;
      }
      const ctx = canvas.getContext("2d");
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      if (!sight.paper) ctx.clearRect(0, 0, width, height); // there it would clear what lies under it
      draw(ctx);
    },
  };
}
