// The player: holds the scene, the runs and the position, and keeps the screen in step with them.

import { bar } from "./bar.js";
import { element } from "./element.js";
import { commands, press } from "./commands.js";
import { dial } from "./dial.js";
import { drawDraped, drawDrapedMarks, drawDrapedStart, hasLens, lensOf } from "./deep.js";
import { drawMarks, drawRun, drawStart, tileOf } from "./draw.js";
import { grid, margins, panelHeight, plannedAxes, tile } from "./geometry.js";
import { grab, grips } from "./grab.js";
import { drawCurve, drawLandscape, drawPanels, tilesOf } from "./ground.js";
import { drawGuides } from "./guides.js";
import { hint } from "./hint.js";
import { pictureKey } from "./key.js";
import { layer } from "./layer.js";
import { legend } from "./legend.js";
import { Reach } from "./reach.js";
import { whenSeen } from "./seen.js";
import { sketch } from "./sketch.js";
import { themeOf } from "./theme.js";
import { shares, Side } from "./side.js";
import { Timeline } from "./timeline.js";

/* global STYLE -- the style sheet, put in front of the modules when they are joined */

const SLOW = 60; // ms that plotly's part waits, so that the paths are on the screen before
const REST = 300; // ms without a change after which a hand rests; some sliders speak after 200
const LOST = 1500; // ms after which the server ought to have said what the sliders say
const AFTER = 60; // frames for which the landscape may still be turning
const SQUARE = 215; // px that a panel with one scale on both axes needs
const VIEWS = ["panels", "overlay", "landscape"];
const reduced = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

export class Player {
  /** `send(name, value)` reports what the user did; `plotly` is a promise of the library. */
  constructor(root, plotly, send) {
    Object.assign(this, { root, send, timeline: new Timeline(), hidden: new Set(), view: null });
    this.over = new AbortController(); // ends all that listens
    this.legend = legend((key) => this.toggle(key));
    this.flat = element("div", { class: "player-flat", role: "img" });
    this.deep = element("div", { class: "player-deep", role: "img", hidden: "" });
    this.hint = hint();
    this.stage = element("div", { class: "player-stage", role: "group", tabindex: "0" }, this.flat, this.deep, this.hint.node);
    this.sketch = layer(this.stage);
    this.still = layer(this.stage);
    this.overlay = layer(this.stage);
    this.grips = grips(this);
    this.key = pictureKey();
    this.side = new Side();
    this.commands = commands(this);
    this.bar = bar(this.commands);
    this.dial = dial((k) => this.turn(k), (k) => this.send("knob", k));
    this.curveTitle = element("div", { class: "player-curve-title" });
    this.curveBox = element("div", { class: "player-curve" });
    this.curvePlot = element("div");
    this.curveBox.append(this.curvePlot);
    this.cursor = layer(this.curveBox);
    this.empty = element("div", { class: "player-still", hidden: "" });
    this.node = element("div", { class: "player" }, element("style", {}, STYLE), this.legend.node, element("div", { class: "player-pair" }, this.side.node, this.stage), this.key.node, this.empty, this.dial.node, this.bar.node, this.curveTitle, this.curveBox);
    this.reach = new Reach(this.node, () => this.turned(), (slider, stop) => this.ask?.(slider, stop));
    root.append(this.node);
    this.listen();
    this.ready = plotly.then((library) => {
      this.plotly = library;
      return this.refresh();
    });
  }

  listen() {
    const { signal } = this.over;
    this.node.addEventListener("keydown", (event) => press(this, event), { signal });
    const anywhere = (event) => this.data?.keys === "page" && !this.node.contains(event.target) && press(this, event);
    document.addEventListener("keydown", anywhere, { signal });
    this.stage.addEventListener("pointerdown", (event) => grab(this, event), { signal });
    for (const name of ["pointerdown", "wheel"]) this.deep.addEventListener(name, () => this.follow(), { signal, passive: true });
    this.observer = new ResizeObserver(() => {
      if (this.node.clientWidth && this.node.clientWidth !== this.width) this.refresh();
    });
    this.observer.observe(this.node);
  }

  /** Whether the page, not the visitor's hand in the player, says which step is shown. */
  get fixed() {
    return Number.isInteger(this.data?.step);
  }

  toggle(key) {
    if (!this.hidden.delete(key)) this.hidden.add(key);
    for (const run of this.data.runs) run.hidden = this.hidden.has(run.key);
    this.refresh();
  }

  setView(view) {
    if (!VIEWS.includes(view) || view === this.view) return;
    this.view = view;
    this.refresh();
  }

  /** New runs, and the scene they belong to. Playback goes on where it was. */
  update(data, scene) {
    const first = !this.data;
    const replay = first || data.replay !== this.data.replay;
    const sceneChanged = scene !== this.scene;
    const layout = JSON.stringify([data.runs.map((run) => run.quiet), data.least, data.tallest, data.labels, data.curve?.title, data.text.none]);
    const layoutChanged = sceneChanged || layout !== this.layout || this.recoloured();
    if (first || data.view !== this.sentView) this.view = VIEWS.includes(data.view) ? data.view : "panels";
    Object.assign(this, { data, scene, layout, sentView: data.view });
    this.serve(data.runs);
    data.runs = this.steered();
    this.choose(this.dial.fill(data.knob));
    this.timeline.resize(data.steps);
    if (this.fixed) this.timeline.hold(data.step);
    else if (replay) this.replay();
    this.bar.label(data.text, data.views);
    this.stage.setAttribute("aria-label", data.title);
    for (const picture of [this.flat, this.deep]) picture.setAttribute("aria-label", data.alt);
    this.legend.node.setAttribute("aria-label", data.text.toggle);
    if (layoutChanged) this.legend.fill(data.runs);
    if (layoutChanged || this.drawn !== this.view) this.refresh();
    else {
      this.legend.fill(data.runs);
      this.legend.place(this.view === "panels" ? this.tiles : null, this.room.stage, this.lines);
      this.key.fill(data, scene, this.theme, this.view === "landscape");
      this.paintStill();
      this.paint();
      this.later();
    }
    this.tick();
  }

  /** Whether the page has another theme than the one that the player is drawn in. */
  recoloured() {
    return themeOf(this.root).background !== this.theme?.background;
  }

  restyle() {
    if (this.recoloured()) this.refresh();
  }

  /** One run goes another way; the page, with all its words, follows when the hand rests. */
  swap(other) {
    if (!this.data) return;
    this.serve(this.served.map((run) => (run.key === other.key ? { ...run, ...other } : run)));
    this.owed = true;
    this.turned();
  }

  /** Follows the sliders; when they have been still for a while, the page follows as well. */
  turned() {
    this.steer();
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.settle(), this.owed ? REST : LOST);
  }

  settle() {
    if (this.owed || this.reach.waiting) this.send("rest", performance.now());
    this.owed = false;
  }

  /** The runs as the server has them. */
  serve(runs) {
    this.served = runs;
    this.reach.fill(runs);
  }

  /** The runs as the page's sliders have them, the `shown` ones where they are still right. */
  steered(shown = []) {
    return this.served.map((run) => {
      const now = this.reach.steer(run, shown.find(({ key }) => key === run.key));
      now.hidden = this.hidden.has(run.key);
      return now;
    });
  }

  /** Shows the runs as the sliders have them by now, and the server. */
  steer() {
    const { data } = this;
    const runs = data ? this.steered(data.runs) : [];
    if (runs.every((run, k) => run === data.runs[k])) return;
    this.data = { ...data, runs };
    this.legend.fill(runs);
    this.paint();
    this.later();
  }

  /** Makes every run the member of its family with that number. */
  choose(k) {
    for (const run of this.data.runs) Object.assign(run, run.family?.[k]);
  }

  turn(k) {
    this.choose(k);
    this.paint();
    this.later();
  }

  replay() {
    const { timeline } = this;
    const whole = reduced() || Boolean(this.data.knob); // a dial turns whole paths
    timeline.seek(whole ? timeline.steps : 0);
    this.unsee?.();
    if (!this.data.autoplay || whole) return;
    this.unsee = whenSeen(this.stage, () => {
      timeline.play();
      this.tick();
    });
  }

  /** The slower rest of an update, after the paths are on the screen. */
  later() {
    clearTimeout(this.pending);
    this.pending = setTimeout(() => this.drawSlow().then(() => this.paint()), SLOW);
  }

  async drawSlow() {
    const { data, scene, width, room, theme } = this;
    if (!this.plotly || !data || this.gone) return;
    if (this.view === "landscape") {
      const height = Math.round(Math.min(560, Math.max(320, room.stage * 0.45)));
      await drawLandscape(this.plotly, this.deep, scene, theme, room.stage, height);
    }
    if (data.side) await this.side.draw(this.plotly, data.side, theme, room.side, Math.max(260, Math.min(360, this.stage.clientHeight)));
    if (data.curve) this.curveTile = await drawCurve(this.plotly, this.curvePlot, data.curve, theme, data.runs, width);
  }

  /** Lays everything out anew: another width, theme, view or number of panels. */
  refresh() {
    if (!this.data || this.gone) return;
    return (this.order = (this.order ?? Promise.resolve()).catch(console.error).then(() => this.layOut()));
  }

  async layOut() {
    const { data } = this;
    const width = this.node.clientWidth;
    if (!width || this.gone) return;
    const room = shares(width, data.side);
    Object.assign(this, { width, room, theme: themeOf(this.root), drawn: this.view });
    this.stage.style.width = `${room.stage}px`;
    const none = data.runs.length === 0;
    const deep = this.view === "landscape";
    this.empty.hidden = !none;
    this.empty.textContent = data.text.none;
    this.stage.hidden = none;
    this.bar.node.hidden = none || this.fixed;
    this.curveBox.hidden = this.curveTitle.hidden = none || !data.curve;
    if (data.curve) this.curvePlot.style.height = `${data.curve.layout.height}px`;
    this.curveTitle.textContent = data.curve?.title ?? "";
    this.legend.node.hidden = none;
    if (none) return;
    this.flat.hidden = deep;
    this.deep.hidden = !deep;
    this.still.canvas.hidden = deep;
    this.sketch.canvas.hidden = deep || Boolean(this.plotly);
    this.legend.colour(this.theme);
    this.key.fill(data, this.scene, this.theme, deep);
    const titled = this.view === "panels";
    const home = titled ? this.stage : this.node;
    if (this.legend.node.parentNode !== home) home[titled ? "append" : "prepend"](this.legend.node);
    if (!deep) await this.drawFlat(titled ? data.runs.filter((run) => !run.quiet).length : 1, titled);
    this.legend.place(titled ? this.tiles : null, this.room.stage, this.lines);
    this.paint();
    if (!this.plotly) return;
    await this.drawSlow();
    this.paint();
    this.node.dataset.view = this.view;
  }

  /** The ground of `count` panels: plotly's, or a sketch of it until plotly.js has come. */
  async drawFlat(count, titled) {
    const { scene, theme, room } = this;
    let { figure, height, tiles } = this.plan(count, titled ? 1 : 0);
    this.lines = titled ? this.legend.lines(tiles, room.stage) : 0;
    if (this.lines > 1) ({ figure, height, tiles } = this.plan(count, this.lines));
    this.extent = [room.stage, height];
    this.tiles = tiles;
    this.flat.style.height = `${height}px`;
    if (this.plotly) {
      await drawPanels(this.plotly, this.flat, figure, theme);
      this.tiles = tilesOf(this.flat, count);
      this.listenToZoom();
    } else this.sketch.paint(room.stage, height, (ctx) => sketch(ctx, this.tiles, scene.contour.data[0], theme));
    this.paintStill();
  }

  /** The figure of `count` panels with titles of so many lines, its height, and its tiles. */
  plan(count, lines) {
    const { data, scene, room } = this;
    const square = Boolean(scene.contour.layout.yaxis.scaleanchor);
    const shape = grid(count, room.stage, square ? Math.min(data.least, SQUARE) : data.least);
    const width = room.stage / shape.columns;
    const tall = lines ? panelHeight(width, shape, square, data.tallest) : Math.min(data.tallest, Math.max(300, width * 0.45));
    const height = Math.round(shape.rows * tall);
    const figure = tile(scene.contour, count, shape.columns, room.stage, height, margins(data.labels, lines));
    return { figure, height, tiles: plannedAxes(figure.layout, count).map(([x, y]) => tileOf(x, y)) };
  }

  /** What stands still on the ground: drawn once for a layout, a scene and its guides. */
  paintStill() {
    const { scene, theme, data, tiles } = this;
    if (!tiles || this.view === "landscape") return;
    this.still.paint(...this.extent, (ctx) => {
      for (const tile of tiles) {
        drawMarks(ctx, tile, scene.marks, theme);
        drawGuides(ctx, tile, data.guides, theme);
      }
    });
  }

  listenToZoom() {
    if (this.zooming) return;
    this.zooming = true;
    this.flat.on("plotly_relayout", () => {
      this.tiles = tilesOf(this.flat, this.tiles.length);
      this.paintStill();
      this.paint();
    });
  }

  /** Draws the present step. Cheap: called once per frame. */
  paint() {
    const { data, timeline, theme } = this;
    if (!data || !theme || data.runs.length === 0) return;
    const { step } = timeline;
    this.legend.show(step);
    this.bar.show(timeline, this.view, data.text);
    this.side.paint(data.runs, step, theme, data.scale);
    if (this.view === "landscape") this.paintDeep(step, theme);
    else if (this.tiles) this.paintFlat(step, theme);
    if (data.curve && this.curveTile) this.paintCursor(step);
    this.node.dataset.step = step;
  }

  paintFlat(step, theme) {
    const { runs, start, scale = 1 } = this.data;
    this.overlay.paint(...this.extent, (ctx) => {
      this.tiles.forEach((tile, i) => {
        const own = this.view === "panels" ? runs.filter((run) => (run.panel ?? runs.indexOf(run)) === i) : runs;
        for (const run of own) if (!run.hidden) drawRun(ctx, tile, run, step, theme, scale);
        if (start) drawStart(ctx, tile, this.held ?? start, theme, this.held);
      });
    });
    const { movable, text } = this.data;
    this.grips.place(this.tiles, movable ? (this.held ?? start) : null, text);
    this.hint.place(movable && this.tiles[0], text.hint);
    this.shown();
  }

  /** Counts the messages whose runs have come on the screen, for whoever waits for that. */
  shown() {
    if (this.onScreen === this.data) return;
    this.onScreen = this.data;
    this.node.dataset.painted = Number(this.node.dataset.painted ?? 0) + 1;
  }

  paintDeep(step, theme) {
    const { scene } = this;
    if (!hasLens(this.deep)) return;
    this.lens = lensOf(this.deep, scene, this.lens);
    const { runs, start, scale = 1 } = this.data;
    this.overlay.paint(this.deep.clientWidth, this.deep.clientHeight, (ctx) => {
      drawDrapedMarks(ctx, this.lens, theme);
      if (start) drawDrapedStart(ctx, this.lens, start, theme);
      for (const run of runs) if (!run.hidden) drawDraped(ctx, this.lens, run, step, theme, scale);
    });
    this.shown();
  }

  /** The start in the hand is at `point`: it is shown there, and told to the page on release. */
  hold(point) {
    this.held = point;
    this.hint.follow();
    this.paint();
  }

  /** The hand lets go of the start; keep: to leave it where it is. */
  release(keep) {
    const { held } = this;
    this.held = null;
    if (keep && held) {
      this.data.start = held;
      this.send("start", held);
    }
    this.paint();
  }

  /** Keeps the runs on the landscape while a hand turns it, and until it has come to rest. */
  follow() {
    const began = this.following === undefined;
    this.following = AFTER;
    if (!began) return;
    const look = () => {
      this.following -= 1;
      if (this.view !== "landscape" || this.gone || this.following < 0) return (this.following = undefined);
      if (hasLens(this.deep) && lensOf(this.deep, this.scene, this.lens) !== this.lens) {
        this.following = AFTER;
        this.paint();
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }

  paintCursor(step) {
    const tile = this.curveTile;
    this.cursor.paint(this.width, this.curveBox.clientHeight, (ctx) => {
      const x = tile.px(step);
      ctx.strokeStyle = this.theme.quiet;
      ctx.lineWidth = 1;
      ctx.beginPath();
      ctx.moveTo(x, tile.top);
      ctx.lineTo(x, tile.top + tile.height);
      ctx.stroke();
    });
  }

  /** Tells the page, if it asks for it, that these runs were seen to their end. */
  tellEnd() {
    const { data, timeline } = this;
    if (!data?.ending || this.told === data.replay || !timeline.steps || timeline.step < timeline.steps) return;
    this.told = data.replay;
    this.send("end", data.replay);
  }

  /** Paints, and goes on frame by frame while the timeline plays. */
  tick() {
    this.paint();
    this.tellEnd();
    if (this.running) return;
    this.running = true;
    let before = Infinity; // the clock of frames: the first one may lie before now
    const frame = (now) => {
      if (!this.timeline.playing || this.gone) {
        this.running = false;
        this.paint();
        this.tellEnd();
        return;
      }
      this.timeline.advance(this.theme ? Math.max(0, now - before) : 0);
      before = now;
      this.paint();
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  destroy() {
    this.gone = true;
    clearTimeout(this.resting);
    this.observer.disconnect();
    this.reach.destroy();
    this.over.abort();
    this.unsee?.();
    clearTimeout(this.pending);
    this.node.remove();
    // Plotly stumbles over a plot that is taken away while it draws.
    Promise.resolve(this.order).finally(() => {
      for (const div of [this.flat, this.deep, this.side.plot, this.curvePlot]) this.plotly?.purge(div);
    });
  }
}
