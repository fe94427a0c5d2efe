// A transparent canvas over what lies under it, sharp on every screen and on paper.

import { element } from "../element.js";

/** Draws `part`, and nothing outside its box. @param {CanvasRenderingContext2D} ctx @param {LayerPart} part */
function drawPart(ctx, { box, draw }) {
  ctx.save();
  ctx.beginPath();
  ctx.rect(box.left, box.top, box.width, box.height);
  ctx.clip();
  draw(ctx);
  ctx.restore();
}

/** Whether both parts show the same. @param {LayerPart} a @param {LayerPart} b */
const showSame = (a, b) => a.shows.length === b.shows.length && a.shows.every((value, k) => value === b.shows[k]);

/** Puts a canvas into `parent`; `paint(width, height, draw)` clears it and draws, in px: nothing as long
 *  as `sight` is not near. `paintParts(width, height, parts)` does so within each part's box, and
 *  leaves alone what shows the same as before. */
export function layer(parent, sight = { near: true, paper: false }) {
  const canvas = element("canvas", { class: "player-canvas", "aria-hidden": "true" });
  parent.append(canvas);
  let size = "";
  let ratio = 1;
  /** What the canvas holds, if it was painted in parts. @type {LayerPart[]} */ let shown = [];

  /** Gives the canvas its size, which empties it if it is another one; its context. */
  function fit(width, height) {
    const asked = sight.paper ? "paper" : [width, height, devicePixelRatio].join();
    if (sight.paper || asked !== size) {
      // For its own zoom, the browser would lay out what has changed: not of what was just looked at.
      const zoom = sight.paper ? undefined : sight.zoom;
      ratio = Math.min(3, (devicePixelRatio || 1) * (zoom ?? canvas.currentCSSZoom ?? 1));
      size = asked;
      shown = [];
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
    }
    const ctx = canvas.getContext("2d");
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    return ctx;
  }

  /** Clears the box; on paper that would clear what lies under it. */
  function clear(ctx, left, top, width, height) {
    if (!sight.paper) ctx.clearRect(left, top, width, height);
  }

  return {
    canvas,
    paint(width, height, draw) {
      if (!sight.near) return;
      const ctx = fit(width, height);
      shown = [];
      clear(ctx, 0, 0, width, height);
      draw(ctx);
    },
    /** @param {number} width @param {number} height @param {LayerPart[]} parts */
    paintParts(width, height, parts) {
      if (!sight.near) return;
      const ctx = fit(width, height);
      const laid = shown.length === parts.length && parts.every(({ box }, k) => box === shown[k].box);
      if (!laid) clear(ctx, 0, 0, width, height);
      parts.forEach((part, k) => {
        if (laid && showSame(part, shown[k])) return;
        if (laid) clear(ctx, part.box.left, part.box.top, part.box.width, part.box.height);
        drawPart(ctx, part);
      });
      shown = parts;
    },
  };
}
