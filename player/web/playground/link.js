// What is chosen as the part of the address after #, in the words of the app's own links.

import { general } from "../walk/numbers.js";
import { slidersOf, standing } from "./message.js";
import { packedText, unpackedText } from "./packing.js";
import { OWN, playedRule } from "./rules.js";

const LINK_SIGNS = 20_000; // characters of a link that is read at all
const NAME_SIGNS = 24; // characters of a rule's name
const START_ROOM = 10; // how far outside of the view a start may lie, in widths of the view
const SIDES = ["x0", "x1", "y0", "y1"];
/** How far out a side of a view may lie, and how far from the other. */
export const [LARGEST_SIDE, LEAST_SIDE] = [1e3, 1e-3];
const SHOWN_AS = ["panels", "overlay", "landscape"];

/** A name as a visitor may give it: letters, digits, spaces and hyphens. */
export const namedAs = (text) => Array.from(text.replace(/[^\p{L}\p{N} -]/gu, "").replace(/ +/g, " ").replace(/^[- ]+/, "")).slice(0, NAME_SIGNS).join("").replace(/[- ]+$/, "");

/** A number that a text spells, else null. */
const numberIn = (text) => (/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) && Number.isFinite(Number(text)) ? Number(text) : null);

/** The sides of a view, where they are one: not too far out and not too narrow.
 *  @param {View} view */
export function isView({ x0, x1, y0, y1 }) {
  return [[x0, x1], [y0, y1]].every(([low, high]) => Math.abs(low) <= LARGEST_SIDE && Math.abs(high) <= LARGEST_SIDE && high - low >= LEAST_SIDE);
}

/** The view that a surface is seen in. @param {Playground} kit @param {Chosen} chosen @returns {View} */
export const viewOf = (kit, { surface, sides }) => (surface === "custom" ? sides : kit.surfaces[surface].scene.view);

/** Where the runs start if nothing is said: a typed formula's a fifth into the view along x, a quarter
 *  along y. */
export function usualStart(kit, chosen) {
  if (chosen.surface !== "custom") return kit.surfaces[chosen.surface].start;
  const { x0, x1, y0, y1 } = chosen.sides;
  return /** @type {Pair} */ ([x0 + (x1 - x0) / 5, y0 + (y1 - y0) / 4]);
}

/** Whether a start may lie at `value`, on an axis whose view goes from `low` to `high`. */
const reachable = (value, low, high) => value >= low - START_ROOM * (high - low) && value <= high + START_ROOM * (high - low);

/** What a link says, and the names of all in it that says nothing here.
 *  @param {string} link @param {Playground} kit @returns {Promise<{chosen: Chosen, ignored: string[]}>} */
export async function readLink(link, kit) {
  const said = new Map(link.length > LINK_SIGNS ? [["#", ""]] : new URLSearchParams(link));
  const { custom } = kit.surfaces;
  /** @type {Chosen} */
  const chosen = { surface: "rosenbrock", f: custom.formula, sides: { ...custom.scene.view }, own: {}, runs: [...kit.usual.runs], view: "panels", values: {}, start: [0, 0] };
  /** Takes what the link says under a name, if that can be. */
  const take = (name, read) => {
    if (!said.has(name)) return;
    const value = read(said.get(name));
    if (value === null) return;
    said.delete(name);
    return value;
  };
  chosen.surface = take("surface", (text) => (Object.hasOwn(kit.surfaces, text) ? text : null)) ?? chosen.surface;
  chosen.view = take("view", (text) => (SHOWN_AS.includes(text) ? text : null)) ?? chosen.view;
  take("lang", () => "");
  chosen.f = take("f", (text) => (Array.from(text).length <= kit.language.limits.formula ? text : null)) ?? chosen.f;
  const sides = Object.fromEntries(SIDES.map((side) => [side, numberIn(said.get(`view.${side}`) ?? "") ?? chosen.sides[side]]));
  if (isView(/** @type {View} */ (sides))) {
    chosen.sides = /** @type {View} */ (sides);
    for (const side of SIDES) take(`view.${side}`, numberIn);
  }
  for (const key of OWN) {
    const text = said.has(key) ? await unpackedText(said.get(key), kit.language.limits.rule) : null;
    const name = take(`name.${key}`, namedAs) ?? "";
    if (text !== null) take(key, () => (chosen.own[key] = { name, text }));
  }
  const known = [...Object.keys(kit.rules), ...Object.keys(chosen.own)];
  const runs = take("runs", (text) => (text.split(",").every((key) => !key || known.includes(key)) ? text.split(",") : null));
  if (runs) chosen.runs = known.filter((key) => runs.includes(key));
  readNumbers(kit, chosen, take);
  return { chosen, ignored: [...said.keys()] };
}

/** The start, and where the sliders stand. */
function readNumbers(kit, chosen, take) {
  const rules = Object.keys({ ...kit.rules, ...chosen.own }).map((key) => playedRule(kit, chosen, key)).filter((rule) => rule !== null);
  for (const { key, stops, whole } of slidersOf(kit, chosen, rules)) {
    const value = take(key, (text) => {
      const number = numberIn(text);
      const fits = number !== null && number >= stops[0] && number <= stops.at(-1) && (!whole || Number.isInteger(number));
      return fits ? number : null;
    });
    if (value !== undefined) chosen.values[key] = value;
  }
  const { x0, x1, y0, y1 } = viewOf(kit, chosen);
  const within = (text, low, high) => {
    const number = numberIn(text);
    return number !== null && reachable(number, low, high) ? number : null;
  };
  const [x, y] = usualStart(kit, chosen);
  chosen.start = [take(`${chosen.surface}.x`, (text) => within(text, x0, x1)) ?? x, take(`${chosen.surface}.y`, (text) => within(text, y0, y1)) ?? y];
}

/** The link that says what is chosen. @param {Playground} kit @param {Chosen} chosen */
export async function writeLink(kit, chosen) {
  const { surface, f, sides, runs, own, start, view } = chosen;
  const said = { surface };
  const { custom } = kit.surfaces;
  if (surface === "custom") {
    if (f !== custom.formula) said.f = f;
    for (const side of SIDES) if (sides[side] !== custom.scene.view[side]) said[`view.${side}`] = String(sides[side]);
  }
  const usual = usualStart(kit, chosen);
  ["x", "y"].forEach((axis, k) => start[k] !== usual[k] && (said[`${surface}.${axis}`] = String(start[k])));
  said.runs = runs.join(",");
  for (const key of Object.keys(own)) {
    if (own[key].name) said[`name.${key}`] = own[key].name;
    said[key] = await packedText(own[key].text);
  }
  const rules = runs.map((key) => playedRule(kit, chosen, key)).filter((rule) => rule !== null);
  for (const slider of slidersOf(kit, chosen, rules)) {
    const value = standing(chosen, slider);
    if (value !== slider.at) said[slider.key] = general(value);
  }
  if (view !== "panels") said.view = view;
  return new URLSearchParams(said).toString().replaceAll("%2C", ",");
}
