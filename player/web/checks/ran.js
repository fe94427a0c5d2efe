// A comparison that is walked here, to be judged: its runs, and the same with other settings.

import { CURVES } from "../walk/measures.js";
import { factors } from "../walk/schedule.js";
import { formulaAt, hypersOf } from "../walk/setting.js";
import { room, slopeOf, walk } from "../walk/walk.js";

export class Ran {
  /** formula: what the scene says of the surface, with what judging needs (`judging_message` of
   *  player/live.py). setting: `{start, steps, noise, schedule, values, hypers}`, as `Live` has it.
   *  @param {Pick<SentRun, "key" | "rule" | "hypers">[]} runs @param {Scene["formula"]} formula
   *  @param {Pick<Supplies, "rules" | "draws" | "stream">} supplies */
  constructor(runs, formula, supplies, setting) {
    this.runs = runs;
    this.formula = formula;
    this.supplies = supplies;
    this.setting = { hypers: [], ...setting };
    this.steps = setting.steps;
    this.walked = new Map();
  }

  get keys() {
    return this.runs.map(({ key }) => key);
  }

  /** The value of a setting: "steps", "noise", "sgd.lr", "cosine.floor", or a parameter of
   *  the surface. */
  named(name) {
    const dot = name.lastIndexOf(".");
    if (dot < 0) return name === "steps" || name === "noise" ? this.setting[name] : this.setting.values[name];
    const [owner, own] = [name.slice(0, dot), name.slice(dot + 1)];
    const { schedule } = this.setting;
    return owner === schedule?.key ? schedule.values[own] : hypersOf(this.run(owner), this.setting.hypers)[own];
  }

  run(key) {
    return this.runs.find((run) => run.key === key);
  }

  /** The surface with the parameters as they are set. */
  get surface() {
    return { ...formulaAt(this.formula, this.setting.values), stream: this.supplies.stream };
  }

  /** The path of a run with all that belongs to it: `theta`, `loss`, `gradient`, `diverged`. */
  path(key) {
    const known = this.walked.get(key);
    if (known) return known;
    const { start, steps, noise, schedule } = this.setting;
    const run = this.run(key);
    const rule = this.supplies.rules[run.rule];
    const into = room(steps, rule.outputs.length - 1);
    const { draws } = this.supplies;
    const plan = { rule, hypers: hypersOf(run, this.setting.hypers), surface: this.surface, start, noise, draws };
    const diverged = walk({ ...plan, factors: schedule && factors(schedule, steps) }, into);
    if (diverged === undefined) throw new RangeError("what is random in this run does not last");
    const found = { ...into, diverged, away: CURVES.distance(into, this.formula) };
    this.walked.set(key, found);
    return found;
  }

  /** The gradient of the whole loss, as a function of x and y. */
  slope() {
    return slopeOf(this.surface);
  }

  /** The same comparison with some settings changed, named as `named` has them. */
  again(settings) {
    const now = { ...this.setting, values: { ...this.setting.values }, hypers: [...this.setting.hypers] };
    for (const [name, value] of Object.entries(settings)) {
      const dot = name.lastIndexOf(".");
      const [owner, own] = [name.slice(0, dot), name.slice(dot + 1)];
      if (dot >= 0 && owner === now.schedule?.key) now.schedule = { ...now.schedule, values: { ...now.schedule.values, [own]: value } };
      else if (dot >= 0) now.hypers.push({ name: own, value, runs: [owner] });
      else if (name === "noise") now.noise = value;
      else now.values[name] = value;
    }
    return new Ran(this.runs, this.formula, this.supplies, now);
  }
}
