// The rules that can run: the built-in ones, and those of the visitor's own that can be read.

import { filledIn } from "../gaps.js";
import { FormulaError } from "../reader/error.js";
import { readRule } from "../reader/rule.js";

const AROUND_VALUE = [0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5, 10];
const round = (value) => Number(value.toPrecision(6));

/** The keys of the rules that can be typed. */
export const OWN = ["own1", "own2", "own3"];

/** The stops of a slider that a typed rule declares or, by default, of one around its value: see
 *  `stops_around` in optimizers/hypers.py. @param {number} value @param {number[]} stops */
function stopsAround(value, stops) {
  const around = value ? AROUND_VALUE.map((factor) => value * factor) : Array.from({ length: 21 }, (_, k) => (k - 10) / 10);
  return [...new Set([...(stops.length > 1 ? stops : around), value].map(round))].sort((a, b) => a - b);
}

/** What a typed rule is called where it has no name. @param {Playground} kit */
export const usualName = (kit, key) => filledIn(kit.text.usual, { number: key.slice(-1) });

/** The names of the typed rules by their keys, each unlike all others: see `own_names` in ui/settings/own.py.
 *  @param {Playground} kit @param {Chosen["own"]} own @returns {Record<string, string>} */
export function ownNames(kit, own) {
  const taken = new Set(kit.taken);
  /** @type {Record<string, string>} */ const found = {};
  for (const key of OWN.filter((name) => Object.hasOwn(own, name))) {
    let name = own[key].name || usualName(kit, key);
    while (taken.has(name.toLowerCase())) name += ` ${key.slice(-1)}`;
    found[key] = name;
    taken.add(name.toLowerCase());
  }
  return found;
}

const alreadyRead = new Map(); // what came of texts, by them

/** A typed rule as the walk needs it, or its error. @param {Playground} kit @param {string} text
 *  @returns {{rule?: ReadRule, error?: FormulaError}} */
export function readOwn(kit, text) {
  if (alreadyRead.size > 100) alreadyRead.clear();
  if (!alreadyRead.has(text)) alreadyRead.set(text, attempt(() => ({ rule: readRule(text, kit.language) })));
  return alreadyRead.get(text);
}

/** What `work` gives, or the error of a text that will not do. */
export function attempt(work) {
  try {
    return work();
  } catch (error) {
    if (error instanceof FormulaError) return { error };
    throw error;
  }
}

/** A rule by its key, as it runs; null for a typed one that cannot be read.
 *  @param {Playground} kit @param {Chosen} chosen @param {string} key @returns {PlayedRule | null} */
export function playedRule(kit, chosen, key) {
  if (Object.hasOwn(kit.rules, key)) return { ...kit.rules[key], run: kit.show.runs.find((run) => run.key === key) };
  const { rule } = readOwn(kit, chosen.own[key].text);
  if (!rule) return null;
  const { tape, hypers, stops } = rule;
  const known = kit.language.hypers;
  const marks = Object.entries(hypers).map(([hyper, value]) => {
    const own = Object.hasOwn(stops, hyper) ? stops[hyper] : [];
    return [hyper, !own.length && Object.hasOwn(known, hyper) ? known[hyper].stops : stopsAround(value, own)];
  });
  const template = Object.hasOwn(hypers, "lr") ? "η {lr}" : "";
  const run = { ...kit.show.runs[0], key, rule: key, name: ownNames(kit, chosen.own)[key], style: kit.looks[OWN.indexOf(key)], hypers, template, point: null };
  return { tape, stops: Object.fromEntries(marks), run };
}
