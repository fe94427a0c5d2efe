import assert from "node:assert/strict";
import test from "node:test";
import { power } from "../../player/web/walk/power.js";
import { Machine, operated, OPCODES } from "../../player/web/walk/tape.js";

const op = (name) => OPCODES.indexOf(name);
const tape = (inputs, constants, code, outputs) => ({ inputs, constants, code: code.flat(), outputs });

test("what does not move is computed once", () => {
  // (c + 2) * x
  const machine = new Machine(tape(["x", "c"], [2], [[op("add"), 1, 2, 0], [op("mul"), 3, 0, 0]], [4]), { moving: ["x"] });
  machine.set("c", 5);
  machine.still();
  for (const x of [1, -3]) {
    machine.set("x", x);
    machine.run();
    assert.equal(machine.read(4), 7 * x);
  }
});

test("norm, dot and swap see both coordinates, a scalar has one", () => {
  const code = [[op("norm"), 0, 0, 0], [op("dot"), 0, 1, 0], [op("swap"), 0, 0, 0], [op("mul"), 0, 3, 0]];
  const machine = new Machine(tape(["u", "w"], [0.5], code, [3, 4, 5, 6]), { width: 2, wide: ["u", "w"], moving: ["u", "w"] });
  machine.slots.set([3, 4, 10, 100]);
  machine.run();
  assert.equal(machine.read(3), 5);
  assert.equal(machine.read(3, 1), 5);
  assert.equal(machine.read(4), 430);
  assert.deepEqual([machine.read(5, 0), machine.read(5, 1)], [4, 3]);
  assert.deepEqual([machine.read(6, 0), machine.read(6, 1)], [15, 20]);
});

/** What each operation makes of some numbers. */
const MADE = {
  add: [[[6, 3], 9]], sub: [[[6, 3], 3]], mul: [[[6, 3], 18]], div: [[[6, 3], 2]], neg: [[[6], -6]], pow: [[[6, 3], 216]],
  sqrt: [[[9], 3]], abs: [[[-6], 6]], sign: [[[-6], -1]], exp: [[[1], Math.E]], log: [[[Math.E], 1]],
  sin: [[[0.5], 0.479425538604203]], cos: [[[0.5], 0.8775825618903728]], tan: [[[0.5], 0.5463024898437905]],
  sinh: [[[0.5], 0.5210953054937474]], cosh: [[[0.5], 1.1276259652063807]], tanh: [[[0.5], 0.46211715726000974]],
  max: [[[6, 3], 6]], min: [[[6, 3], 3]], lt: [[[3, 6], 1], [[6, 6], 0]], le: [[[6, 6], 1], [[6, 3], 0]],
  gt: [[[6, 3], 1], [[6, 6], 0]], ge: [[[6, 6], 1], [[3, 6], 0]], where: [[[1, 6, 3], 6], [[0, 6, 3], 3]],
  sigmoid: [[[0.5], 0.6224593312018546]], norm: [[[-6], 6]], dot: [[[6, 3], 18]], swap: [[[6], 6]],
  choice: [[[5, 6, 3], 6], [[-5, 6, 3], 3], [[0, 6, 3], 4.5]], eq: [[[6, 6], 1], [[6, 3], 0]], ne: [[[6, 3], 1], [[6, 6], 0]],
};

test("every operation does what its name says", () => {
  assert.deepEqual(Object.keys(MADE), OPCODES);
  for (const name of OPCODES) {
    for (const [values, made] of MADE[name]) {
      const found = operated(name, ...values);
      assert.ok(Math.abs(found - made) <= 1e-15 * Math.abs(made), `${name}(${values}) is ${found}`);
    }
  }
});

test("NaN and infinity go through as in NumPy", () => {
  const code = ["max", "min", "sign", "abs", "where", "choice"].map((name) => [op(name), 0, 1, 2]);
  const machine = new Machine(tape(["a", "b"], [7], code, []), { moving: ["a", "b"] });
  const at = (a, b) => {
    machine.slots.set([a, b]);
    machine.run();
    return code.map((_, k) => machine.read(3 + k));
  };
  assert.deepEqual(at(NaN, 1).slice(0, 4), [NaN, NaN, NaN, NaN]);
  assert.deepEqual(at(-Infinity, 1), [1, -Infinity, -1, Infinity, 1, 7]);
  assert.deepEqual(at(0, 1), [1, 0, 0, 0, 7, 4]);
});

for (const [why, code, outputs] of [
  ["an unknown operation", [[99, 0, 0, 0]], [1]],
  ["a slot that is not written yet", [[op("add"), 0, 1, 0]], [1]],
  ["a slot that is no number", [[op("neg"), "length", 0, 0]], [1]],
  ["a result that is nowhere", [[op("neg"), 0, 0, 0]], [9]],
]) {
  test(`a stranger's tape with ${why} is refused`, () => {
    assert.throws(() => new Machine(tape(["x"], [], code, outputs)), RangeError);
  });
}

test("a tape's inputs are names, whatever they are called", () => {
  const machine = new Machine(tape(["__proto__", "constructor"], [], [], [0]));
  machine.set("toString", 1);
  assert.equal(machine.slots.length, 2);
});

test("whole powers are rounded once, and C's special cases hold", () => {
  assert.equal(power(0.1, 3), 0.0010000000000000002);
  assert.equal(power(3, 33), 5559060566555523);
  assert.equal(power(0.9, 300), 0.9 ** 300);
  assert.equal(power(1, NaN), 1);
  assert.equal(power(NaN, 0), 1);
  assert.equal(power(-1, Infinity), 1);
  assert.equal(power(1e200, 3), Infinity);
  assert.equal(power(-2, 3), -8);
  assert.equal(power(0, 5), 0);
  assert.ok(Number.isNaN(power(-2, 0.5)));
});
