// Networks in training: a picture of each that moves, and their curves, on one timeline.

import { bar } from "../hand/bar.js";
import { commands, hearKeys } from "../commands.js";
import { element } from "../element.js";
import { layer } from "../canvas/layer.js";
import { whenDensityTurns } from "../canvas/density.js";
import { markSample } from "../hand/key.js";
import { paintSwatch, swatchPlace } from "../hand/legend.js";
import { drawPoint, Images, Plane } from "./learned.js";
import { drawChart, scales, span } from "./lines.js";
import { drawCursor } from "../canvas/axes.js";
import { freeFor, halfOf, PANEL_GAP, shape, UNSHAPED } from "./shape.js";
import { blankPng, downloadPng, noticeLine, saving } from "../page/save.js";
import { Sight } from "../stage/sight.js";
import { whenSeen } from "../hand/seen.js";
import { whenComplete } from "../page/first.js";
import { motionless, playOn } from "../show/frames.js";
import { printable } from "../take/print.js";
import { watchAround } from "../show/room.js";
import { themeOf } from "../stage/theme.js";
import { Timeline } from "../hand/timeline.js";

/* global STYLE -- the style sheet, put in front of the modules when they are joined */

const CHART_USUAL = 320; // px that a chart keeps before charts stack,
const CHART_LEAST = 240; // and the least, where they fill a window
const LOWEST = 1e-5; // a loss below it is drawn there

/** What a canvas draws of an element, if it is a picture. */
async function pictureOf(part) {
  if (!part.matches("svg")) return part.matches("canvas") ? part : null;
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(part.outerHTML)}`;
  await image.decode();
  return image;
}

/** The index of the last reading at or before `step`. */
export function readingAt(steps, step) {
  let k = 0;
  while (k + 1 < steps.length && steps[k + 1] <= step) k += 1;
  return k;
}

const percentText = (share) => (Number.isFinite(share) ? `${(100 * share).toFixed(1)} %` : "–");

/** A network as it is shown: its name and style, its figures at the readings, its pictures.
 *  @typedef {{key: string, name: string, detail: string, style: Style, readings: Int32Array, test_accuracy: Float32Array,
 *    bands: Object<string, {low: Float32Array, high: Float32Array}>, regions: ?Uint8Array[],
 *    filters: ?Uint8Array[], guesses: ?Uint8Array[]}} TrainedRun */

/** A chart under the pictures; `train` and `test` name figures of the runs.
 *  @typedef {{title: string, train: string, test: string, log: boolean, percent: boolean}} TrainingChart */

/** What is shown; see `player/training.py`.
 *  @typedef {{text: Object<string, string>, title: string, alt: string, steps: number, frames: number[],
 *    charts: TrainingChart[], picture: any, replay: string, file: string, autoplay: boolean,
 *    tallest: number, keys: string, fill: boolean, curves: boolean, runs: TrainedRun[]}} TrainingMessage */

export class Training {
  /** @type {TrainingMessage} */ data;
  /** @type {Theme} */ theme;
  /** @type {Plane | Images | null} */ picture = null;
  /** @type {() => void} */ unsee;
  width = 0;
  shape = UNSHAPED;
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
    this.node = element("div", { class: "player training" });
    this.sight = new Sight(this.node, () => this.layOut(), this.over.signal);
    this.grid = element("div", { class: "training-grid" });
    this.key = element("div", { class: "player-key" });
    this.stage = element("div", { class: "training-stage", role: "group", tabindex: "0" }, this.grid);
    this.curves = element("div", { class: "training-curves" });
    this.commands = { ...commands(this, (way) => this.jump(way)), image: () => saving(this.notice, () => this.image()) };
    this.bar = bar(this.commands);
    this.notice = noticeLine(() => this.data.text);
    this.node.append(element("style", {}, STYLE), this.stage, this.key, this.notice.node, this.bar.node, this.curves);
    root.append(this.node);
    const { signal } = this.over;
    printable(this, signal);
    hearKeys(this, signal);
    this.observer = new ResizeObserver(() => this.node.clientWidth && (this.node.clientWidth !== this.width || this.crowded()) && this.layOut());
    this.observer.observe(this.node);
    whenDensityTurns(() => this.layOut(), signal);
  }

  setView() {}

  /** To the next frame, or to the one before. */
  jump(way) {
    const { frames } = this.data;
    const here = this.timeline.step;
    const next = way > 0 ? frames.find((f) => f > here) : frames.findLast((f) => f < here);
    this.timeline.hold(next ?? (way > 0 ? this.timeline.steps : 0));
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
    const begin = () => {
      this.timeline.play();
      this.tick();
    };
    this.unsee = whenSeen(this.stage, begin, whenComplete);
  }

  /** One panel per run; those that stand already stay. */
  fill() {
    const { runs, alt } = this.data;
    while (this.panels.length > runs.length) this.panels.pop().node.remove();
    while (this.panels.length < runs.length) {
      const swatch = swatchPlace();
      const [name, detail, value] = ["name", "detail", "value"].map((part) => element("span", { class: `player-${part}` }));
      const k = this.panels.length;
      const title = element("button", { type: "button", class: "training-title", onclick: () => this.toggle(k) }, swatch, name, detail, value);
      const picture = element("div", { class: "training-picture", role: "img" });
      const node = element("div", { class: "training-panel" }, title, picture);
      this.panels.push({ node, swatch, name, detail, value, title, picture, moving: layer(picture, this.sight), still: layer(picture, this.sight) });
      this.grid.append(node);
    }
    runs.forEach((run, k) => {
      const panel = this.panels[k];
      panel.name.textContent = run.name;
      panel.detail.textContent = run.detail;
      panel.title.title = run.name;
      panel.picture.setAttribute("aria-label", `${run.name}. ${alt}`);
    });
  }

  toggle(k) {
    const { key } = this.data.runs[k];
    if (!this.hidden.delete(key)) this.hidden.add(key);
    this.layOut();
  }

  crowded() {
    return this.data.fill && Math.abs(freeFor(this) - this.shape.filled) > 1;
  }

  /** Whether the curves are drawn; without pictures they always are. */
  get charted() {
    return this.data.curves !== false || !this.data.picture;
  }

  layOut() {
    const width = this.node.clientWidth;
    if (!width || !this.data || this.gone) return;
    this.width = width;
    this.sight.look();
    this.theme = themeOf(this.root);
    const { theme, picture } = this;
    this.stand(UNSHAPED); // what is measured is not to hang on how it stood
    if (this.data.fill) watchAround(this.observer, this.root);
    const shaped = (pictured) => {
      this.explain(pictured);
      return shape(this, width, pictured);
    };
    let found = shaped(Boolean(picture));
    if (picture && !found.tall) found = shaped(false);
    this.stand(found);
    const { columns, double, wide, tall } = found;
    this.node.classList.toggle("training-double", double);
    this.grid.style.gridTemplateColumns = `repeat(${columns}, minmax(0, 1fr))`;
    this.panels.forEach((panel, k) => {
      const run = this.data.runs[k];
      panel.picture.hidden = !tall;
      panel.picture.style.width = `${wide}px`;
      panel.picture.style.height = `${tall}px`;
      panel.title.setAttribute("aria-pressed", !this.hidden.has(run.key));
      paintSwatch(panel.swatch, run.style, theme);
      if (tall) panel.still.paint(wide, tall, (ctx) => picture.paintStill(ctx, wide, tall, theme));
    });
    this.layCharts();
    this.paint();
  }

  /** Puts the charts beside the pictures, or under them. @param {import("./shape.js").Shape} found */
  stand(found) {
    const { beside, height } = (this.shape = found);
    this.node.classList.toggle("player-beside", beside);
    this.stage.style.minHeight = height ? `${height}px` : "";
  }

  /** What the marks mean: those of the pictures, if there are any, and of the charts. */
  explain(pictured) {
    const { text, picture } = this.data;
    const line = (dash) => (ctx) => {
      ctx.strokeStyle = this.theme.text;
      ctx.lineWidth = dash.length ? 1.2 : 2;
      ctx.setLineDash(dash);
      ctx.beginPath();
      ctx.moveTo(1, 8);
      ctx.lineTo(23, 8);
      ctx.stroke();
    };
    const points = [0, 1].map((c) => markSample((ctx) => drawPoint(ctx, 12, 8, c, this.theme, false), text[`class_${c}`]));
    this.key.replaceChildren(
      ...(pictured && picture.kind === "plane" ? [...points, markSample((ctx) => drawPoint(ctx, 12, 8, 0, this.theme, true), text.held_back)] : []),
      ...(this.charted ? [markSample(line([]), text.on_test), markSample(line([3, 3]), text.on_train)] : []),
    );
  }

  layCharts() {
    const { data, theme } = this;
    const { beside, chartTall: tall } = this.shape;
    const runs = data.runs.filter(({ key }) => !this.hidden.has(key));
    const drawn = this.charted ? data.charts : [];
    const charts = drawn.map(({ title, train, test, log, percent: shares }) => {
      const shown = runs.flatMap((run) => [
        { x: run.readings, y: run[train], style: run.style, faint: true },
        { x: run.readings, y: run[test], style: run.style },
      ]);
      const bands = runs.filter((run) => run.bands?.[test]).map((run) => ({ x: run.readings, ...run.bands[test], style: run.style }));
      const lists = [...shown.map(({ y }) => y), ...bands.flatMap(({ low, high }) => [low, high])];
      const limits = shares ? { floor: 0, ceiling: 1 } : { log, floor: log ? LOWEST : -Infinity };
      const clipped = log ? shown.map((line) => ({ ...line, y: Array.from(line.y, (v) => (v < LOWEST ? LOWEST : v)) })) : shown;
      return { title, steps: data.steps, log, percent: shares, lines: clipped, bands, range: span(lists, limits) };
    });
    while (this.charts.length > charts.length) this.charts.pop().node.remove();
    while (this.charts.length < charts.length) {
      const title = element("div", { class: "player-curve-title" });
      const box = element("div", { class: "training-chart", role: "img" });
      const node = element("div", {}, title, box);
      this.charts.push({ node, title, box, still: layer(box, this.sight), moving: layer(box, this.sight) });
      this.curves.append(node);
    }
    const room = beside ? halfOf(this.width) : this.width;
    const side = room >= 2 * (data.fill ? CHART_LEAST : CHART_USUAL) ? Math.min(2, charts.length) : 1;
    this.curves.style.gridTemplateColumns = `repeat(${Math.max(1, side)}, minmax(0, 1fr))`;
    const width = Math.floor((room - (side - 1) * PANEL_GAP) / side);
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
    const { data, theme, timeline, picture } = this;
    const { wide, tall, chartTall } = this.shape;
    if (!data || !theme) return;
    const { step } = timeline;
    this.bar.show(timeline, null, data.text);
    data.runs.forEach((run, i) => {
      const panel = this.panels[i];
      const text = percentText(run.test_accuracy[readingAt(run.readings, step)]);
      if (panel.value.textContent !== text) panel.value.textContent = text;
      if (tall) panel.moving.paint(wide, tall, (ctx) => picture.paint(ctx, wide, tall, run, data.frames, timeline.position, theme));
    });
    for (const { chart, width, moving } of this.charts) {
      const at = scales(chart, width, chartTall);
      moving.paint(width, chartTall, (ctx) => drawCursor(ctx, at, theme, at.x(step)));
    }
    this.node.dataset.step = step;
    this.sight.notePainted(data);
  }

  /** Paints, and goes on frame by frame while the timeline plays. */
  tick() {
    playOn(this);
  }

  /** Saves what is shown as a PNG. */
  async image() {
    const origin = this.node.getBoundingClientRect();
    const { bottom } = this.curves.getBoundingClientRect();
    const { canvas, ctx } = blankPng(origin.width, bottom - origin.top, this.theme);
    ctx.fillStyle = this.theme.text;
    ctx.textBaseline = "middle";
    const seen = "canvas, .player-swatch svg, .player-mark svg, .training-title > :not(.player-swatch), .player-curve-title, .player-key > span";
    const parts = [...this.node.querySelectorAll(seen)];
    const pictures = await Promise.all(parts.map(pictureOf));
    for (const [k, part] of parts.entries()) {
      const box = part.getBoundingClientRect();
      const [x, y] = [box.left - origin.left, box.top - origin.top];
      if (pictures[k]) ctx.drawImage(pictures[k], x, y, box.width, box.height);
      else {
        ctx.font = `${getComputedStyle(part).fontWeight} ${getComputedStyle(part).fontSize} ${this.theme.font}`;
        ctx.fillText(part.textContent, part.matches(".player-key > span") ? x + 28 : x, y + box.height / 2);
      }
    }
    await downloadPng(canvas, this.data.file);
  }

  destroy() {
    this.gone = true;
    this.over.abort();
    this.observer.disconnect();
    this.unsee?.();
    this.node.remove();
  }
}
