// The ground in broad strokes, for as long as plotly.js is still on its way.

import { element } from "../element.js";
import { rgb } from "./theme.js";
import { gridOf } from "../walk/wire.js";

/** The colour [r, g, b] at `share` of a scale `[[share, color], …]`. */
export function shade(scale, share) {
  const above = Math.max(1, scale.findIndex(([at]) => at >= share));
  const [[from, low], [to, high]] = [scale[above - 1], scale[above]];
  return low.map((value, i) => value + ((share - from) / (to - from)) * (high[i] - value));
}

/** The bands of a contour trace, as `sketch` takes them. */
export const bandsOf = (trace) => ({ z: gridOf(trace).z, zmin: trace.zmin, zmax: trace.zmax, size: trace.contours.size });

/** Paints the bands of a contour map into every tile. */
export function sketch(ctx, tiles, { z, zmin, zmax, size }, theme) {
  const scale = theme.scale.map(([share, color]) => [share, rgb(color)]);
  const [rows, columns] = [z.length, z[0].length];
  const small = element("canvas", { width: columns, height: rows });
  const image = new ImageData(columns, rows);
  z.forEach((line, j) => {
    line.forEach((value, i) => {
      const band = (Math.floor((value - zmin) / size) * size) / (zmax - zmin);
      const color = Number.isFinite(value) ? [...shade(scale, Math.min(1, Math.max(0, band))), 255] : [0, 0, 0, 0];
      image.data.set(color, 4 * ((rows - 1 - j) * columns + i));
    });
  });
  small.getContext("2d").putImageData(image, 0, 0);
  for (const { left, top, width, height } of tiles) ctx.drawImage(small, left, top, width, height);
}
