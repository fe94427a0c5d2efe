// Moving pictures as GIF (GIF89a, W3C 1990): one palette, and of each frame what has changed.

const GIF_COLORS = 255; // the last of 256 is what is left as it was
const UNCHANGED = 255;
const FOR_EVER = [0x21, 0xff, 11, ...bytesOf("NETSCAPE2.0"), 3, 1, 0, 0, 0];

function bytesOf(text) {
  return Array.from(text, (letter) => letter.charCodeAt(0));
}

const twoBytes = (value) => [value & 255, value >> 8];
const binOf = (rgba, k) => ((rgba[k] >> 3) << 10) | ((rgba[k + 1] >> 3) << 5) | (rgba[k + 2] >> 3);

/** The commonest colours of some pictures, [r, g, b] each: the mean of those in a bin of 8 × 8 × 8. */
export function paletteOf(pictures) {
  const sums = new Float64Array(4 << 15);
  for (const rgba of pictures) {
    for (let k = 0; k < rgba.length; k += 4) {
      const bin = 4 * binOf(rgba, k);
      sums[bin] += 1;
      for (let c = 0; c < 3; c += 1) sums[bin + 1 + c] += rgba[k + c];
    }
  }
  const bins = Array.from({ length: 1 << 15 }, (_, bin) => 4 * bin).filter((bin) => sums[bin]);
  bins.sort((a, b) => sums[b] - sums[a]);
  return bins.slice(0, GIF_COLORS).map((bin) => [1, 2, 3].map((c) => Math.round(sums[bin + c] / sums[bin])));
}

/** A function that gives every pixel of a picture the number of the nearest colour. */
function painter(colors) {
  const found = new Int16Array(1 << 15).fill(-1);
  colors.forEach((color, k) => (found[binOf(color, 0)] = k));
  const nearest = (r, g, b) => {
    let [best, least] = [0, Infinity];
    colors.forEach(([x, y, z], k) => {
      const far = (r - x) ** 2 + (g - y) ** 2 + (b - z) ** 2;
      if (far < least) [best, least] = [k, far];
    });
    return best;
  };
  return (rgba) => {
    const numbers = new Uint8Array(rgba.length / 4);
    for (let k = 0; k < rgba.length; k += 4) {
      const bin = binOf(rgba, k);
      if (found[bin] < 0) found[bin] = nearest(rgba[k], rgba[k + 1], rgba[k + 2]);
      numbers[k / 4] = found[bin];
    }
    return numbers;
  };
}

/** The bytes of `numbers` packed as GIF's LZW with codes of 9 to 12 bits, in blocks of 255. */
export function lzw(numbers) {
  const [clear, end, most] = [256, 257, 4096];
  const codes = new Uint16Array(most << 8); // of a code followed by a number; 0 where there is none
  const packed = new Uint8Array(2 * numbers.length + 8);
  let [bits, held, size, next, count] = [0, 0, 9, end + 1, 0];
  const put = (code) => {
    held |= code << bits;
    for (bits += size; bits >= 8; bits -= 8) {
      packed[count++] = held & 255;
      held >>>= 8;
    }
  };
  put(clear);
  let prefix = numbers[0];
  for (let k = 1; k < numbers.length; k += 1) {
    const pair = (prefix << 8) | numbers[k];
    if (codes[pair]) {
      prefix = codes[pair];
      continue;
    }
    put(prefix);
    prefix = numbers[k];
    if (next === most) {
      put(clear);
      codes.fill(0);
      [size, next] = [9, end + 1];
    } else {
      if (next === 1 << size) size += 1;
      codes[pair] = next;
      next += 1;
    }
  }
  put(prefix);
  if (next === 1 << size && next < most) size += 1; // who reads it has counted one code more
  put(end);
  if (bits > 0) packed[count++] = held & 255;
  return blocks(packed.subarray(0, count));
}

/** Bytes as GIF holds them: the width of the first codes, then blocks of 255, each after its length. */
function blocks(packed) {
  const full = Math.ceil(packed.length / 255);
  const bytes = new Uint8Array(packed.length + full + 2);
  bytes[0] = 8;
  for (let k = 0; k < full; k += 1) {
    const block = packed.subarray(255 * k, 255 * (k + 1));
    bytes[1 + 256 * k] = block.length;
    bytes.set(block, 2 + 256 * k);
  }
  return bytes;
}

/** The rows and columns in which two pictures differ, at least one pixel: [left, top, width, height]. */
function changedBox(before, now, width, height) {
  let [left, right, top, bottom] = [width, 0, height, 0];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (before && before[y * width + x] === now[y * width + x]) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
    }
  }
  return left > right ? [0, 0, 1, 1] : [left, top, right - left + 1, bottom - top + 1];
}

/** A GIF of `width` × `height` px in these colours. */
export class Gif {
  /** @param {number} width @param {number} height @param {number[][]} colors */
  constructor(width, height, colors) {
    this.width = width;
    this.height = height;
    this.number = painter(colors);
    const table = Array.from({ length: 256 }, (_, k) => colors[k] ?? [0, 0, 0]).flat();
    this.parts = [new Uint8Array([...bytesOf("GIF89a"), ...twoBytes(width), ...twoBytes(height), 0xf7, 0, 0, ...table, ...FOR_EVER])];
    this.before = null;
  }

  /** Adds a picture, the RGBA of all pixels, that is shown for `delay` hundredths of a second. */
  add(rgba, delay) {
    const now = this.number(rgba);
    const { before, width } = this;
    const [left, top, wide, high] = changedBox(before, now, width, this.height);
    const numbers = new Uint8Array(wide * high);
    for (let y = 0; y < high; y += 1) {
      for (let x = 0; x < wide; x += 1) {
        const k = (top + y) * width + left + x;
        numbers[y * wide + x] = before && before[k] === now[k] ? UNCHANGED : now[k];
      }
    }
    const control = [0x21, 0xf9, 4, before ? 0b101 : 0b100, ...twoBytes(delay), UNCHANGED, 0];
    const place = [0x2c, ...twoBytes(left), ...twoBytes(top), ...twoBytes(wide), ...twoBytes(high), 0];
    this.parts.push(new Uint8Array([...control, ...place]), lzw(numbers));
    this.before = now;
  }

  blob() {
    return new Blob([...this.parts, new Uint8Array([0x3b])], { type: "image/gif" });
  }
}
