// The runs that Python asks for, walked by the engine in which this runs.

import { knows, factors } from "../../player/web/walk/schedule.js";
import { OPCODES } from "../../player/web/walk/tape.js";
import { breakdown, inWords } from "../../player/web/inside/breakdown.js";
import { pathOf, room, walk } from "../../player/web/walk/walk.js";
import { unpack } from "../../player/web/walk/wire.js";

const packed = ({ buffer, byteOffset, byteLength }) =>
  btoa(Array.from(new Uint8Array(buffer, byteOffset, byteLength), (byte) => String.fromCharCode(byte)).join(""));

/** What the step page tells of a step: each value, in three digits, and in all that it has. */
function lines({ rule, hypers, inside }, into) {
  const states = inside.memory.map(({ name }) => name);
  const told = (value, truth) => ({ value, short: inWords(value, inside, truth), long: inWords(value, { ...inside, exact: true }, truth) });
  return breakdown({ rule, hypers, into }, inside.lines, states, inside.step).lines.map(({ reads, value }, k) => ({
    ...told(value, inside.lines[k].truth),
    reads: Object.fromEntries(reads.map(([name, read]) => [name, told(read)])),
  }));
}

/** What came out of the runs of a message (see node.py), and the times that all of them take. */
export function answer(message) {
  const { surfaces, rules, random, cases, repeat } = unpack(message);
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
      theta: packed(into.theta.flat),
      gradient: packed(into.gradient.flat),
      loss: packed(into.loss),
      lr: packed(into.lr),
      states: into.states.map(({ flat }) => packed(flat)),
      answer: plan.point && packed(new Float64Array(pathOf(plan.rule, plan.point, into).flatMap((point) => [...point]))),
      lines: plan.inside ? lines(plan, into) : [],
    };
  });
  const times = Array.from({ length: repeat ?? 0 }, () => {
    const before = performance.now();
    for (const [plan, into] of plans) walk(plan, into);
    return performance.now() - before;
  });
  return { ops: OPCODES, walked, times };
}
