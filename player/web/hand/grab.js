// The hand on the start: its ring is dragged, put elsewhere by a press, or moved by the arrow keys.

import { element } from "../element.js";
import { filledIn } from "../gaps.js";
import { startAt } from "../stage/draw.js";
import { snap } from "../stage/geometry.js";
import { onEscape } from "./escape.js";

/** Where the arrow keys lead, along x and y. */
export const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const SMALL = 0.01; // of the view, that an arrow key moves the start
const LARGE = 0.1; // the same with the shift key
const TAP = 10; // px that a finger may move and still tap
const PAUSE = 300; // ms after the last key is up for which the start is still in the hand

function panelAt(tiles, x, y) {
  return tiles?.findIndex((t) => x >= t.left && x <= t.left + t.width && y >= t.top && y <= t.top + t.height);
}

/** The point of the view nearest to the place (px, py) in `tile`. */
function pointAt(tile, px, py) {
  const x = Math.min(tile.box.x1, Math.max(tile.box.x0, tile.x(px)));
  const y = Math.min(tile.box.y1, Math.max(tile.box.y0, tile.y(py)));
  return [snap(x, tile.pixel[0]), snap(y, tile.pixel[1])];
}

/** Where an arrow key leads from `point` in the view `box`; null for another key. */
export function nudged([x, y], { x0, x1, y0, y1 }, key, large) {
  const way = ARROWS[key];
  if (!way) return null;
  const stride = large ? LARGE : SMALL;
  const along = (value, low, high, sign) => {
    const unit = stride * (high - low);
    const there = Math.min(high, Math.max(low, value + sign * unit));
    return there === value ? value : snap(there, unit / 10); // what is not moved keeps all its digits
  };
  return [along(x, x0, x1, way[0]), along(y, y0, y1, way[1])];
}

/** `react` to what comes of the pointer of `press`, and of no other finger.
 *  @param {PointerEvent} press @param {(event: PointerEvent) => void} react */
export const ofPointer = (press, react) => (/** @type {PointerEvent} */ event) => {
  if (event.pointerId === press.pointerId) react(event);
};

/** A press in a 2-D panel moves the start of `player`: at once on the screen, for good on release.
 *  The ring is taken as it lies in the hand; elsewhere the start comes to the pointer, and a finger
 *  has to tap, since its other ways scroll the page. */
export function grab(player, event) {
  const { stage } = player;
  const onStage = ({ clientX, clientY }) => {
    const { left, top } = stage.getBoundingClientRect();
    const zoom = stage.currentCSSZoom ?? 1; // a slide is enlarged
    return [(clientX - left) / zoom, (clientY - top) / zoom];
  };
  const [px, py] = onStage(event);
  const flat = player.view !== "landscape" && event.button === 0 && event.isPrimary && player.data?.movable;
  const grip = event.target.closest?.(".player-grip");
  const panel = grip?.dataset.tile ?? panelAt(player.tiles, px, py);
  const tile = flat && player.tiles?.[panel];
  if (!tile) return;
  const tap = event.pointerType === "touch" && !grip;
  const [sx, sy] = grip ? startAt(tile, player.data.start) : [px, py];
  const place = (now) => {
    const [dx, dy] = [now.clientX - event.clientX, now.clientY - event.clientY];
    if (tap ? Math.hypot(dx, dy) >= TAP : grip && !dx && !dy && !player.held) return;
    const [x, y] = onStage(now);
    const there = player.tiles?.[panel]; // the window may have another size by now
    if (there) player.hold(pointAt(there, x + sx - px, y + sy - py));
  };
  const over = new AbortController();
  player.over.signal.addEventListener("abort", () => over.abort(), { signal: over.signal });
  const on = (name, react) => stage.addEventListener(name, ofPointer(event, react), { signal: over.signal });
  const finish = (keep) => {
    over.abort();
    player.release(keep);
  };
  if (!tap) {
    stage.setPointerCapture(event.pointerId);
    // Where a menu opens over a drag, nobody tells of its release.
    on("pointermove", (e) => (e.buttons ? place(e) : finish(true)));
    place(event);
  }
  on("pointerup", (e) => (place(e), finish(true)));
  on("pointercancel", () => finish(false));
  onEscape(() => finish(false), over.signal);
}

/** Lets the keyboard move the start while `grip` is in focus: it is left where it is once the keys
 *  are up and rest, and goes back at Escape. */
function steer(player, grip) {
  const { signal } = player.over;
  let over = null; // ends what the keyboard does with the start, while it has it
  let resting;
  const settle = (keep) => {
    clearTimeout(resting);
    if (!over) return;
    over.abort();
    over = null;
    player.release(keep);
  };
  // A key that is held down is silent for longer than a pause before it repeats.
  const rest = () => {
    clearTimeout(resting);
    resting = setTimeout(() => settle(true), PAUSE);
  };
  const press = (event) => {
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey || player.view === "landscape") return;
    const point = nudged(player.held ?? player.data.start, player.tiles[0].box, key, shiftKey);
    if (!point) return;
    event.preventDefault();
    event.stopPropagation(); // else the arrow keys would also step through the run
    if (!over) onEscape(() => settle(false), (over = new AbortController()).signal);
    player.hold(point);
    clearTimeout(resting);
  };
  grip.addEventListener("keydown", press, { signal });
  grip.addEventListener("keyup", rest, { signal });
  grip.addEventListener("blur", () => settle(true), { signal });
  signal.addEventListener("abort", () => settle(false));
}

/** What is in reach of a finger, and of the keyboard, around the start in each panel. The first one
 *  is a button, since all panels have the same start. */
export function grips(player) {
  const first = element("button", { type: "button", class: "player-grip" });
  const all = [first];
  let known = "";
  steer(player, first);
  return {
    /** Puts them around `start` in all `tiles`; without a start there are none. */
    place(tiles, start, text) {
      const at = start ? tiles.map((tile) => startAt(tile, start)) : [];
      const now = `${at.join()} ${text.grip}`;
      if (now === known) return;
      known = now;
      while (all.length < at.length) all.push(element("div", { class: "player-grip", "aria-hidden": "true" }));
      all.forEach((grip, i) => {
        grip.hidden = i >= at.length;
        if (grip.hidden) return;
        grip.dataset.tile = i;
        grip.style.cssText = `left:${at[i][0]}px;top:${at[i][1]}px`;
        if (!grip.isConnected) player.stage.append(grip);
      });
      if (start) first.setAttribute("aria-label", filledIn(text.grip, { x: start[0], y: start[1] }));
    },
  };
}
