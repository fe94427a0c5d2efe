// An aim: how far runs reach it, and how far a learner's tries did. As in lessons/exercises/aim.py.

import { judged } from "../checks/check.js";
import { Ran } from "../checks/ran.js";

/** How far the aim `{goal, cost, lost}` (trees of checks) is reached by these runs, and what is missing.
 *  @returns {{goal: boolean, cost: number, missing: "" | "lost" | "restless" | "short"}} */
export function reach(aim, ran) {
  const cost = judged(aim.cost, ran);
  const finite = Number.isFinite(cost);
  if (finite && judged(aim.goal, ran)) return { goal: true, cost, missing: "" };
  return { goal: false, cost, missing: judged(aim.lost, ran) ? "lost" : finite ? "short" : "restless" };
}

/** Whether what was reached is better than the best before it, null if there is none. */
export const beats = (found, best) => found.goal && !(best?.goal && best.cost <= found.cost);

/** The runs of `ran` as an answer poses them: from its start, with its knobs. */
const posedSo = ({ runs, formula, supplies, setting }, { start, settings }) => new Ran(runs, formula, supplies, { ...setting, start, hypers: [] }).again(settings);

/** What the best answer of a record reached; null for none. */
export const bestOf = (aim, ran, record) => (record?.best ? reach(aim, posedSo(ran, record.best)) : null);
