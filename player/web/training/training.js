// Networks in training: a picture of each that moves, and their curves, on one timeline.

import { bar } from "../hand/bar.js";
import { commands, press } from "../commands.js";
import { element } from "../element.js";
import { layer } from "../stage/layer.js";
import { paintSwatch } from "../hand/legend.js";
import { drawPoint, Images, Plane } from "./learned.js";
import { drawChart, scales, span } from "./lines.js";
import { drawCursor } from "../ground/axes.js";
import { download } from "../page/save.js";
import { whenSeen } from "../hand/seen.js";
import { playOn } from "../show/frames.js";
import { printable } from "../take/print.js";
import { roomFor, watchAround } from "../show/room.js";
import { themeOf } from "../stage/theme.js";
import { Timeline } from "../hand/timeline.js";

/* global STYLE -- the style sheet, put in front of the modules when they are joined */

const PANEL_LEAST = 150; // px that a panel keeps before there are fewer in a row
const PANEL_GAP = 14;
const ROW_GAP = 8;
const TITLE = 26; // px of a title over its picture,
const TITLE_DOUBLE = 40; // and of one in two lines,
const NARROW_PICTURE = 250; // over a picture that is not wider; all as the style sheet has them
const CHART_TALL = 150;
const CHART_USUAL = 320; // px that a chart keeps before charts stack,
const CHART_LEAST = 240; // and the least, where they fill a window
const CHART_TITLE = 24; // px of a chart's title, and the gap over it
const CHART_SHARE = 0.42; // of the height, where pictures and charts fill a window
const LOWEST = 1e-5; // a loss below it is drawn there
const motionless = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** The index of the last reading at or before `step`. */
export function readingAt(steps, step) {
  let k = 0;
  while (k + 1 < steps.length && steps[k + 1] <= step) k += 1;
  return k;
}

/** How many panels stand side by side: rows as even as they can be. */
export function columnsFor(count, width) {
  const most = Math.max(1, Math.min(count, Math.floor((width + PANEL_GAP) / (PANEL_LEAST + PANEL_GAP))));
  return Math.ceil(count / Math.ceil(count / most));
}

/** How `count` pictures under their titles stand in `width` × `height` px so that they are as large as
 *  can be: `{columns, wide}`; ratio: the height of a picture of width 1. */
export function fitted(count, width, height, ratio) {
  let best = { columns: 1, wide: 0 };
  for (let columns = 1; columns <= count; columns += 1) {
    const own = (width - (columns - 1) * PANEL_GAP) / columns;
    const rows = Math.ceil(count / columns);
    const title = own > NARROW_PICTURE ? TITLE : TITLE_DOUBLE;
    const wide = Math.floor(Math.min(own, (height - (rows - 1) * ROW_GAP - rows * title) / rows / ratio));
    if (wide > best.wide) best = { columns, wide };
  }
  return best;
}

const percentText = (share) => (Number.isFinite(share) ? `${(100 * share).toFixed(1)} %` : "–");

/** A network as it is shown: its name and style, its figures at the readings, its pictures.
 *  @typedef {{key: string, name: string, detail: string, style: Style, readings: Int32Array, test_accuracy: Float32Array,
 *    bands: Object<string, {low: Float32Array, high: Float32Array}>, regions: ?Uint8Array[],
 *    filters: ?Uint8Array[], guesses: ?Uint8Array[]}} TrainedRun */

/** What is shown; see `player/training.py`.
 *  @typedef {{text: Object<string, string>, title: string, alt: string, steps: number, frames: number[],
 *    charts: any[], picture: any, replay: string, file: string, autoplay: boolean,
 *    tallest: number, keys: string, fill: boolean, curves: boolean, runs: TrainedRun[]}} TrainingMessage */

export class Training {
  /** @type {TrainingMessage} */ data;
  /** @type {Theme} */ theme;
  /** @type {Plane | Images | null} */ picture = null;
  /** @type {TrainingMessage} */ onScreen;
  /** @type {() => void} */ unsee;
  width = 0;
  wide = 0;
  filled = 0;
  chartTall = CHART_TALL;
  tall = 0;
  gone = false;
  running = false;
  fixed = false; // no page says which step is shown
  hidden = new Set();
  timeline = new Timeline();
  /** @type {any[]} */ panels = [];
  /** @type {any[]} */ charts = [];

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.over = new AbortController();
    this.grid = element("div", { class: "training-grid" });
    this.key = element("div", { class: "player-key" });
    this.stage = element("div", { class: "training-stage", role: "group", tabindex: "0" }, this.grid);
    this.curves = element("div", { class: "training-curves" });
    this.commands = { ...commands(this), image: () => this.image(), back: () => this.jump(-1), forward: () => this.jump(1) };
    this.bar = bar(this.commands);
    this.node = element("div", { class: "player training" }, element("style", {}, STYLE), this.stage, this.key, this.bar.node, this.curves);
    root.append(this.node);
    const { signal } = this.over;
    printable(this, signal);
    this.node.addEventListener("keydown", (event) => press(this, event), { signal });
    document.addEventListener("keydown", (event) => this.data?.keys === "page" && !this.node.contains(/** @type {Node} */ (event.target)) && press(this, event), { signal });
    this.observer = new ResizeObserver(() => this.node.clientWidth && (this.node.clientWidth !== this.width || this.crowded()) && this.layOut());
    this.observer.observe(this.node);
  }

  setView() {}

  /** To the next frame, or to the one before. */
  jump(way) {
    const { frames } = this.data;
    const here = this.timeline.step;
    const next = way > 0 ? frames.find((f) => f > here) : frames.findLast((f) => f < here);
    this.timeline.hold(next ?? (way > 0 ? this.timeline.steps : 0));
    this.tick();
  }

  update(data) {
    const first = !this.data;
    const replay = first || data.replay !== this.data.replay;
    this.data = data;
    const { picture } = data;
    this.picture = picture && (picture.kind === "plane" ? new Plane(picture) : new Images({ ...picture, text: data.text }));
    this.timeline.resize(data.steps);
    this.bar.label(data.text, []);
    this.stage.setAttribute("aria-label", data.title);
    this.fill();
    if (replay) this.replay();
    this.layOut();
    this.tick();
  }

  restyle() {
    if (themeOf(this.root).background !== this.theme?.background) this.layOut();
  }

  replay() {
    this.timeline.seek(motionless() ? this.timeline.steps : 0);
    this.unsee?.();
    if (motionless() || !this.data.autoplay) return;
    this.unsee = whenSeen(this.stage, () => {
      this.timeline.play();
      this.tick();
    });
  }

  /** One panel per run; those that stand already stay. */
  fill() {
    const { runs, alt } = this.data;
    while (this.panels.length > runs.length) this.panels.pop().node.remove();
    while (this.panels.length < runs.length) {
      const swatch = element("canvas", { width: 68, height: 28, class: "player-swatch", "aria-hidden": "true" });
      const [name, detail, value] = ["name", "detail", "value"].map((part) => element("span", { class: `player-${part}` }));
      const k = this.panels.length;
      const title = element("button", { type: "button", class: "training-title", onclick: () => this.toggle(k) }, swatch, name, detail, value);
      const picture = element("div", { class: "training-picture", role: "img" });
      const node = element("div", { class: "training-panel" }, title, picture);
      this.panels.push({ node, swatch, name, detail, value, title, picture, moving: layer(picture), still: layer(picture) });
      this.grid.append(node);
    }
    runs.forEach((run, k) => {
      const panel = this.panels[k];
      panel.name.textContent = run.name;
      panel.detail.textContent = run.detail;
      panel.title.title = run.name;
      panel.picture.setAttribute("aria-label", `${run.name}. ${alt}`);
      panel.picture.hidden = !this.picture;
    });
  }

  toggle(k) {
    const { key } = this.data.runs[k];
    if (!this.hidden.delete(key)) this.hidden.add(key);
    this.layOut();
  }

  /** Where it fills the window: the px that pictures and charts may have together. */
  free() {
    return roomFor(this.node, this.stage, this.curves);
  }

  crowded() {
    return this.data.fill && Math.abs(this.free() - this.filled) > 1;
  }

  /** Columns of the pictures and the width of one; the charts' height follows. */
  shape(width) {
    const { picture, data } = this;
    const count = Math.max(1, this.panels.length);
    this.chartTall = CHART_TALL;
    if (!data.fill) {
      const columns = Math.max(1, columnsFor(count, width));
      const own = Math.floor((width - (columns - 1) * PANEL_GAP) / columns);
      return { columns, wide: Math.min(own, Math.round(data.tallest / (picture instanceof Images ? 1 : 0.9))) };
    }
    watchAround(this.observer, this.root);
    this.filled = this.free();
    if (!picture) {
      const columns = columnsFor(count, width);
      this.chartTall = this.filled - Math.ceil(count / columns) * TITLE_DOUBLE - CHART_TITLE;
      return { columns, wide: width / columns };
    }
    const charts = data.curves ? Math.round(CHART_SHARE * this.filled) : 0;
    this.chartTall = charts - CHART_TITLE;
    return fitted(count, width, this.filled - charts, picture.height(100) / 100);
  }

  layOut() {
    const width = this.node.clientWidth;
    if (!width || !this.data || this.gone) return;
    this.width = width;
    this.theme = themeOf(this.root);
    const { theme, picture } = this;
    this.explain();
    const { columns, wide } = this.shape(width);
    this.grid.style.gridTemplateColumns = `repeat(${columns}, minmax(0, 1fr))`;
    const tall = picture ? picture.height(wide) : 0;
    this.wide = wide;
    this.tall = tall;
    this.panels.forEach((panel, k) => {
      const run = this.data.runs[k];
      panel.picture.style.width = `${wide}px`;
      panel.picture.style.height = `${tall}px`;
      panel.title.setAttribute("aria-pressed", !this.hidden.has(run.key));
      paintSwatch(panel.swatch, run.style, theme);
      if (picture) panel.still.paint(wide, tall, (ctx) => picture.paintStill(ctx, wide, tall, theme));
    });
    this.layCharts();
    this.paint();
  }

  /** What the marks mean. */
  explain() {
    const { text, picture } = this.data;
    const sample = (paint, name) => {
      const canvas = element("canvas", { width: 48, height: 32, class: "player-mark", "aria-hidden": "true" });
      const ctx = canvas.getContext("2d");
      ctx.scale(2, 2);
      paint(ctx);
      return element("span", {}, canvas, name);
    };
    const line = (dash) => (ctx) => {
      ctx.strokeStyle = this.theme.text;
      ctx.lineWidth = dash.length ? 1.2 : 2;
      ctx.setLineDash(dash);
      ctx.beginPath();
      ctx.moveTo(1, 8);
      ctx.lineTo(23, 8);
      ctx.stroke();
    };
    const points = [0, 1].map((c) => sample((ctx) => drawPoint(ctx, 12, 8, c, this.theme, false), text[`class_${c}`]));
    this.key.replaceChildren(
      ...(picture?.kind === "plane" ? [...points, sample((ctx) => drawPoint(ctx, 12, 8, 0, this.theme, true), text.held_back)] : []),
      sample(line([]), text.on_test),
      sample(line([3, 3]), text.on_train),
    );
  }

  layCharts() {
    const { data, theme, chartTall: tall } = this;
    const runs = data.runs.filter(({ key }) => !this.hidden.has(key));
    const drawn = data.curves === false && data.picture ? [] : data.charts;
    const charts = drawn.map(({ title, train, test, log, percent: shares, rules, lines, range }) => {
      const shown = lines ?? runs.flatMap((run) => [
        { x: run.readings, y: run[train], style: run.style, faint: true },
        { x: run.readings, y: run[test], style: run.style },
      ]);
      const bands = runs.filter((run) => run.bands?.[test]).map((run) => ({ x: run.readings, ...run.bands[test], style: run.style }));
      const lists = [...shown.map(({ y }) => y), ...bands.flatMap(({ low, high }) => [low, high]), ...(rules ?? []).map(({ y }) => [y])];
      const limits = shares ? { floor: 0, ceiling: 1 } : { log, floor: log ? LOWEST : -Infinity };
      const clipped = log ? shown.map((line) => ({ ...line, y: Array.from(line.y, (v) => (v < LOWEST ? LOWEST : v)) })) : shown;
      return { title, steps: data.steps, log, percent: shares, lines: clipped, bands, rules, range: range ?? span(lists, limits) };
    });
    while (this.charts.length > charts.length) this.charts.pop().node.remove();
    while (this.charts.length < charts.length) {
      const title = element("div", { class: "player-curve-title" });
      const box = element("div", { class: "training-chart", role: "img" });
      const node = element("div", {}, title, box);
      this.charts.push({ node, title, box, still: layer(box), moving: layer(box) });
      this.curves.append(node);
    }
    const side = this.width >= 2 * (data.fill ? CHART_LEAST : CHART_USUAL) ? Math.min(2, charts.length) : 1;
    this.curves.style.gridTemplateColumns = `repeat(${Math.max(1, side)}, minmax(0, 1fr))`;
    const width = Math.floor((this.width - (side - 1) * PANEL_GAP) / side);
    charts.forEach((chart, k) => {
      const place = this.charts[k];
      Object.assign(place, { chart, width });
      place.title.textContent = chart.title;
      place.box.setAttribute("aria-label", chart.title);
      place.box.style.height = `${tall}px`;
      place.still.paint(width, tall, (ctx) => drawChart(ctx, chart, width, tall, theme));
    });
  }

  /** Draws the present step. */
  paint() {
    const { data, theme, timeline, picture, wide, tall } = this;
    if (!data || !theme) return;
    const { step } = timeline;
    this.bar.show(timeline, null, data.text);
    data.runs.forEach((run, i) => {
      const panel = this.panels[i];
      const text = percentText(run.test_accuracy[readingAt(run.readings, step)]);
      if (panel.value.textContent !== text) panel.value.textContent = text;
      if (picture) panel.moving.paint(wide, tall, (ctx) => picture.paint(ctx, wide, tall, run, data.frames, timeline.position, theme));
    });
    for (const { chart, width, moving } of this.charts) {
      const at = scales(chart, width, this.chartTall);
      moving.paint(width, this.chartTall, (ctx) => drawCursor(ctx, at, theme, at.x(step)));
    }
    this.node.dataset.step = step;
    if (this.onScreen === data) return;
    this.onScreen = data;
    this.node.dataset.painted = Number(this.node.dataset.painted ?? 0) + 1;
  }

  /** Paints, and goes on frame by frame while the timeline plays. */
  tick() {
    playOn(this);
  }

  /** Saves what is shown as a PNG. */
  image() {
    const scale = 2;
    const origin = this.node.getBoundingClientRect();
    const { bottom } = this.curves.getBoundingClientRect();
    const canvas = element("canvas", { width: origin.width * scale, height: (bottom - origin.top) * scale });
    const ctx = canvas.getContext("2d");
    ctx.scale(scale, scale);
    ctx.fillStyle = this.theme.background;
    ctx.fillRect(0, 0, origin.width, bottom - origin.top);
    ctx.fillStyle = this.theme.text;
    ctx.textBaseline = "middle";
    for (const part of this.node.querySelectorAll("canvas, .training-title > span, .player-curve-title, .player-key > span")) {
      const box = part.getBoundingClientRect();
      const [x, y] = [box.left - origin.left, box.top - origin.top];
      if (part.matches("canvas")) ctx.drawImage(part, x, y, box.width, box.height);
      else {
        ctx.font = `${getComputedStyle(part).fontWeight} ${getComputedStyle(part).fontSize} ${this.theme.font}`;
        ctx.fillText(part.textContent, part.matches(".player-key > span") ? x + 28 : x, y + box.height / 2);
      }
    }
    canvas.toBlob((blob) => download(`${this.data.file}.png`, "image/png", blob));
  }

  destroy() {
    this.gone = true;
    this.over.abort();
    this.observer.disconnect();
    this.unsee?.();
    this.node.remove();
  }
}
