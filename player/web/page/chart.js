// Charts that tell where they are clicked: figures from the server, in the colours of the page.

import { element } from "../element.js";
import { ARROWS } from "../hand/grab.js";
import { blankPng, downloadPng, noticeLine, picture, PNG_SCALE, saving } from "./save.js";
import { lineColor, painted, PLOTLY_CONFIG, themeOf } from "../stage/theme.js";
import { decode } from "../walk/wire.js";

/** The number of the cell between ascending `edges` that holds `value`, or -1. */
function cellOf(edges, value) {
  if (!(value >= edges[0] && value <= edges[edges.length - 1])) return -1;
  let k = 0;
  while (k < edges.length - 2 && value >= edges[k + 1]) k += 1;
  return k;
}

/** Lines without a colour of their own get that of the page's text; on the page itself (not on a
 *  map) the others are drawn as the theme has them. */
function inked({ data, layout }, theme) {
  const bare = !data.some(({ type }) => type === "heatmap");
  const own = (part) => (bare && part?.color?.startsWith?.("#") ? { ...part, color: lineColor(theme, part.color) } : { color: theme.text, ...part });
  const ink = (trace) => ({ ...trace, line: own(trace.line), marker: own(trace.marker) });
  return { data: data.map((trace) => (trace.type === "scatter" ? ink(trace) : trace)), layout };
}

/** One figure that is clicked, or walked over cell by cell with the arrow keys. */
export class Panel {
  /** `report(place, ms)` is told where it is clicked; `signal` ends its listening. */
  constructor(report, signal) {
    this.report = report;
    this.signal = signal;
    this.plot = element("div");
    this.mark = element("div", { class: "chart-mark", hidden: "" });
    this.stage = element("div", { class: "chart-stage", role: "img", tabindex: "0" }, this.plot, this.mark);
    this.title = element("div", { class: "chart-title" });
    this.node = element("div", { class: "chart-panel" }, this.title, this.stage);
    this.stage.addEventListener("pointerdown", (event) => this.press(event), { signal });
    this.stage.addEventListener("keydown", (event) => this.key(event), { signal });
  }

  async draw(plotly, { key, title, alt, figure }, theme) {
    this.node.dataset.panel = key;
    this.title.textContent = title;
    this.title.hidden = !title;
    this.stage.setAttribute("aria-label", alt);
    const { data, layout } = inked(painted(figure, theme), theme);
    const map = figure.data.find((trace) => trace.type === "heatmap");
    this.edges = map && [decode(map.x), decode(map.y)];
    await plotly.react(this.plot, data, { ...layout, width: this.stage.clientWidth }, PLOTLY_CONFIG);
    this.axes = [this.plot._fullLayout.xaxis, this.plot._fullLayout.yaxis];
  }

  /** Puts the mark on [x, y]; a line across the chart where y is null. */
  place(at) {
    this.at = at;
    this.mark.hidden = !at || !this.axes;
    if (this.mark.hidden) return;
    const [x, y] = this.axes;
    this.mark.classList.toggle("chart-rule", at[1] === null);
    this.mark.style.left = `${x._offset + x.d2p(at[0])}px`;
    this.mark.style.top = at[1] === null ? `${y._offset}px` : `${y._offset + y.d2p(at[1])}px`;
    this.mark.style.height = at[1] === null ? `${y._length}px` : "";
  }

  press(down) {
    if (down.button !== 0 || !this.axes) return;
    const done = new AbortController();
    const release = (up) => {
      done.abort();
      if (up.type === "pointerup" && Math.hypot(up.clientX - down.clientX, up.clientY - down.clientY) < 6) this.click(up);
    };
    this.signal.addEventListener("abort", () => done.abort(), { signal: done.signal });
    for (const name of ["pointerup", "pointercancel"]) addEventListener(name, release, { signal: done.signal });
  }

  click({ clientX, clientY }) {
    const box = this.plot.getBoundingClientRect();
    const px = [clientX - box.left, clientY - box.top].map((p, i) => p - this.axes[i]._offset);
    if (px.every((p, i) => p >= 0 && p <= this.axes[i]._length)) this.report(px.map((p, i) => this.axes[i].p2d(p)), 0);
  }

  key(event) {
    const step = ARROWS[event.key];
    if (!step || !this.edges || !this.at || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.report(this.at.map((value, i) => this.middle(i, cellOf(this.edges[i], value) + step[i])), 250);
  }

  /** The middle of cell `k` of an axis, as it is seen on the screen. */
  middle(i, k) {
    const edges = this.edges[i];
    const [a, b] = [0, 1].map((end) => this.axes[i].d2p(edges[Math.min(Math.max(k, 0), edges.length - 2) + end]));
    return this.axes[i].p2d((a + b) / 2);
  }
}

/** The sample of a legend's entry; a line is drawn as the theme has its colour. */
function symbol({ color, shape }, theme) {
  const node = element("span", { class: `chart-symbol chart-${shape}` });
  node.style.setProperty("--own", color ? (shape === "line" ? lineColor(theme, color) : color) : "currentColor");
  return node;
}

export class Charts {
  id = null;
  data = null; // the last message, unpacked
  theme = null;
  mark = null;
  plotly = null;
  width = 0;
  panels = [];
  drawn = 0;
  misses = false; // the library
  /** @type {ReturnType<typeof setTimeout> | undefined} */ waiting; // a click that is not told yet
  over = new AbortController(); // ends all that listens

  /** `send(name, value)` reports what the user did; `fetch(late)` is a promise of the library, and calls
   *  `late` as `library` does. */
  constructor(root, fetch, send) {
    this.root = root;
    this.send = send;
    this.legend = element("div", { class: "chart-legend" });
    this.save = element("button", { type: "button", class: "chart-save", hidden: "", onclick: () => saving(this.notice, () => this.image()) });
    this.grid = element("div", { class: "chart-grid" });
    this.notice = noticeLine(() => this.data.text);
    const head = element("div", { class: "chart-head" }, this.legend, this.save);
    this.node = element("div", { class: "chart" }, element("style", {}, STYLE), head, this.notice.node, this.grid);
    root.append(this.node);
    this.observer = new ResizeObserver(() => this.node.clientWidth !== this.width && this.refresh());
    this.observer.observe(this.node);
    fetch((now) => this.late(now)).then((library) => {
      this.plotly = library;
      this.refresh();
    });
  }

  /** Says that the library does not come at once, or no longer. */
  late(now) {
    this.misses = now;
    if (this.data && !this.gone) this.notice.notify("missing", now);
  }

  /** New figures, or only another mark: what has the same `id` is not drawn again. */
  update(data, read) {
    const fresh = data.id !== this.id || themeOf(this.root).background !== this.theme?.background;
    if (!this.waiting) this.mark = data.mark; // else the hand has gone on since the page heard of it
    if (fresh) {
      this.id = data.id;
      this.data = read();
      if (this.misses) this.late(true);
      this.refresh();
    } else this.place();
  }

  refresh() {
    if (!this.plotly || !this.data || this.gone) return;
    this.order = (this.order ?? Promise.resolve()).then(() => this.layOut()).catch(console.error);
  }

  async layOut() {
    const { data } = this;
    if (this.gone || !this.node.clientWidth) return;
    this.width = this.node.clientWidth;
    this.theme = themeOf(this.root);
    this.save.textContent = data.text.save;
    this.save.hidden = false;
    this.legend.replaceChildren(...data.legend.map((entry) => element("span", { class: "chart-entry" }, symbol(entry, this.theme), entry.name)));
    this.grid.style.setProperty("--least", `${data.least}px`);
    while (this.panels.length > data.panels.length) {
      const panel = this.panels.pop();
      this.plotly.purge(panel.plot);
      panel.node.remove();
    }
    while (this.panels.length < data.panels.length) {
      const panel = new Panel((at, wait) => this.clicked(panel, at, wait), this.over.signal);
      this.panels.push(panel);
      this.grid.append(panel.node);
    }
    for (const [i, panel] of this.panels.entries()) await panel.draw(this.plotly, data.panels[i], this.theme);
    this.place();
    requestAnimationFrame(() => (this.node.dataset.painted = this.drawn += 1));
  }

  place() {
    for (const panel of this.panels) panel.place(this.mark);
  }

  clicked(panel, at, wait) {
    this.mark = this.mark?.[1] === null ? [at[0], null] : at;
    this.place();
    clearTimeout(this.waiting);
    const value = { panel: panel.node.dataset.panel, x: at[0], y: at[1] };
    this.waiting = setTimeout(() => {
      this.waiting = undefined;
      this.send("click", value);
    }, wait);
  }

  /** Saves the charts with their legend as a PNG. */
  async image() {
    const { width, height, left, top } = this.node.getBoundingClientRect();
    const { canvas, ctx } = blankPng(width, height, this.theme);
    const at = (node) => node.getBoundingClientRect();
    for (const { plot, mark } of this.panels) {
      const box = at(plot);
      const size = { width: box.width, height: box.height };
      const still = await picture(await this.plotly.toImage(plot, { format: "png", scale: PNG_SCALE, ...size }));
      ctx.drawImage(still, box.left - left, box.top - top, size.width, size.height);
      ctx.strokeStyle = this.theme.text;
      if (!mark.hidden) ctx.strokeRect(at(mark).left - left, at(mark).top - top, at(mark).width, at(mark).height);
    }
    ctx.font = "13px system-ui, sans-serif";
    ctx.textBaseline = "middle";
    for (const word of this.node.querySelectorAll(".chart-entry, .chart-title")) {
      const box = at(word);
      const own = word.querySelector(".chart-symbol");
      if (own) {
        ctx.fillStyle = getComputedStyle(own).backgroundColor;
        ctx.fillRect(at(own).left - left, at(own).top - top, at(own).width, at(own).height);
      }
      ctx.fillStyle = this.theme.text;
      ctx.fillText(word.textContent, box.left - left + (own ? at(own).width + 6 : 0), box.top - top + box.height / 2);
    }
    await downloadPng(canvas, this.data.file);
  }

  destroy() {
    this.gone = true;
    clearTimeout(this.waiting);
    this.over.abort();
    this.observer.disconnect();
    this.node.remove();
    // Plotly stumbles over a plot that is taken away while it draws.
    Promise.resolve(this.order).then(() => this.panels.forEach(({ plot }) => this.plotly?.purge(plot)));
  }
}
