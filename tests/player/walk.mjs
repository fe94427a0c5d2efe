// Walks the runs that Python asks for, and tells it what came out.

import { readFileSync } from "node:fs";
import { knows, factors } from "../../player/web/schedule.js";
import { OPS } from "../../player/web/tape.js";
import { dissect, room, walk } from "../../player/web/walk.js";
import { unpack } from "../../player/web/wire.js";

const { surfaces, rules, random, cases, repeat } = unpack(JSON.parse(readFileSync(0, "utf8")));
const told = (array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString("base64");

const plans = cases.map(({ surface, rule, steps, schedule, seed, values, ...setting }) => {
  const { draws, stream } = random[seed] ?? {};
  const tape = rules[rule];
  const turned = schedule && knows(schedule.key) ? factors(schedule, steps) : null;
  const plan = { ...setting, rule: tape, surface: { ...surfaces[surface], stream, values }, draws, factors: turned };
  return [plan, room(steps, tape.outputs.length - 1)];
});

const walked = plans.map(([plan, into]) => {
  const diverged = walk(plan, into);
  return {
    diverged,
    theta: told(into.theta.flat),
    gradient: told(into.gradient.flat),
    loss: told(into.loss),
    lr: told(into.lr),
    states: into.states.map(({ flat }) => told(flat)),
    lines: plan.step ? dissect(plan, into, plan.step) : [],
  };
});
const times = Array.from({ length: repeat ?? 0 }, () => {
  const before = performance.now();
  for (const [plan, into] of plans) walk(plan, into);
  return performance.now() - before;
});
process.stdout.write(JSON.stringify({ ops: OPS, walked, times }));
