// The ground drawn here: coloured bands with thin lines between them, as sharp as the screen.

import { element } from "../element.js";
import { rgb } from "../stage/theme.js";
import { gridOf } from "../walk/wire.js";

const HAIR = 0.6; // px, the width of the lines between bands
const FLAT = 1e-9; // bands per px, below which the ground has no slope to speak of

/** The colour [r, g, b] at `share` of a scale `[[share, color], …]`. */
export function shade(scale, share) {
  const above = Math.max(1, scale.findIndex(([at]) => at >= share));
  const [[from, low], [to, high]] = [scale[above - 1], scale[above]];
  return low.map((value, i) => value + ((share - from) / (to - from)) * (high[i] - value));
}

/** The bands of a contour trace, as `sketch` takes them. */
export const bandsOf = (trace) => ({ z: gridOf(trace).z, zmin: trace.zmin, zmax: trace.zmax, size: trace.contours.size });

const clamped = (value) => Math.min(1, Math.max(0, value));

/** [r, g, b, a] of a CSS colour that may be transparent. */
function rgba(color) {
  const share = color.match(/^rgba\(.*,\s*([\d.]+)\)$/)?.[1];
  return [...rgb(color.replace(/^rgba\((.*),[^,]*\)$/, "rgb($1)")), Number(share ?? 1)];
}

/** Where each of `count` pixels lies among `cells + 1` samples: the sample before it, the rest. */
function places(count, cells) {
  return Array.from({ length: count }, (_, k) => {
    const at = Math.min(cells - 1e-9, Math.max(0, ((k + 0.5) / count) * cells));
    return [Math.floor(at), at - Math.floor(at)];
  });
}

/** The bands as an image of `width` × `height` px; `ratio`: px of the screen to one of the page.
 *  Colours change over one px of the screen, wherever that lies between the samples. */
export function bandImage({ z, zmin, zmax, size }, width, height, theme, ratio = 1) {
  const levels = Math.max(1, Math.round((zmax - zmin) / size));
  const scale = theme.scale.map(([share, color]) => [share, rgb(color)]);
  const colors = Array.from({ length: levels + 1 }, (_, k) => shade(scale, clamped((k * size) / (zmax - zmin))));
  const [red, green, blue, strong] = rgba(theme.contourLine);
  const across = places(width, z[0].length - 1);
  const up = places(height, z.length - 1).reverse();
  const cell = [width / (z[0].length - 1), height / (z.length - 1)];
  const pixels = new Uint8ClampedArray(4 * width * height);
  let at = 0;
  for (const [j, v] of up) {
    const [below, above] = [z[j], z[j + 1]];
    for (const [i, u] of across) {
      const [a, b, c, d] = [below[i], below[i + 1], above[i], above[i + 1]];
      const level = ((1 - v) * (a + u * (b - a)) + v * (c + u * (d - c)) - zmin) / size;
      if (Number.isFinite(level)) {
        const slope = Math.hypot(((1 - v) * (b - a) + v * (d - c)) / cell[0], ((1 - u) * (c - a) + u * (d - b)) / cell[1]) / size;
        const edge = Math.round(level);
        const off = slope > FLAT ? (level - edge) / slope : Math.sign(level - edge) * Infinity;
        const share = clamped(off + 0.5);
        const inner = edge > 0 && edge < levels;
        const line = inner ? strong * clamped((HAIR * ratio + 1) / 2 - Math.abs(off)) : 0;
        const low = colors[Math.min(levels - 1, Math.max(0, edge - 1))];
        const high = colors[Math.min(levels - 1, Math.max(0, edge))];
        for (const [k, ink] of [red, green, blue].entries()) {
          const ground = low[k] + share * (high[k] - low[k]);
          pixels[at + k] = ground + line * (ink - ground);
        }
        pixels[at + 3] = 255;
      }
      at += 4;
    }
  }
  return pixels;
}

/** Paints the bands of a contour map into every tile; all tiles have one size.
 *  @param {CanvasRenderingContext2D} ctx @param {Tile[]} tiles @param {any} bands @param {Theme} theme */
export function sketch(ctx, tiles, bands, theme) {
  const ratio = ctx.getTransform().a;
  const [width, height] = [tiles[0].width, tiles[0].height].map((px) => Math.max(1, Math.round(px * ratio)));
  const small = element("canvas", { width, height });
  small.getContext("2d").putImageData(new ImageData(bandImage(bands, width, height, theme, ratio), width, height), 0, 0);
  for (const tile of tiles) ctx.drawImage(small, tile.left, tile.top, tile.width, tile.height);
}
