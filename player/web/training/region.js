// What a network says about the plane, as a picture: a tint for each class and the border between.

const LEVELS = 16;
export const CLASSES = ["#3f76b5", "#d9822b"]; // class 0 and class 1
const STRONGEST = 0.5; // how much of a class's colour the surest place has

/** How sure of class 1 each level is: the levels are close where no class leads. */
const SURE = Array.from({ length: LEVELS }, (_, level) => {
  const place = (2 * (level + 0.5)) / LEVELS - 1;
  return 0.5 + (Math.sign(place) * place ** 2) / 2;
});

/** The cells of one frame, two in a byte, as numbers 0 … 1. */
export function unpacked(bytes, into = new Float32Array(bytes.length * 2)) {
  for (let i = 0; i < bytes.length; i += 1) {
    into[2 * i] = SURE[bytes[i] & 15];
    into[2 * i + 1] = SURE[bytes[i] >> 4];
  }
  return into;
}

/** Where a step lies among the steps of ascending frames: the frame before it, and the share of the
 *  way to the next one. A run of few steps has several frames of one step. */
export function between(frames, step) {
  let k = 0;
  while (k < frames.length - 2 && frames[k + 1] <= step) k += 1;
  if (frames.length < 2) return [0, 0];
  const share = (step - frames[k]) / Math.max(1, frames[k + 1] - frames[k]);
  return [k, Math.min(1, Math.max(0, share))];
}

/** The cells between two frames. */
export function mixed(a, b, share, into) {
  for (let i = 0; i < a.length; i += 1) into[i] = a[i] + share * (b[i] - a[i]);
  return into;
}

/** The pieces of the line on which the cells (size × size, rows upwards) are one half, in units of
 *  the picture: x to the right and y downwards, each from 0 to 1. */
export function border(cells, size) {
  const pieces = [];
  const at = (i, j) => cells[j * size + i] - 0.5;
  const place = (i, j) => [(i + 0.5) / size, 1 - (j + 0.5) / size];
  const cut = (i, j, k, l) => {
    const [a, b] = [at(i, j), at(k, l)];
    if (a < 0 === b < 0) return null;
    const [p, q] = [place(i, j), place(k, l)];
    const share = a / (a - b);
    return [p[0] + share * (q[0] - p[0]), p[1] + share * (q[1] - p[1])];
  };
  for (let j = 0; j + 1 < size; j += 1) {
    for (let i = 0; i + 1 < size; i += 1) {
      const sides = [cut(i, j, i + 1, j), cut(i + 1, j, i + 1, j + 1), cut(i, j + 1, i + 1, j + 1), cut(i, j, i, j + 1)].filter(Boolean);
      if (sides.length === 2) pieces.push(sides);
      if (sides.length === 4) pieces.push([sides[0], sides[1]], [sides[2], sides[3]]);
    }
  }
  return pieces;
}

/** A table from cells 0 … 1 (in 256 steps) to colours [r, g, b]; `page`: the colour behind them. */
export function tints(page, classes, dark) {
  const strongest = dark ? STRONGEST + 0.1 : STRONGEST;
  return Array.from({ length: 256 }, (_, v) => {
    const sure = Math.abs(v / 255 - 0.5) * 2;
    const color = classes[v < 128 ? 0 : 1];
    const share = strongest * (0.25 + 0.75 * sure);
    return page.map((value, c) => value * (1 - share) + color[c] * share);
  });
}

/** Paints cells into the pixels of an image of their size, the first row at the bottom. */
export function tinted(cells, size, table, pixels) {
  for (let j = 0; j < size; j += 1) {
    for (let i = 0; i < size; i += 1) {
      const [r, g, b] = table[Math.round(255 * cells[j * size + i])];
      const k = 4 * ((size - 1 - j) * size + i);
      pixels[k] = r;
      pixels[k + 1] = g;
      pixels[k + 2] = b;
      pixels[k + 3] = 255;
    }
  }
}
