// What is read off a run: its height in 3-D, its curve, where it left the view, the arrows at its
// head. As in simulation/judge, simulation/arrows.py and figures/scene.py.

const each = (count, at, into = new Float64Array(count)) => {
  for (let k = 0; k < count; k += 1) into[k] = at(k);
  return into;
};

/** The height of every loss, as the relief `{low, high, offset, power}` draws it.
 *  @param {Scene["relief"]} relief @param {Numbers} loss */
export function heights({ low, high, offset, power }, loss) {
  const share = (value) => (Math.min(high, Math.max(low, value)) / 2 - low / 2) / (high / 2 - low / 2);
  return each(loss.length, (k) => (offset === null ? share(loss[k]) ** power : Math.log10(share(loss[k]) + offset)));
}

/** What may be drawn over the steps, by name. At the last point no gradient is asked for. */
export const CURVES = {
  loss: (run) => run.loss,
  excess: ({ loss }, { low }) => each(loss.length, (k) => loss[k] - low),
  distance: ({ theta, loss }, { minima }) =>
    each(loss.length, (k) => Math.min(...minima.map(([x, y]) => Math.hypot(theta.flat[2 * k] - x, theta.flat[2 * k + 1] - y)))),
  gradient: ({ gradient, steps }) => each(steps, (k) => Math.hypot(gradient.flat[2 * k], gradient.flat[2 * k + 1])),
  y: ({ theta, steps }) => each(steps + 1, (k) => Math.abs(theta.flat[2 * k + 1])),
};

/** The step at which a run left the view without coming back; null if it ends inside.
 *  @param {Pick<WalkRoom, "theta" | "steps">} run @param {Scene["view"]} view */
export function departure({ theta, steps }, { x0, x1, y0, y1 }) {
  for (let k = steps; k >= 0; k -= 1) {
    const [x, y] = [theta.flat[2 * k], theta.flat[2 * k + 1]];
    if (x >= x0 && x <= x1 && y >= y0 && y <= y1) return k === steps ? null : k + 1;
  }
  return 0;
}

/** Vectors with a share of the view as their common length; zeros stay zero. */
function pointing(count, at, share, { x0, x1, y0, y1 }) {
  return Array.from({ length: count }, (_, k) => {
    const [x, y] = at(k);
    const size = Math.hypot(x / (x1 - x0), y / (y1 - y0));
    const factor = size > 0 ? share / size : 0;
    return [x * factor, y * factor];
  });
}

/** The arrows of every step, by name. `view`: what a length is a part of. `state`: what the run remembers
 *  of its gradients, step by step. */
export const VECTORS = {
  descent: ({ gradient, lr, steps }) => Array.from({ length: steps }, (_, k) => [-lr[k] * gradient.flat[2 * k], -lr[k] * gradient.flat[2 * k + 1]]),
  update: ({ theta, steps }) => Array.from({ length: steps }, (_, k) => [theta.flat[2 * k + 2] - theta.flat[2 * k], theta.flat[2 * k + 3] - theta.flat[2 * k + 1]]),
  gradient: ({ gradient, steps }, view) => pointing(steps, (k) => [-gradient.flat[2 * k], -gradient.flat[2 * k + 1]], 0.2, view),
  memory: ({ steps }, view, state) => pointing(steps, (k) => [-state.flat[2 * k + 2], -state.flat[2 * k + 3]], 0.15, view),
};
