// The player: holds the scene, the runs and the position, and keeps the screen in step with them.

import { bar } from "./hand/bar.js";
import { element } from "./element.js";
import { commands, hearKeys } from "./commands.js";
import { Curves } from "./stage/curve.js";
import { hasWebgl } from "./stage/deep.js";
import { dials } from "./hand/dial.js";
import { paintFlat, turnGround } from "./stage/flat.js";
import { grab, grips } from "./hand/grab.js";
import { hint } from "./hand/hint.js";
import { Inside } from "./inside/inside.js";
import { pictureKey } from "./hand/key.js";
import { whenDensityTurns } from "./canvas/density.js";
import { Choice } from "./show/choice.js";
import { bringBack, follow, paintDeep } from "./stage/landscape.js";
import { layer } from "./canvas/layer.js";
import { arrange, drawBeside } from "./stage/layout.js";
import { legend } from "./hand/legend.js";
import { Live } from "./hand/live.js";
import { whenSeen } from "./hand/seen.js";
import { themeOf } from "./stage/theme.js";
import { motionless, playOn } from "./show/frames.js";
import { printable } from "./take/print.js";
import { roomFor } from "./show/room.js";
import { Side } from "./stage/side.js";
import { Sight } from "./stage/sight.js";
import { Timeline } from "./hand/timeline.js";

const AGAIN = 4000; // ms until the page is told once more where the start was put, then twice as long
const LAST = 120_000; // and it is told no more
const VIEWS = ["panels", "overlay", "landscape"];

/** @param {PlayMessage | undefined} data */
const isFixed = (data) => Number.isInteger(data?.step) || Boolean(data?.inside?.fixed);

export class Player {
  /** @type {PlayMessage} */ data;
  /** @type {Scene} */ scene;
  /** @type {Theme} */ theme;
  /** @type {{side: number, stage: number, curve?: number}} */ room;
  /** @type {Tile[]} */ tiles;
  /** @type {number} */ width;
  /** Height that stage and curves have together where they fill the window, px. @type {number} */ filled;
  /** @type {[number, number]} */ extent;
  /** @type {Inside | undefined} */ inside;
  /** Lines that the longest title takes. */ lines = 1;
  /** The ground as a hand has turned it. @type {Ground | null} */ turnedGround = null;
  /** @type {string} */ drawn;
  /** @type {string} */ layout;
  /** @type {string} */ sentView;
  /** The names of the texts below the picture. @type {Set<string>} */ notices = new Set();

  /** `send(name, value)` reports what the user did. `fetch()` resolves to plotly.js, which draws the
   *  landscape: it is called once one asks for that.
   *  @param {HTMLElement} root @param {() => Promise<any>} fetch @param {Send} send @param {Host} host */
  constructor(root, fetch, send, { alone = false, ready, source }) {
    this.root = root;
    this.fetch = fetch;
    this.send = send;
    this.alone = alone;
    this.ready = ready;
    this.source = source;
    this.timeline = new Timeline();
    this.hidden = new Set(); // keys of the runs that are not shown
    this.view = null;
    this.wanted = null; // the view that is shown as soon as it can be
    this.choice = new Choice(); // of the view
    this.over = new AbortController(); // ends all that listens
    this.node = element("div", { class: alone ? "player player-alone" : "player" });
    this.sight = new Sight(this.node, () => this.data && arrange(this).catch(console.error), this.over.signal);
    this.legend = legend((key) => this.toggle(key));
    this.flat = element("div", { class: "player-flat", role: "img" });
    this.deep = element("div", { class: "player-deep", role: "img", hidden: "" });
    this.hint = hint();
    this.stage = element("div", { class: "player-stage", role: "group", tabindex: "0" }, this.flat, this.deep);
    const sheet = element("div", { class: "player-sheet" });
    this.still = layer(sheet, this.sight);
    this.moving = layer(sheet, this.sight);
    this.stage.append(sheet, this.hint.node);
    this.grips = grips(this);
    this.key = pictureKey();
    this.side = new Side(this.sight);
    this.commands = commands(this);
    this.bar = bar(this.commands);
    this.dials = dials(() => this.moved(), (k) => this.send("knob", k));
    this.curves = new Curves(this.sight);
    this.empty = element("div", { class: "player-empty", hidden: "" });
    this.notice = element("div", { class: "player-notice", role: "status", hidden: "" });
    this.node.append(element("style", {}, STYLE), this.legend.node, element("div", { class: "player-pair" }, this.side.node, this.stage), this.key.node, this.empty, this.notice, this.dials.node, this.bar.node, this.curves.title, this.curves.box);
    this.running = false;
    this.live = new Live(() => this.moved());
    root.append(this.node);
    this.listen();
  }

  listen() {
    const { signal } = this.over;
    printable(this, signal);
    hearKeys(this, signal);
    this.stage.addEventListener("pointerdown", (event) => grab(this, event), { signal });
    // A hand may rest for as long as it likes before it turns the landscape on.
    for (const kind of ["pointerdown", "pointermove"]) this.deep.addEventListener(kind, ({ buttons }) => buttons && follow(this), { signal });
    this.deep.addEventListener("dblclick", () => bringBack(this), { signal });
    this.deep.addEventListener("wheel", (event) => this.wheel(event), { signal, capture: true, passive: true });
    this.observer = new ResizeObserver(() => {
      if (this.node.clientWidth && (this.node.clientWidth !== this.width || this.crowded())) this.refresh();
    });
    this.observer.observe(this.node);
    whenDensityTurns(() => this.refresh(), signal);
  }

  /** A wheel over the landscape scrolls the page. With Ctrl, as a trackpad says of two fingers, it zooms.
   *  @param {WheelEvent} event */
  wheel(event) {
    if (event.ctrlKey || event.metaKey) follow(this);
    else event.stopPropagation(); // plotly would zoom
  }

  /** Whether the page, not the visitor's hand in the player, says which step is shown. */
  get fixed() {
    return isFixed(this.data);
  }

  /** The points behind the head when `step` is on show: seen from inside, a step is not yet taken. */
  behind(step) {
    return Math.max(0, step - this.timeline.first);
  }

  toggle(key) {
    if (!this.hidden.delete(key)) this.hidden.add(key);
    this.hideRuns();
    this.refresh();
  }

  /** One without a title is hidden with the run whose panel it is on. */
  hideRuns() {
    const { runs } = this.data;
    const titled = ({ panel }) => runs.find((other) => !other.untitled && other.panel === panel);
    for (const run of runs) run.hidden = this.hidden.has(((run.untitled && titled(run)) || run).key);
  }

  setView(view) {
    this.wanted = view;
    if (!VIEWS.includes(view)) return;
    if (view === this.view) return this.paint(); // another one may have been wanted meanwhile
    if (view === "landscape" && !this.plotly) return void this.deepen();
    this.view = view;
    this.refresh();
  }

  /** Shows the landscape when its library has come; where it does not, or WebGL is missing, a sentence says so. */
  async deepen() {
    if (!hasWebgl()) return this.stayFlat(() => this.notify("no_webgl", true));
    this.late(false);
    this.paint(); // the button is pressed meanwhile
    try {
      this.plotly = await this.fetch();
      if (this.wanted === "landscape") this.setView("landscape");
    } catch {
      this.stayFlat(() => this.late(true));
    }
  }

  stayFlat(say) {
    this.wanted = this.view;
    say();
    this.paint();
  }

  /** New runs of the server, with the scene they belong to and what the walk needs. Playback goes on
   *  where it was.
   *  @param {PlayMessage} data @param {Scene} scene @param {Supplies} [supplies] */
  update(data, scene, supplies) {
    const first = !this.data;
    // Who has put the start there has seen the paths from it.
    const replay = first || (data.replay !== this.data.replay && !this.live.confirms(data));
    const sceneChanged = scene !== this.scene;
    const layout = JSON.stringify([data.runs.map((run) => run.untitled), data.least, data.tallest, data.fill, data.labels, data.curve?.title, data.text.none, data.guides, isFixed(data)]);
    const layoutChanged = sceneChanged || layout !== this.layout || this.recoloured();
    const late = this.choice.outdates(data.view);
    if (first || (data.view !== this.sentView && !late)) {
      const wanted = VIEWS.includes(data.view) ? data.view : "panels";
      const waits = wanted === "landscape" && !this.plotly;
      this.view = waits ? "panels" : wanted;
      this.wanted = wanted;
      if (waits) this.deepen();
    }
    const own = (data.live?.sliders ?? []).filter(({ key }) => this.alone || key === data.knob);
    this.live.fill(data, scene, supplies, this.dials.fill(own, supplies?.stops, data.text.more));
    Object.assign(this, { data: { ...data }, scene, layout, sentView: data.view });
    this.take();
    if (data.inside) (this.inside ??= new Inside(this)).fill(data.inside);
    else if (this.fixed) this.timeline.hold(data.step);
    else if (replay) this.replay();
    this.bar.label(data.text, data.views, this.inside?.divisible);
    this.showNotices();
    this.stage.setAttribute("aria-label", data.title);
    for (const picture of [this.flat, this.deep]) picture.setAttribute("aria-label", data.alt);
    this.legend.node.setAttribute("aria-label", data.text.toggle);
    this.legend.fill(this.data.runs);
    if (layoutChanged || this.drawn !== this.view) this.refresh();
    else {
      this.legend.place(this.view === "panels" ? this.tiles : null, this.room.stage, this.lines);
      this.explain();
      drawBeside(this);
      this.paint();
    }
    this.tick();
  }

  /** Where the picture fills the window: the px that stage and curves may have together. */
  free() {
    return roomFor(this.node, this.stage.parentElement);
  }

  /** Whether the picture is to fill the window, and has another height than the window leaves. */
  crowded() {
    return Boolean(this.data?.fill) && Math.abs(this.free() - this.filled) > 1;
  }

  /** Whether the page has another theme than the one that the player is drawn in. */
  recoloured() {
    return themeOf(this.root).background !== this.theme?.background;
  }

  /** Draws everything anew where the page has other colours by now; whether it has. */
  restyle() {
    const other = this.recoloured();
    if (other) this.refresh();
    return other;
  }

  /** plotly.js has not come (yet): there is no landscape. */
  late(now) {
    this.notify(this.alone ? "missing_alone" : "missing", now);
  }

  /** Says one of its texts below the picture, or no longer. */
  notify(name, now) {
    this.notices[now ? "add" : "delete"](name);
    this.showNotices();
  }

  showNotices() {
    this.notice.textContent = [...this.notices].map((name) => this.data?.text[name]).join(" ");
    this.notice.hidden = this.notices.size === 0;
  }

  /** How the hand has turned what is shown, for `restore`. */
  hand() {
    const { view, timeline, live } = this;
    return { view, step: timeline.step, speed: timeline.speed, hidden: [...this.hidden], start: this.data.start, sliders: live.values() };
  }

  /** Before the first runs: shows them as `hand` had them. */
  restore({ speed, hidden, start }) {
    this.timeline.speed = speed;
    this.hidden = new Set(hidden);
    this.live.put = start && { from: null, to: start };
  }

  /** A hand has moved something: the picture follows in this very frame. */
  moved() {
    if (!this.data || this.turning) return;
    this.turning = requestAnimationFrame(() => {
      this.turning = null;
      if (this.gone) return;
      this.take();
      turnGround(this);
      this.legend.fill(this.data.runs);
      this.explain();
      this.curves.paint(this.data.runs, this.theme);
      this.paint();
      this.node.dataset.moved = Number(this.node.dataset.moved ?? 0) + 1;
    });
  }

  /** What the marks mean that are on show. */
  explain() {
    if (this.theme) this.key.fill(this.data, this.scene, this.theme, this.view === "landscape");
  }

  /** The runs as the hand has them by now, or else the server. */
  take() {
    Object.assign(this.data, this.live.shown(this.held));
    this.hideRuns();
    this.timeline.resize(this.data.steps);
  }

  replay() {
    const { data, timeline } = this;
    // A dial turns complete paths. Who wants no motion sees the end, unless the page asks for it first.
    const complete = Boolean(data.knob) || (data.autoplay && motionless());
    timeline.hold(complete ? timeline.steps : 0);
    this.unsee?.();
    if (!data.autoplay || complete) return;
    const begin = () => {
      timeline.play();
      this.tick();
    };
    this.unsee = whenSeen(this.stage, begin, this.ready);
  }

  /** Lays everything out anew: another width, theme, view or number of panels. */
  refresh() {
    if (!this.data || this.gone) return;
    return (this.order = (this.order ?? Promise.resolve()).catch(console.error).then(() => arrange(this)));
  }

  /** Draws the present step. Cheap: called once per frame. */
  paint() {
    const { data, timeline, theme } = this;
    if (!data || !theme || data.runs.length === 0) return;
    const step = this.behind(timeline.step);
    this.inside?.veil();
    this.legend.show(step);
    this.bar.show(timeline, this.wanted, data.text, this.inside?.note);
    this.side.paint(data.runs, step, theme);
    if (this.view === "landscape") paintDeep(this, step, theme);
    else if (this.tiles) paintFlat(this, step, theme);
    this.curves.point(step, theme);
    this.inside?.paint();
    this.node.dataset.step = String(timeline.step);
  }

  /** The runs have come on the screen. */
  notePainted() {
    this.sight.notePainted(this.data);
  }

  /** The start in the hand is at `point`: it is shown there, and told to the page on release. */
  hold(point) {
    this.held = point;
    this.hint.follow();
    this.moved();
  }

  /** The hand lets go of the start; keep: to leave it where it is. */
  release(keep) {
    const { held } = this;
    this.held = null;
    if (keep && held) {
      this.live.keep(held);
      this.send("start", held);
      if (!this.alone) this.insist();
    }
    this.moved();
  }

  /** Tells the page again where the start was put, as long as it has no word on it: what is told to a
   *  server that goes is lost, and so is the first that the next one is told. */
  insist(wait = AGAIN) {
    clearTimeout(this.telling);
    this.telling = setTimeout(() => {
      if (!this.live.put || this.held) return;
      this.send("start", this.live.put.to);
      if (wait < LAST) this.insist(2 * wait);
    }, wait);
  }

  /** Tells the page, if it asks for it, that these runs were seen to their end. */
  tellEnd() {
    const { data, timeline } = this;
    if (!data?.ending || this.ended === data.replay || !timeline.steps || timeline.step < timeline.steps) return;
    this.ended = data.replay;
    this.send("end", data.replay);
  }

  /** Paints, and goes on frame by frame while the timeline plays. */
  tick() {
    playOn(this, () => this.tellEnd());
  }

  destroy() {
    this.gone = true;
    cancelAnimationFrame(this.turning);
    clearTimeout(this.telling);
    this.observer.disconnect();
    this.live.destroy();
    this.inside?.destroy();
    this.over.abort();
    this.unsee?.();
    this.node.remove();
    // Plotly stumbles over a plot that is taken away while it draws.
    Promise.resolve(this.order).finally(() => this.plotly?.purge(this.deep));
  }
}
