// An aim: how far runs reach it, and how far a learner's tries did. As in lessons/exercises/aim.py.

import { judged } from "../judge/check.js";
import { Ran } from "../judge/ran.js";

/** How far the aim `{goal, cost}` (trees of checks) is reached by these runs.
 *  @returns {{goal: boolean, cost: number}} */
export function reach(aim, ran) {
  const cost = judged(aim.cost, ran);
  return { goal: judged(aim.goal, ran) && Number.isFinite(cost), cost };
}

/** Whether what was reached is better than the best before it, null if there is none. */
export const beats = (found, best) => found.goal && !(best?.goal && best.cost <= found.cost);

/** The runs of `ran` as an answer poses them: from its start, with its knobs. */
export const posedSo = ({ runs, formula, supplies, setting }, { start, settings }) => new Ran(runs, formula, supplies, { ...setting, start, hypers: [] }).again(settings);

/** What the best answer of a record reached; null for none. */
export const bestOf = (aim, ran, record) => (record?.best ? reach(aim, posedSo(ran, record.best)) : null);
