// The ground drawn here: coloured bands with thin lines between them, as sharp as the screen.

import { element } from "../element.js";
import { rgb } from "./color.js";

const HAIR = 0.6; // px, the width of the lines between bands

/** The colour [r, g, b] at `share` of a scale `[[share, color], …]`. */
export function shade(scale, share) {
  const above = Math.max(1, scale.findIndex(([at]) => at >= share));
  const [[from, low], [to, high]] = [scale[above - 1], scale[above]];
  return low.map((value, i) => value + ((share - from) / (to - from)) * (high[i] - value));
}

const clamped = (value) => Math.min(1, Math.max(0, value));

/** [r, g, b, a] of a CSS colour that may be transparent. */
function rgba(color) {
  const share = color.match(/^rgba\(.*,\s*([\d.]+)\)$/)?.[1];
  return [...rgb(color.replace(/^rgba\((.*),[^,]*\)$/, "rgb($1)")), Number(share ?? 1)];
}

/** Where each of `count` pixels lies among the samples: the sample before it, and the share of the
 *  way to the next one. */
function places(count, samples) {
  const before = new Int32Array(count);
  const share = Float64Array.from({ length: count }, (_, k) => {
    const at = Math.min(samples - 1 - 1e-9, Math.max(0, ((k + 0.5) / count) * (samples - 1)));
    before[k] = Math.floor(at);
    return at - before[k];
  });
  return { before, share };
}

/** The bands as an image of `width` × `height` px; `ratio`: px of the screen to one of the page.
 *  Colours change over one px of the screen, wherever that lies between the samples.
 *  @param {Ground} ground */
export function bandImage({ z, low: floor, high: top, interval }, width, height, theme, ratio = 1) {
  const levels = Math.max(1, Math.round((top - floor) / interval));
  const colors = colorsOf(theme.scale, levels, top > floor ? interval / (top - floor) : 0);
  const plain = plainly(colors);
  const [red, green, blue, strong] = rgba(theme.contourLine);
  const [columns, rows] = [z[0].length, z.length];
  const across = places(width, columns);
  const up = places(height, rows);
  const [perX, perY] = [(columns - 1) / width, (rows - 1) / height]; // samples to a px
  const [level, rise] = [new Float64Array(columns), new Float64Array(columns)]; // along a row of px
  const half = (HAIR * ratio + 1) / 2; // px from the middle of a line to where it is seen no more
  const pixels = new Uint8ClampedArray(4 * width * height);
  const whole = new Uint32Array(pixels.buffer);
  for (let k = 0, row = height - 1; row >= 0; row--) {
    const [below, above, v] = [z[up.before[row]], z[up.before[row] + 1], up.share[row]];
    for (let i = 0; i < columns; i++) {
      rise[i] = (above[i] - below[i]) / interval;
      level[i] = (below[i] - floor) / interval + v * rise[i];
    }
    for (let column = 0; column < width; column++, k++) {
      const i = across.before[column];
      const u = across.share[column];
      const run = level[i + 1] - level[i];
      const here = level[i] + u * run;
      if (!Number.isFinite(here)) continue;
      const east = run * perX; // not both at once: an array for each px takes longer than all the rest
      const north = (rise[i] + u * (rise[i + 1] - rise[i])) * perY;
      const steep = east * east + north * north; // the square of the slope, in bands per px
      const edge = Math.floor(here + 0.5);
      const beside = here - edge;
      if (beside * beside >= half * half * steep) {
        whole[k] = plain[Math.min(levels - 1, Math.max(0, beside < 0 ? edge - 1 : edge))];
        continue;
      }
      const off = beside / Math.sqrt(steep);
      const share = clamped(off + 0.5);
      const line = edge > 0 && edge < levels ? strong * clamped(half - Math.abs(off)) : 0;
      const low = 3 * Math.min(levels - 1, Math.max(0, edge - 1));
      const high = 3 * Math.min(levels - 1, Math.max(0, edge));
      pixels[4 * k] = toned(colors[low], colors[high], share, red, line);
      pixels[4 * k + 1] = toned(colors[low + 1], colors[high + 1], share, green, line);
      pixels[4 * k + 2] = toned(colors[low + 2], colors[high + 2], share, blue, line);
      pixels[4 * k + 3] = 255;
    }
  }
  return pixels;
}

/** The colours of the bands, red, green and blue in turn; a band is `step` of the scale. */
function colorsOf(scale, levels, step) {
  const stops = scale.map(([share, color]) => [share, rgb(color)]);
  return Float64Array.from(Array.from({ length: levels + 1 }, (_, k) => shade(stops, clamped(k * step))).flat());
}

/** Each colour as one pixel. */
function plainly(colors) {
  const pixels = Uint8ClampedArray.from({ length: (4 * colors.length) / 3 }, (_, k) => (k % 4 < 3 ? colors[3 * (k >> 2) + (k % 4)] : 255));
  return new Uint32Array(pixels.buffer);
}

/** From `low` to `high` by `share`, and on to `ink` by `line`. */
function toned(low, high, share, ink, line) {
  const band = low + share * (high - low);
  return band + line * (ink - band);
}

/** Paints the bands of the ground into every tile; all tiles have one size.
 *  @param {CanvasRenderingContext2D} ctx @param {Tile[]} tiles @param {Ground} ground @param {Theme} theme */
export function sketch(ctx, tiles, ground, theme) {
  const ratio = ctx.getTransform().a;
  const [width, height] = [tiles[0].width, tiles[0].height].map((px) => Math.max(1, Math.round(px * ratio)));
  const small = element("canvas", { width, height });
  small.getContext("2d").putImageData(new ImageData(bandImage(ground, width, height, theme, ratio), width, height), 0, 0);
  const whole = (px) => Math.round(px * ratio) / ratio; // a px of the image is one of the screen
  for (const tile of tiles) ctx.drawImage(small, whole(tile.left), whole(tile.top), width / ratio, height / ratio);
}
