// The runs as the hand has them: walked here, in this very frame. The server's are the last word.

import { filledIn } from "../gaps.js";
import { Hand } from "./hand.js";
import { VECTORS, CURVES, departure, heights } from "../walk/measures.js";
import { general } from "../walk/numbers.js";
import { factors, knows } from "../walk/schedule.js";
import { concerns, formulaAt, hypersOf } from "../walk/setting.js";
import { terrain } from "../walk/terrain.js";
import { pathOf, room, roomWithin, stateOf, walk } from "../walk/walk.js";

/** The settings of the message with all that a hand has moved; null if it has moved nothing.
 *  `say(key)`: the value of a slider, or null. `start`: where the hand has put it, or null.
 *  @param {LiveSettings} live @param {(key: string) => number | null} say @param {Pair | null} start */
export function turned(live, say, start) {
  const now = { start: start ?? live.start, steps: live.steps, noise: live.noise, schedule: live.schedule, values: live.values };
  const found = { ...now, hypers: [], every: Boolean(start) };
  for (const { key, at, sets, runs } of live.sliders) {
    const value = say(key);
    if (value === null || value === at) continue;
    const [owner, name] = sets.split(".");
    if (owner === "surface") found.values = { ...found.values, [name]: value };
    else if (owner === "schedule") found.schedule = found.schedule && { ...found.schedule, values: { ...found.schedule.values, [name]: value } };
    else if (sets === "noise" || sets === "steps") found[sets] = value;
    else {
      found.hypers.push({ name: sets, value, runs });
      continue;
    }
    found.every = true;
  }
  return found.every || found.hypers.length ? found : null;
}

/** The settings of the message as they are, for runs that are walked whether or not a hand has moved
 *  anything. */
const unturned = ({ start, steps, noise, schedule, values }) => ({ start, steps, noise, schedule, values, hypers: [], every: true });

const samePoint = (one, other) => one.every((value, k) => value === other[k]);

/** A title's words on the run's hyper-parameters. */
const worded = (template, hypers) => filledIn(template, Object.fromEntries(Object.entries(hypers).map(([name, value]) => [name, general(value, 3)])));

/** The point on a line through the data at each step: θ is its slope and its height. */
const lineOf = (ends, path) => Array.from(path, ([w, b]) => [ends[0], w * ends[0] + b, ends[1], w * ends[1] + b]);

/** A run of the server with all that is read off its path.
 *  @param {SentRun} run @param {{kind?: string}} curve @param {Scene} scene */
function served(run, { kind }, { relief, formula }) {
  /** @type {Run} */
  const found = { ...run, detail: worded(run.template, run.hypers), height: heights(relief, run.value) };
  if (kind && !run.curve) found.curve = CURVES[kind]({ loss: run.value }, formula);
  if (run.ends) found.line = lineOf(run.ends, run.path);
  return found;
}

export class Live {
  /** @type {PlayMessage} */ data;
  /** @type {Scene} */ scene;
  /** @type {Supplies | undefined} */ supplies;

  /** `moved()` is called when a hand has moved a slider of the page. */
  constructor(moved) {
    this.hand = new Hand(moved);
    this.own = new Map(); // the values of the player's own sliders
    this.rooms = new Map(); // the memory of each run's walk, by the run's key
    /** Where the start was put, until the server has its word on it. `from`: what the server said before;
     *  `past`: where it was put on the way, which the server may still answer.
     *  @type {{from: Pair | null, past?: Pair[], to: Pair} | null} */
    this.put = null;
  }

  /** Whether the server's start is one that the hand has put there. */
  confirms({ start }) {
    const { put } = this;
    return Boolean(put?.from && start && [...put.past, put.to].some((point) => samePoint(point, start)));
  }

  /** A message of the server, its scene and supplies. `own`: values of the player's sliders. */
  fill(data, scene, supplies, own = new Map()) {
    Object.assign(this, { data, scene, supplies, own });
    this.runs = data.runs.map((run) => (run.path ? served(run, data.curve ?? {}, scene) : run));
    const { put } = this;
    const underWay = (at) => !samePoint(at, put.to) && [put.from, ...put.past].some((point) => samePoint(point, at));
    if (put?.from && !(data.start && underWay(data.start))) this.put = null;
    this.hand.watch((data.live?.sliders ?? []).map(({ key }) => key).filter((key) => !own.has(key)));
  }

  /** The hand has put the start to this point. */
  keep(point) {
    const { from, past } = this.put?.from ? { ...this.put, past: [...this.put.past, this.put.to] } : { from: this.data.start, past: [] };
    this.put = samePoint(point, from) && !past.length ? null : { from, past, to: point };
  }

  /** The value of every slider, by its key. */
  values() {
    return Object.fromEntries((this.data.live?.sliders ?? []).map(({ key, at }) => [key, this.own.get(key) ?? this.hand.say(key) ?? at]));
  }

  /** The settings as they are moved, null if none is; `held`: the start in the hand. */
  now(held) {
    const { live, start } = this.data;
    const put = held ?? this.put?.to;
    const moved = put && !samePoint(put, start) ? put : null;
    return live && turned(live, (key) => this.own.get(key) ?? this.hand.say(key), moved);
  }

  /** The settings, moved or not. */
  settings(held) {
    return this.now(held) ?? unturned(this.data.live);
  }

  /** The picture as the hand has it: `{runs, steps, start}`. */
  shown(held) {
    // What is shown from inside needs more of a run than the server sends; where there is no server,
    // it sends none.
    const walked = this.data.inside || this.data.runs.some(({ path }) => !path);
    const now = walked ? { ...this.settings(held), every: true } : this.now(held);
    const runs = now ? this.runs.map((run) => this.walk(run, now)) : this.runs;
    const { steps, start } = this.data;
    const longest = runs.reduce((most, { path }) => Math.max(most, path.length - 1), 0);
    return { runs, steps: now ? longest : steps, start: start && (held ?? this.put?.to ?? start) };
  }

  /** `run` under the settings `now` (see `turned`); itself where they do not concern it, or where
   *  the browser cannot walk it. */
  walk(run, now) {
    const { formula, relief, view } = this.scene;
    const { rules, draws, stream } = this.supplies ?? {};
    const rule = rules?.[run.rule];
    const meant = now.every || now.hypers.some((one) => concerns(one, run));
    if (!rule || (run.path && !meant) || (now.schedule && !knows(now.schedule.key))) return run;
    const hypers = hypersOf(run, now.hypers);
    const surface = { ...formulaAt(formula, now.values), stream };
    const into = this.roomFor(run.key, now.steps, rule);
    const turning = now.schedule ? factors(now.schedule, now.steps) : null;
    const diverged = walk({ rule, hypers, surface, start: now.start, noise: now.noise, draws, factors: turning }, into);
    if (diverged === undefined) return run;
    const path = into.theta.rows;
    return {
      ...run,
      hypers,
      path,
      diverged,
      detail: worded(run.template, hypers),
      value: into.loss,
      height: heights(relief, into.loss),
      curve: this.data.curve && CURVES[this.data.curve.kind](into, formula),
      answer: run.point && pathOf(rule, run.point, into),
      left: departure(into, view),
      arrows: run.arrows.map((arrow) => ({ ...arrow, vectors: VECTORS[arrow.kind](into, view, arrow.state && stateOf(rule, arrow.state, into)) })),
      line: run.ends && lineOf(run.ends, path),
      draped: undefined,
      walked: { rule, hypers, into },
    };
  }

  /** Walks all runs once, for nothing: the first move of a hand finds their rooms and machines, and
   *  compiled code. */
  rehearse() {
    const { live, inside } = this.data;
    if (!live || inside || this.now()) return; // else what is shown lies in these rooms
    for (const run of this.runs) if (run.path) this.walk(run, unturned(live));
  }

  /** The ground (see `terrain`) where the hand has turned the surface, else null. */
  turnedGround(held) {
    const now = this.now(held);
    const { scene } = this;
    const moved = now && Object.keys(scene.formula.units).some((name) => now.values[name] !== this.data.live.values[name]);
    if (!moved) return null;
    const key = JSON.stringify(now.values);
    if (this.terrain?.key !== key || this.terrain.scene !== scene) {
      const formula = formulaAt(scene.formula, now.values);
      this.terrain = { key, scene, ground: terrain(scene.ground, formula, scene.shade) };
    }
    return this.terrain.ground;
  }

  /** The room of a run: within the same one from frame to frame, until it is too small. */
  roomFor(key, steps, rule) {
    const states = rule.outputs.length - 1;
    const known = this.rooms.get(key);
    const kept = known && known.steps >= steps && known.states.length === states ? known : room(known ? 2 * steps : steps, states);
    this.rooms.set(key, kept);
    return roomWithin(kept, steps);
  }

  destroy() {
    this.hand.destroy();
  }
}
