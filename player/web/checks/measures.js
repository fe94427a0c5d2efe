// The measures that a check may name, as lessons/checks/measures.py has them: functions of runs, of
// numbers, and of the step that is asked about.

import { outputsAt } from "../walk/walk.js";

const NEVER = Infinity;

const counted = (value) => (Number.isNaN(value) ? NEVER : value);
/** @type {(path: Pick<WalkRoom, "theta">, k: number) => Pair} */
const pointOf = ({ theta }, k) => [theta.flat[2 * k], theta.flat[2 * k + 1]];
const firstStep = (count, there) => {
  for (let k = 0; k <= count; k += 1) if (there(k)) return k;
  return NEVER;
};
const stepsFrom = (from, to) => Array.from({ length: Math.max(to - from + 1, 0) }, (_, k) => from + k);
const greatest = (values) => values.reduce((most, value) => Math.max(most, value), -Infinity);
const smallest = (values) => -greatest(values.map((value) => -value));
const total = (values) => values.reduce((all, value) => all + value, 0);
const meanOf = (values) => total(values) / values.length;
const strideOf = (path, k) => Math.hypot(path.theta.flat[2 * k] - path.theta.flat[2 * k - 2], path.theta.flat[2 * k + 1] - path.theta.flat[2 * k - 1]);
const coordinate = (path, which) => stepsFrom(0, path.steps).map((k) => path.theta.flat[2 * k + which]);

/** The minima that the surface declares, nearest first: `{index, apart}`. */
const byDistance = ({ formula }, [x, y]) => formula.minima.map(([a, b], index) => ({ index, apart: Math.hypot(x - a, y - b) })).sort((a, b) => a.apart - b.apart);

/** The number of the minimum at which a point is, from 1 on; 0 for none. */
function minimumAt(ran, [x, y]) {
  const [best] = byDistance(ran, [x, y]);
  return best && best.apart <= ran.formula.near ? best.index + 1 : 0;
}

/** Whether the surface's quadratic model promises a minimum here; see `settled` in simulation/landmarks.py. */
function promised({ near, tolerance }, slope, curvatures, [x, y]) {
  const [a, b, c] = curvatures(x, y);
  const [p, q] = slope(x, y);
  const det = a * c - b * b;
  const step = Math.hypot((c * p - b * q) / det, (a * q - b * p) / det);
  const gain = (c * p * p - 2 * b * p * q + a * q * q) / (2 * det);
  return a > 0 && det > 0 && step <= near && gain <= tolerance;
}

function arrived(ran, run) {
  const path = ran.path(run);
  const { formula, surface } = ran;
  const curvatures = outputsAt(formula.hessian, surface.arguments);
  const slope = ran.slope();
  return firstStep(path.steps, (k) => {
    const place = pointOf(path, k);
    const minimum = minimumAt(ran, place);
    if (minimum && path.loss[k] - formula.minima[minimum - 1][2] <= formula.tolerance) return true;
    return promised(formula, slope, curvatures, place);
  });
}

function rested(ran, run, radius) {
  const { away, steps } = ran.path(run);
  let since = steps + 1;
  while (since > 0 && away[since - 1] <= radius) since -= 1;
  return since <= steps ? since : NEVER;
}

function overshoot(ran, run) {
  const path = ran.path(run);
  const [x0, y0] = pointOf(path, 0);
  const [nearest] = byDistance(ran, [x0, y0]);
  const [a, b] = ran.formula.minima[nearest.index];
  const [dx, dy] = [a - x0, b - y0];
  const along = (k) => (pointOf(path, k)[0] - a) * dx + (pointOf(path, k)[1] - b) * dy;
  return counted(greatest(stepsFrom(0, path.steps).map(along)) / (dx * dx + dy * dy));
}

function straightness(ran, run, since) {
  const path = ran.path(run);
  const [[x, y], [a, b]] = [pointOf(path, since), pointOf(path, path.steps)];
  const walked = total(stepsFrom(since + 1, path.steps).map((k) => strideOf(path, k)));
  return walked > 0 ? Math.hypot(a - x, b - y) / walked : counted(walked === 0 ? 1 : walked);
}

const awaySince = (ran, run, since) => Array.from(ran.path(run).away.subarray(since));

/** name -> `value`; `runs`: how many runs it names; `radius`: whether a number follows them; `step`:
 *  the step that counts where none is given. */
export const MEASURES = {
  arrived: { value: arrived },
  rested: { value: rested, radius: true },
  reached: { value: (ran, run, radius) => firstStep(ran.steps, (k) => ran.path(run).away[k] <= radius), radius: true },
  evaluations: { value: (ran, run) => arrived(ran, run) * (ran.setting.values.batch ?? 1) },
  diverged: { value: (ran, run, k) => (ran.path(run).diverged ?? NEVER) <= k, step: "end" },
  distance: { value: (ran, run, k) => counted(ran.path(run).away[k]), step: "end" },
  closest: { value: (ran, run, k) => counted(smallest(awaySince(ran, run, k))), step: "start" },
  farthest: { value: (ran, run, k) => counted(greatest(awaySince(ran, run, k))), step: "start" },
  average: { value: (ran, run, k) => counted(meanOf(awaySince(ran, run, k))), step: "start" },
  minimum: { value: (ran, run) => minimumAt(ran, pointOf(ran.path(run), ran.steps)) },
  nearest_minimum: { value: (ran, run, k) => byDistance(ran, pointOf(ran.path(run), k))[0].index + 1, step: "end" },
  minima: { value: (ran) => new Set(ran.keys.map((run) => minimumAt(ran, pointOf(ran.path(run), ran.steps)))).size, runs: 0 },
  x: { value: (ran, run, k) => pointOf(ran.path(run), k)[0], step: "end" },
  y: { value: (ran, run, k) => pointOf(ran.path(run), k)[1], step: "end" },
  leftmost: { value: (ran, run) => smallest(coordinate(ran.path(run), 0)) },
  rightmost: { value: (ran, run) => greatest(coordinate(ran.path(run), 0)) },
  size: {
    value(ran, run, since) {
      const path = ran.path(run);
      return counted(Math.hypot(...[0, 1].map((which) => meanOf(coordinate(path, which).slice(since)))));
    },
    step: "end",
  },
  loss: { value: (ran, run, k) => counted(ran.path(run).loss[k]), step: "end" },
  climb: { value: (ran, run) => counted(greatest(stepsFrom(1, ran.steps).map((k) => ran.path(run).loss[k] - ran.path(run).loss[k - 1]))) },
  slope: { value: (ran, run, k) => counted(Math.hypot(...ran.slope()(...pointOf(ran.path(run), k)))), step: "end" },
  steepest: {
    value(ran, run) {
      const { gradient, steps } = ran.path(run);
      const slopes = stepsFrom(1, steps).map((k) => Math.hypot(gradient.flat[2 * k - 2], gradient.flat[2 * k - 1]));
      return slopes.reduce((most, slope) => (slope > most ? slope : most), 0);
    },
  },
  length: { value: (ran, run, k) => counted(strideOf(ran.path(run), k)), step: "end" },
  stride: {
    value(ran, run) {
      const { flat } = ran.path(run).theta;
      return counted(Math.max(0, ...stepsFrom(2, 2 * ran.steps + 1).map((k) => Math.abs(flat[k] - flat[k - 2]))));
    },
  },
  travelled: { value: (ran, run) => counted(total(stepsFrom(1, ran.steps).map((k) => strideOf(ran.path(run), k)))) },
  overshoot: { value: overshoot },
  straightness: { value: straightness, step: "start" },
  apart: {
    value(ran, run, other, since) {
      const [a, b] = [ran.path(run), ran.path(other)];
      return counted(greatest(stepsFrom(since, ran.steps).map((k) => Math.hypot(pointOf(a, k)[0] - pointOf(b, k)[0], pointOf(a, k)[1] - pointOf(b, k)[1]))));
    },
    runs: 2,
    step: "start",
  },
};
