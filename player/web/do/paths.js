// A typed rule beside the one that is asked for: right if it walks the same paths.
// lessons/exercises/write.py does the same.

import { FormulaError } from "../reader/error.js";
import { readRule } from "../reader/rule.js";
import { room, walk } from "../walk/walk.js";

const SAME = 1e-9; // the difference, relative to the size of θ, that rounding may make

/** The path of a rule in a probe, x and y of all points one after another.
 *  @returns {Float64Array} */
function walkedPath({ steps }, { surface, start }, rule, hypers) {
  const into = room(steps);
  walk({ rule, hypers, surface, start, draws: null, factors: null }, into);
  return into.theta.flat;
}

/** The first step after which two paths differ, null for none.
 *  @param {Float64Array} one @param {Float64Array} other */
export function parting(one, other) {
  const apart = (a, k) => {
    const b = other[k];
    if (Object.is(a, b) || a === b) return false;
    const size = Math.max(1, Math.abs(a), Math.abs(b));
    return !(Number.isFinite(size) && Math.abs(a - b) <= SAME * size);
  };
  const found = one.findIndex(apart);
  return found < 0 ? null : Math.floor(found / 2);
}

/** How far a path leads from the right one, for the right one's extent; 0 for the same path. */
function apartness(right, other) {
  if (parting(right, other) === null) return 0;
  const extents = [0, 1].map((k) => right.filter((_, i) => i % 2 === k)).map((values) => Math.max(...values) - Math.min(...values));
  const far = Math.max(...right.map((value, k) => Math.abs(value - other[k]))) / Math.max(...extents);
  return Number.isFinite(far) ? far : Infinity;
}

/** What is to be said of a text: `{right, kind, probe, step, name, error, paths}`; see `RuleVerdict` there.
 *  paths: [the right one, the typed one] in the probe in which they lead farthest apart.
 *  @param {WriteMessage} exercise @param {string} text */
export function judgeRule(exercise, text) {
  const { probes, goal, wrongs, language } = exercise;
  let typed;
  try {
    typed = readRule(text, language);
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    return { right: false, kind: "unread", error };
  }
  const known = new Set(exercise.names.map(({ name }) => name));
  const foreign = Object.keys(typed.hypers).find((name) => Object.hasOwn(language.hypers, name) && !known.has(name));
  if (foreign) return { right: false, kind: "foreign", name: foreign };
  const paths = probes.map((probe) => {
    const set = Object.entries(probe.hypers).filter(([name]) => Object.hasOwn(typed.hypers, name));
    return walkedPath(exercise, probe, typed.tape, { ...typed.hypers, ...Object.fromEntries(set) });
  });
  const rights = probes.map((probe) => walkedPath(exercise, probe, goal, probe.hypers));
  const steps = paths.map((path, k) => parting(rights[k], path));
  if (steps.every((step) => step === null)) return { right: true, kind: "" };
  const far = paths.map((path, k) => apartness(rights[k], path));
  const probe = far.indexOf(Math.max(...far));
  const same = ({ tape }) => probes.every((one, k) => parting(paths[k], walkedPath(exercise, one, tape, one.hypers)) === null);
  const kind = wrongs.find(same)?.kind ?? "other";
  return { right: false, kind, probe, step: steps[probe], paths: [rights[probe], paths[probe]] };
}
