// An aim: how far runs reach it, and how far a learner's tries did. As in lessons/exercises/aim.py.

import { judged } from "../checks/check.js";
import { Ran } from "../checks/ran.js";

/** How far an aim is reached by these runs, and what is missing.
 *  @param {Pick<AimMessage, "goal" | "cost" | "lost">} aim @param {Ran} ran
 *  @returns {{goal: boolean, cost: number, missing: "" | "lost" | "restless" | "short"}} */
export function reach(aim, ran) {
  const cost = judged(aim.cost, ran);
  const finite = Number.isFinite(cost);
  if (finite && judged(aim.goal, ran)) return { goal: true, cost, missing: "" };
  return { goal: false, cost, missing: judged(aim.lost, ran) ? "lost" : finite ? "short" : "restless" };
}

/** Whether what was reached is better than the best before it, null if there is none. */
export const beats = (found, best) => found.goal && !(best?.goal && best.cost <= found.cost);

/** Whether an answer says a start, and a value of each knob: one of another version, or a damaged one, does not.
 *  @param {Record<string, ArrayLike<number>>} stops of the knobs */
function isPosed(stops, { start, settings }) {
  if (!(Array.isArray(start) && start.length === 2 && start.every(Number.isFinite) && settings)) return false;
  const within = ([knob, value]) => Object.hasOwn(stops, knob) && value >= stops[knob][0] && value <= stops[knob][stops[knob].length - 1];
  const said = Object.entries(settings);
  return said.length === Object.keys(stops).length && said.every((one) => Number.isFinite(one[1]) && within(one));
}

/** The runs of `ran` as an answer poses them: from its start, with its knobs. */
const posedSo = ({ runs, formula, supplies, setting }, { start, settings }) => new Ran(runs, formula, supplies, { ...setting, start, hypers: [] }).again(settings);

/** What the best answer of a record reached; null for none that could be posed. */
export const bestOf = (aim, ran, record) => (record?.best && isPosed(ran.supplies.stops, record.best) ? reach(aim, posedSo(ran, record.best)) : null);
