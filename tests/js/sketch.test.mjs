// The ground of coloured bands, pixel by pixel.
import assert from "node:assert/strict";
import { test } from "node:test";

let ink = [0, 0, 0];
globalThis.document = {
  createElement: () => ({
    getContext: () => ({
      set fillStyle(color) {
        if (color.startsWith("rgb")) ink = color.match(/[\d.]+/g).map(Number);
      },
      fillRect() {},
      getImageData: () => ({ data: [...ink.slice(0, 3), 255] }),
    }),
  }),
};
const { bandImage } = await import("../../player/web/canvas/sketch.js");

const theme = { scale: [[0, "rgb(0,0,0)"], [1, "rgb(200,100,40)"]], contourLine: "rgba(255,0,0,0.5)" };
const lit = { ...theme, scale: [[0, "rgb(30,60,90)"], [1, "rgb(200,100,40)"]] };
const slope = (value) => Array.from({ length: 5 }, (_row, j) => Float64Array.from({ length: 5 }, (_column, i) => value(i, j)));
const bands = (z) => ({ z, low: 0, high: 4, interval: 1 });
const pixel = (image, width, x, y) => [...image.slice(4 * (y * width + x), 4 * (y * width + x) + 4)];

test("a band has the colour of its share of the scale", () => {
  const image = bandImage(bands(slope((i) => i)), 40, 8, theme);
  for (let k = 0; k < 4; k++) assert.deepEqual(pixel(image, 40, 10 * k + 5, 3), [50 * k, 25 * k, 10 * k, 255]);
});

test("up is up: the last row of samples is the first of the picture", () => {
  const image = bandImage(bands(slope((_, j) => j)), 8, 40, theme);
  for (let k = 0; k < 4; k++) assert.deepEqual(pixel(image, 8, 3, 39 - (10 * k + 5)), [50 * k, 25 * k, 10 * k, 255]);
});

test("a thin line parts two bands, and none runs along the end of the scale", () => {
  const image = bandImage(bands(slope((i) => i)), 40, 8, theme);
  assert.ok(pixel(image, 40, 10, 3)[0] > 70, "the line is red, the band 50");
  assert.deepEqual(pixel(image, 40, 0, 3), [0, 0, 0, 255]);
});

test("flat ground has its band's colour, and what has no height none", () => {
  const flat = bandImage(bands(slope(() => 2.5)), 6, 6, theme);
  assert.deepEqual(pixel(flat, 6, 2, 2), [100, 50, 20, 255]);
  const plain = bandImage({ z: slope(() => 2.5), low: 2.5, high: 2.5, interval: 1e-9 }, 6, 6, lit);
  assert.deepEqual(pixel(plain, 6, 2, 2), [30, 60, 90, 255]);
  const hole = bandImage(bands(slope((i) => (i > 2 ? NaN : 1.5))), 8, 8, theme);
  assert.deepEqual(pixel(hole, 8, 1, 1), [50, 25, 10, 255]);
  assert.deepEqual(pixel(hole, 8, 7, 1), [0, 0, 0, 0]);
});
