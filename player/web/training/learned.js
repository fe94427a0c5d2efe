// The picture of one network: its region of the plane with the points, or what it sees in images.

import { marker } from "../stage/draw.js";
import { between, border, CLASSES, mixed, tinted, tints, unpacked } from "./region.js";
import { rgb } from "../canvas/color.js";
import { linesIn, widthOf } from "../canvas/letters.js";

const CLASS_SHAPES = ["circle", "square"];
const CELL_GAP = 3;
const CELL_LEAST = 13; // px, in which the number under an image has room
const CELL_USUAL = 27;
const HEADROOM = 4; // px over the first line: Chinese letters reach above what a font calls its top
const LEADING = 5; // px from a line of letters to the next

/** A picture of points of the plane. */
export class Plane {
  /** @type {?Theme} */ known = null;
  /** @type {number[][]} */ table = [];

  constructor({ view, train, test, size }) {
    this.view = view;
    this.train = train;
    this.test = test;
    this.size = size;
    this.small = Object.assign(document.createElement("canvas"), { width: size, height: size });
    this.ctx = this.small.getContext("2d");
    this.image = this.ctx.createImageData(size, size);
    this.cells = new Float32Array(size * size);
    this.frames = new WeakMap();
  }

  /** The height of a picture of width 1. */
  get ratio() {
    const { x0, x1, y0, y1 } = this.view;
    return Math.min(1.15, Math.max(0.62, (y1 - y0) / (x1 - x0)));
  }

  /** Height for a width, in px. */
  height(width) {
    return Math.round(width * this.ratio);
  }

  /** As large as it can be in `width` × `height` px; `worth`: px of what is to be seen. */
  fit(width, height) {
    const wide = Math.floor(Math.min(width, height / this.ratio));
    return { wide, tall: this.height(wide), worth: wide };
  }

  decoded(bytes) {
    if (!this.frames.has(bytes)) this.frames.set(bytes, unpacked(bytes));
    return this.frames.get(bytes);
  }

  paint(ctx, width, height, run, frames, step, theme) {
    const [k, share] = between(frames, step);
    const [a, b] = [k, Math.min(k + 1, frames.length - 1)].map((f) => this.decoded(run.regions[f]));
    mixed(a, b, share, this.cells);
    if (this.known !== theme) {
      this.known = theme;
      this.table = tints(rgb(theme.background), CLASSES.map(rgb), theme.dark);
    }
    tinted(this.cells, this.size, this.table, this.image.data);
    this.ctx.putImageData(this.image, 0, 0);
    ctx.imageSmoothingEnabled = true;
    ctx.drawImage(this.small, 0, 0, width, height);
    ctx.strokeStyle = theme.text;
    ctx.lineWidth = 1.4;
    ctx.beginPath();
    for (const [p, q] of border(this.cells, this.size)) {
      ctx.moveTo(p[0] * width, p[1] * height);
      ctx.lineTo(q[0] * width, q[1] * height);
    }
    ctx.stroke();
  }

  /** The points, which stand still. */
  paintStill(ctx, width, height, theme) {
    const { x0, x1, y0, y1 } = this.view;
    const place = ([x, y]) => [((x - x0) / (x1 - x0)) * width, height - ((y - y0) / (y1 - y0)) * height];
    this.test.x.forEach((point, i) => drawPoint(ctx, ...place(point), this.test.y[i], theme, true));
    this.train.x.forEach((point, i) => drawPoint(ctx, ...place(point), this.train.y[i], theme, false));
  }
}

/** A point of a class: filled if it was learned from, else small and faint. */
export function drawPoint(ctx, x, y, label, theme, faint) {
  const { fill } = theme.ink(CLASSES[label]);
  ctx.globalAlpha = faint ? 0.45 : 1;
  marker(ctx, CLASS_SHAPES[label], x, y, faint ? 1.4 : 2.6);
  ctx.fillStyle = fill;
  ctx.fill();
  if (!faint) {
    ctx.strokeStyle = theme.background;
    ctx.lineWidth = 0.8;
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
}

/** A picture of what a network sees in images: its first filters, and images that it gets wrong. */
export class Images {
  constructor({ size, pixels, truth, filter, text }) {
    this.size = size;
    this.pixels = pixels;
    this.truth = truth;
    this.filter = filter;
    this.text = text;
  }

  /** Where all of it stands: as large as the width allows, or as it has room in `tall` px as well. */
  layout(width, theme, tall = Infinity) {
    const { small, font } = theme;
    const [filters, wrong, none] = ["filters", "wrong", "none_wrong"].map((name) => linesIn(this.text[name], width, (text) => widthOf(text, `${small}px ${font}`)));
    const plan = (columns, rows) => {
      const cell = (width - (columns - 1) * CELL_GAP) / columns;
      const first = filters.length * (small + LEADING) + HEADROOM;
      const second = first + Math.ceil(this.filter.count / columns) * (cell + CELL_GAP) + 6;
      const digits = second + Math.max(wrong.length, none.length) * (small + LEADING);
      const pitch = cell + CELL_GAP + small + 2;
      return { filters, wrong, none, columns, rows, cell, first, second, digits, pitch, height: Math.round(digits + rows * pitch) };
    };
    const usual = Math.max(4, Math.min(8, Math.floor(width / CELL_USUAL)));
    const most = Math.max(usual, Math.floor((width + CELL_GAP) / (CELL_LEAST + CELL_GAP)));
    for (let columns = usual; columns <= most; columns += 1) {
      for (const rows of [3, 2]) if (plan(columns, rows).height <= tall) return plan(columns, rows);
    }
    return plan(most, 1);
  }

  height(width, theme) {
    return this.layout(width, theme).height;
  }

  fit(width, height, theme) {
    const wide = Math.floor(width);
    const plan = this.layout(wide, theme, height);
    return { wide, tall: plan.height, worth: plan.height > height ? 0 : 4 * plan.cell };
  }

  paint(ctx, width, height, run, frames, step, theme) {
    const [k, share] = between(frames, step);
    const next = Math.min(k + 1, frames.length - 1);
    const plan = this.layout(width, theme, height);
    const { columns, cell, first, second, digits, pitch } = plan;
    ctx.font = `${theme.small}px ${theme.font}`;
    ctx.textBaseline = "top";
    ctx.textAlign = "left";
    const write = (lines, top) => {
      ctx.fillStyle = theme.muted;
      lines.forEach((line, n) => ctx.fillText(line, 0, top + n * (theme.small + LEADING)));
    };
    write(plan.filters, HEADROOM);
    const { count, rows, across } = this.filter;
    const length = rows * across;
    for (let i = 0; i < count; i += 1) {
      const [a, b] = [run.filters[k], run.filters[next]].map((all) => all.subarray(i * length, (i + 1) * length));
      const pixels = Array.from(a, (value, p) => (value + share * (b[p] - value)) / 255);
      const [x, y] = [(i % columns) * (cell + CELL_GAP), first + Math.floor(i / columns) * (cell + CELL_GAP)];
      this.signed(ctx, pixels, rows, across, x, y, cell, theme);
    }
    const guesses = run.guesses[share < 1 ? k : next];
    const wrong = [...guesses.keys()].filter((i) => guesses[i] !== this.truth[i]);
    write(wrong.length ? plan.wrong : plan.none, second);
    wrong.slice(0, plan.rows * columns).forEach((i, n) => {
      const [x, y] = [(n % columns) * (cell + CELL_GAP), digits + Math.floor(n / columns) * pitch];
      this.digit(ctx, i, x, y, cell, theme);
      ctx.fillStyle = theme.text;
      ctx.textAlign = "center";
      ctx.fillText(guesses[i] > 9 ? "–" : guesses[i], x + cell / 2, y + cell + 1);
      ctx.textAlign = "left";
    });
  }

  paintStill() {}

  /** Positive weights in the colour of class 1, negative in that of class 0. */
  signed(ctx, pixels, rows, across, x, y, cell, theme) {
    const classes = CLASSES.map(rgb);
    const page = rgb(theme.background);
    const size = cell / Math.max(rows, across);
    pixels.forEach((value, p) => {
      const share = Math.min(1, Math.abs(value - 0.5) * 2);
      const color = classes[value < 0.5 ? 0 : 1].map((c, i) => Math.round(page[i] * (1 - share) + c * share));
      ctx.fillStyle = `rgb(${color.join(",")})`;
      ctx.fillRect(x + (p % across) * size, y + Math.floor(p / across) * size, size + 0.4, size + 0.4);
    });
    ctx.strokeStyle = theme.line;
    ctx.lineWidth = 1;
    ctx.strokeRect(x + 0.5, y + 0.5, cell - 1, cell - 1);
  }

  digit(ctx, i, x, y, cell, theme) {
    const [rows, across] = this.size;
    const dark = theme.dark ? 255 : 0;
    const image = this.pixels[i];
    for (let p = 0; p < image.length; p += 1) {
      ctx.fillStyle = `rgba(${dark},${dark},${dark},${image[p] / 16})`;
      ctx.fillRect(x + (p % across) * (cell / across), y + Math.floor(p / across) * (cell / rows), cell / across + 0.3, cell / rows + 0.3);
    }
    ctx.strokeStyle = theme.line;
    ctx.strokeRect(x + 0.5, y + 0.5, cell - 1, cell - 1);
  }
}
