// A range that looks the same in every browser, and that a finger turns but does not turn in passing.

import { element } from "../element.js";

const AWAY = 6; // px that a finger moves along the slider before it turns it
const THUMB = 16; // px, as in the style sheet

/** Follows pointers on `node`: `put(x)` turns the slider to a place in px, `done()` is called when the
 *  hand that has turned it is off. A finger turns by a tap, or by a way along the slider. */
function followPointers(node, input, put, done) {
  let hand = null; // the press that turns the slider, or may come to
  node.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || hand) return;
    event.preventDefault(); // else a drag would mark text
    node.setPointerCapture(event.pointerId);
    input.focus({ preventScroll: true });
    hand = { id: event.pointerId, x: event.clientX, turning: event.pointerType !== "touch" };
    if (hand.turning) put(event.clientX);
  });
  node.addEventListener("pointermove", (event) => {
    if (event.pointerId !== hand?.id) return;
    if (!event.buttons) return finish(event); // a menu took the release
    hand.turning ||= Math.abs(event.clientX - hand.x) > AWAY;
    if (hand.turning) put(event.clientX);
  });
  const finish = (event) => {
    if (event.pointerId !== hand?.id) return;
    const { turning } = hand;
    hand = null;
    if (event.type === "pointerup") put(event.clientX);
    else if (!turning) return;
    done();
  };
  node.addEventListener("pointerup", finish);
  node.addEventListener("pointercancel", finish);
}

/** A slider's DOM: `node`, its `input`, and `show(value, max, min)`. `turn(value)` is called at every
 *  stop on the way, `done(value)` when the hand is off.
 *
 *  The input is the keyboard's and the screen reader's; pointers are followed here, since a browser
 *  turns a range as soon as a finger touches it, even one that only scrolls the page. */
export function slider(name, turn, done = (_value) => {}) {
  const input = element("input", { type: "range", min: 0, step: 1, class: name });
  const node = element("span", { class: "player-slider" }, input);
  const ends = () => [Number(input.min), Number(input.max)];
  const paint = () => {
    const [min, max] = ends();
    node.style.setProperty("--share", String(max > min ? (Number(input.value) - min) / (max - min) : 0));
  };
  const finish = () => done(Number(input.value));
  input.addEventListener("input", () => {
    paint();
    turn(Number(input.value));
  });
  input.addEventListener("change", finish);
  const put = (x) => {
    const { left, width } = node.getBoundingClientRect();
    const thumb = THUMB * (node.currentCSSZoom ?? 1); // a slide is enlarged
    const share = (x - left - thumb / 2) / (width - thumb);
    const [min, max] = ends();
    const value = String(Math.round(min + Math.min(1, Math.max(0, share)) * (max - min)));
    if (value === input.value) return;
    input.value = value;
    input.dispatchEvent(new Event("input"));
  };
  followPointers(node, input, put, finish);
  return {
    node,
    input,
    show(value, max, min = 0) {
      input.min = min;
      input.max = max;
      input.value = value;
      paint();
    },
  };
}
