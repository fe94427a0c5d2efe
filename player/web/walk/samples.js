// What a step of a surface of data sees: a mini-batch of its samples, or a coordinate by chance.

/** The mean of the products of `us` and `vs` over `count` picks from `from` on, added up in
 *  NumPy's order (eight sums side by side), so that it has NumPy's bits. */
function mean(us, vs, picks, from, count) {
  const at = (k) => us[picks[from + k]] * (vs ? vs[picks[from + k]] : 1);
  let sum = 0;
  let k = 0;
  if (count >= 8) {
    const sums = Array.from({ length: 8 }, (_, j) => at(j));
    for (k = 8; k < count - (count % 8); k += 1) sums[k % 8] += at(k);
    const [a, b, c, d, e, f, g, h] = sums;
    sum = a + b + (c + d) + (e + f + (g + h));
  }
  for (; k < count; k += 1) sum += at(k);
  return sum / count;
}

/** Mini-batches: a function of t, which sets the moments of step t's samples as the formula's constants.
 *  @param {Extract<Stream, {kind: "batches"}>} stream @param {Record<string, number>} values */
function batches({ xs, ys, shuffled, drawn }, { batch, shuffle }, steps, gradient, still) {
  const picks = (shuffle ? shuffled : drawn) ?? [];
  const per = Math.ceil(xs.length / batch);
  const full = shuffle && batch === xs.length;
  const begin = (t) => (shuffle ? Math.floor((t - 1) / per) * xs.length + ((t - 1) % per) * batch : (t - 1) * batch);
  const size = (t) => (shuffle ? Math.min(batch, xs.length - ((t - 1) % per) * batch) : batch); // an epoch's last is shorter
  if (!full && steps && begin(steps) + size(steps) > picks.length) return null;
  if (full) return () => {};
  return (t) => {
    const [from, count] = [begin(t), size(t)];
    gradient.set("xx", mean(xs, xs, picks, from, count));
    gradient.set("x", mean(xs, null, picks, from, count));
    gradient.set("xy", mean(xs, ys, picks, from, count));
    gradient.set("y", mean(ys, null, picks, from, count));
    still();
  };
}

/** How each step sees a surface of data: `before(t)` prepares the gradient of step t, `seen(t)`
 *  says whether it shows y's part. Null if what was drawn does not last for `steps`.
 *  @param {Stream | null} stream @param {Record<string, number>} values @param {number} steps
 *  @param {import("./tape.js").Machine} gradient */
export function sampling(stream, values, steps, gradient) {
  if (!stream) return { before: null, seen: null };
  if (stream.kind === "batches") {
    const before = batches(stream, values, steps, gradient, () => gradient.still());
    return before && { before, seen: null };
  }
  if (stream.chances.length < steps) return null;
  return { before: null, seen: (t) => stream.chances[t - 1] < values.p };
}
