// The loss near θ along one coordinate, with its slope there, and where the step leads.

import { element } from "../element.js";
import { inFull, workedOut } from "./numbers.js";

const [WIDTH, HEIGHT, FOOT] = [300, 170, 26];
const ASIDE = { start: 4, middle: 0, end: -4 }; // px between names that stand close
const FARTHEST = 2.5; // of the way to the minimum, that a step is followed

/** A loss that curves as ½ (x − c)² and has the slope `g` at `theta`; `next`: the point after the step.
 *  @param {number} theta @param {number} g @param {number | null} next
 *  @param {{says: string, theta: string, next: string}} words */
export function slopePicture(theta, g, next, words) {
  const centre = theta - g;
  const span = Math.abs(g) || 1;
  const ends = [theta, centre];
  if (next !== null && Math.abs(next - theta) < FARTHEST * span) ends.push(next);
  const [low, high] = [Math.min(...ends) - 0.4 * span, Math.max(...ends) + 0.4 * span];
  const value = (x) => 0.5 * (x - centre) ** 2;
  const top = Math.max(value(low), value(high));
  const px = (x) => ((x - low) / (high - low)) * WIDTH;
  const py = (y) => HEIGHT - FOOT - (y / top) * (HEIGHT - FOOT - 8);
  const at = (x, y) => `${px(x).toFixed(1)},${py(y).toFixed(1)}`;
  const curve = Array.from({ length: 61 }, (_, k) => low + (k / 60) * (high - low)).map((x) => at(x, value(x)));
  const line = (x) => at(x, value(theta) + g * (x - theta));
  const reach = 0.32 * span;
  const mark = (x, name, label, side) =>
    `<circle class="do-${name}" cx="${px(x).toFixed(1)}" cy="${py(value(x)).toFixed(1)}" r="5"/>` +
    `<line class="do-drop" x1="${px(x).toFixed(1)}" x2="${px(x).toFixed(1)}" y1="${(py(value(x)) + 6).toFixed(1)}" y2="${HEIGHT - FOOT}"/>` +
    `<text x="${(px(x) + ASIDE[side]).toFixed(1)}" y="${HEIGHT - 9}" text-anchor="${side}">${label}</text>`;
  const seen = next !== null && next >= low && next <= high;
  const close = seen && Math.abs(px(next) - px(theta)) < 90; // then their names would meet
  const [here, there] = !close ? ["middle", "middle"] : next < theta ? ["start", "end"] : ["end", "start"];
  const svg = `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true">
    <line class="do-ground" x1="0" x2="${WIDTH}" y1="${HEIGHT - FOOT}" y2="${HEIGHT - FOOT}"/>
    <polyline class="do-loss" points="${curve.join(" ")}"/>
    <polyline class="do-slope" points="${line(theta - reach)} ${line(theta + reach)}"/>
    ${mark(theta, "here", `${words.theta} = ${inFull(theta)}`, here)}
    ${seen ? mark(next, "next", `${words.next} = ${workedOut(next)}`, there) : ""}</svg>`;
  return element("figure", { class: "do-picture" }, element("div", { html: svg }), element("figcaption", {}, words.says));
}
