// A plane on which points of two classes are placed by hand.

import { element } from "../element.js";
import { layer } from "../canvas/layer.js";
import { drawPoint } from "./learned.js";
import { onEscape } from "../hand/escape.js";
import { ARROWS, ofPointer } from "../hand/grab.js";
import { themeOf } from "../stage/theme.js";

/* global STYLE -- the style sheet, put in front of the modules when they are joined */

const SIDE = 300; // px at most
const APART = 10; // px that a drag goes between two points
const NUDGE_PLANE = 0.05;
const TEXT_FIELDS = "textarea, [contenteditable], input:not([type=checkbox], [type=radio], [type=range])"; // what has an undo of its own

export class Painting {
  /** @type {{points: number[][], turn: ?number, view: number[][], most: number, text: Object<string, string>}} */ data;
  /** @type {number[][]} */ points = [];
  /** @type {?number[]} */ cross = null;
  turn = 0; // how often the points were told
  pressed = false;
  kind = 0;
  side = 0;

  /** `send({points, turn})` reports all points, each [x, y, class], after every change by hand.
   *  @param {HTMLElement} root @param {(said: {points: number[][], turn: number}) => void} send */
  constructor(root, send) {
    this.root = root;
    this.send = send;
    this.stage = element("div", { class: "painting-stage", role: "application", tabindex: "0" });
    this.layer = layer(this.stage);
    const button = (name, onclick) => element("button", { type: "button", class: `painting-${name}`, onclick });
    this.buttons = { class_0: button("class", () => this.choose(0)), class_1: button("class", () => this.choose(1)), undo: button("undo", () => this.undo()), clear: button("clear", () => this.change([])) };
    this.node = element("div", { class: "player painting" }, element("style", {}, STYLE), element("div", { class: "player-bar" }, ...Object.values(this.buttons)), this.stage);
    root.append(this.node);
    this.stage.addEventListener("pointerdown", (event) => this.press(event));
    this.stage.addEventListener("keydown", (event) => this.key(event));
    this.stage.addEventListener("focus", () => {
      if (!this.pressed && this.stage.matches(":focus-visible")) this.aim();
      this.paint();
    });
    this.stage.addEventListener("blur", () => this.paint());
    this.over = new AbortController();
    addEventListener("keydown", (event) => this.back(event), { signal: this.over.signal });
    this.observer = new ResizeObserver(() => this.paint());
    this.observer.observe(this.node);
  }

  update(data) {
    this.data = data;
    this.take(data);
    for (const [name, node] of Object.entries(this.buttons)) node.textContent = data.text[name];
    this.stage.setAttribute("aria-label", data.text.canvas);
    this.choose(this.kind);
  }

  /** The page's points, unless the hand has changed them since the page heard of them. */
  take({ points, turn }) {
    if (this.pressed || (turn !== null && turn < this.turn)) return;
    this.points = points;
    this.turn = turn ?? this.turn;
  }

  tell() {
    this.turn += 1;
    this.send({ points: this.points, turn: this.turn });
  }

  choose(kind) {
    this.kind = kind;
    [this.buttons.class_0, this.buttons.class_1].forEach((node, k) => node.setAttribute("aria-pressed", k === kind));
    this.paint();
  }

  change(points) {
    if (points.length > this.data.most) return;
    this.points = points;
    this.paint();
    this.tell();
  }

  /** Takes the last point back. */
  undo() {
    this.change(this.points.slice(0, -1));
  }

  /** A key anywhere on the page. */
  back(event) {
    const { key, ctrlKey, metaKey, shiftKey, altKey, target } = event;
    if (key?.toLowerCase() !== "z" || !(ctrlKey || metaKey) || shiftKey || altKey || target.closest(TEXT_FIELDS) || this.pressed || !this.points.length) return;
    event.preventDefault();
    this.undo();
  }

  get view() {
    return this.data.view;
  }

  placeOf({ clientX, clientY }) {
    const { left, top } = this.stage.getBoundingClientRect();
    const [[x0, x1], [y0, y1]] = this.view;
    return [x0 + ((clientX - left) / this.side) * (x1 - x0), y1 - ((clientY - top) / this.side) * (y1 - y0)];
  }

  /** A press places a point, and a drag a row of them; all are told when the hand is off, none at Escape. */
  press(event) {
    if (event.button !== 0 || !event.isPrimary || this.points.length >= this.data.most) return;
    event.preventDefault();
    this.pressed = true;
    const { points } = this;
    this.stage.focus({ preventScroll: true });
    let last = [event.clientX, event.clientY];
    const add = (at) => {
      if (this.points.length < this.data.most) this.points = [...this.points, [...this.placeOf(at), this.kind]];
      this.paint();
    };
    add(event);
    const over = new AbortController();
    const follow = (move) => {
      if (!move.buttons) return finish(); // a menu took the release
      if (Math.hypot(move.clientX - last[0], move.clientY - last[1]) < APART) return;
      last = [move.clientX, move.clientY];
      const box = this.stage.getBoundingClientRect();
      if (move.clientX >= box.left && move.clientX <= box.right && move.clientY >= box.top && move.clientY <= box.bottom) add(move);
    };
    const lift = () => {
      over.abort();
      this.pressed = false;
    };
    const finish = () => (lift(), this.tell());
    const withdraw = () => {
      lift();
      this.points = points;
      this.take(this.data); // the page may have put others there meanwhile
      this.paint();
    };
    for (const [name, react] of Object.entries({ pointermove: follow, pointerup: finish, pointercancel: finish })) addEventListener(name, ofPointer(event, react), { signal: over.signal });
    onEscape(withdraw, over.signal);
  }

  /** Puts the keyboard's cross into the middle, if it is nowhere yet. */
  aim() {
    const [[x0, x1], [y0, y1]] = this.view;
    this.cross ??= [(x0 + x1) / 2, (y0 + y1) / 2];
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const way = ARROWS[event.key];
    const [[x0, x1], [y0, y1]] = this.view;
    this.aim();
    if (way) {
      const [x, y] = this.cross;
      this.cross = [Math.min(x1, Math.max(x0, x + way[0] * NUDGE_PLANE * (x1 - x0))), Math.min(y1, Math.max(y0, y + way[1] * NUDGE_PLANE * (y1 - y0)))];
      this.paint();
    } else if (event.key === "Enter") this.change([...this.points, [...this.cross, this.kind]]);
    else return;
    event.preventDefault();
  }

  paint() {
    const width = this.node.clientWidth;
    if (!width || !this.data) return;
    this.side = Math.min(SIDE, width);
    this.stage.style.width = this.stage.style.height = `${this.side}px`;
    const theme = themeOf(this.root);
    const [[x0, x1], [y0, y1]] = this.view;
    const place = (/** @type {number[]} */ [x, y]) => [((x - x0) / (x1 - x0)) * this.side, this.side - ((y - y0) / (y1 - y0)) * this.side];
    this.layer.paint(this.side, this.side, (ctx) => {
      ctx.strokeStyle = theme.line;
      ctx.strokeRect(0.5, 0.5, this.side - 1, this.side - 1);
      for (const point of this.points) drawPoint(ctx, ...place(point), point[2], theme, false);
      if (!this.cross || document.activeElement !== this.stage) return;
      const [x, y] = place(this.cross);
      ctx.strokeStyle = theme.text;
      ctx.beginPath();
      ctx.moveTo(x - 8, y);
      ctx.lineTo(x + 8, y);
      ctx.moveTo(x, y - 8);
      ctx.lineTo(x, y + 8);
      ctx.stroke();
    });
  }

  destroy() {
    this.over.abort();
    this.observer.disconnect();
    this.node.remove();
  }
}
