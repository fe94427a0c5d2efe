import assert from "node:assert/strict";
import { test } from "node:test";

import { Gif, lzw, paletteOf } from "../../player/web/take/gif.js";

/** GIF's LZW read back: the numbers behind the bytes of `lzw`. */
function unpacked(bytes) {
  const data = [];
  for (let k = 1; bytes[k]; k += bytes[k] + 1) data.push(...bytes.slice(k + 1, k + 1 + bytes[k]));
  let [bits, held, size, at] = [0, 0, 9, 0];
  const next = () => {
    for (; bits < size; bits += 8) held += data[at++] * 2 ** bits;
    const code = held % 2 ** size;
    held = Math.floor(held / 2 ** size);
    bits -= size;
    return code;
  };
  const numbers = [];
  let [table, last] = [[], null];
  for (let code = next(); code !== 257; code = next()) {
    if (code === 256) {
      [table, last, size] = [Array.from({ length: 258 }, (_, k) => [k]), null, 9];
      continue;
    }
    const entry = table[code] ?? [...last, last[0]];
    numbers.push(...entry);
    if (last && table.length < 4096) table.push([...last, entry[0]]);
    if (table.length === 2 ** size && size < 12) size += 1;
    last = entry;
  }
  return numbers;
}

test("what is packed is unpacked again, past the end of the table", () => {
  let seed = 1;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  for (const [length, kinds] of [[1, 2], [7, 1], [40_000, 3], [30_000, 200], [20_000, 256]]) {
    const numbers = Uint8Array.from({ length }, () => Math.floor(random() * kinds));
    assert.deepEqual(unpacked(lzw(numbers)), [...numbers]);
  }
});

test("a colour of the palette stays what it is, whatever comes near it first", () => {
  const [near, own] = [[232, 247, 240], [234, 240, 246]];
  const picture = Uint8ClampedArray.from([near, ...Array(9).fill(own)].flatMap((color) => [...color, 255]));
  const colors = paletteOf([picture.slice(4)]);
  assert.deepEqual(colors, [own]);
  const gif = new Gif(10, 1, [...colors, near]);
  gif.add(picture, 5);
  assert.equal(gif.before[5], gif.number(Uint8ClampedArray.from([...own, 255]))[0]);
});
