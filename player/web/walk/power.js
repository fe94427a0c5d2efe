// Powers as NumPy has them: a whole exponent of a number gives the float next to the true power.

const SPLIT = 134217729; // 2^27 + 1 (Dekker 1971)
const MOST = 1 << 17; // exponents up to this are products
const HUGE = 1e280; // beyond this, a product cannot be split

const KEPT = 16; // bases whose powers are remembered
const tables = Array.from({ length: KEPT }, () => ({ base: NaN, high: [], low: [] }));
let oldest = 0;

/** The powers 1, b, b², … of a base, each as the sum of two floats, as far as they were asked for. */
function tableOf(base) {
  for (const table of tables) if (table.base === base) return table;
  oldest = (oldest + 1) % KEPT;
  return (tables[oldest] = { base, high: [1], low: [0] });
}

/** base ** times for a whole `times` from 0 on, rounded once. */
function product(base, times) {
  const { high, low } = tableOf(base);
  const wide = base * SPLIT;
  const upper = wide - (wide - base);
  const lower = base - upper;
  for (let n = high.length; n <= times; n += 1) {
    const a = high[n - 1];
    const p = a * base;
    const spread = a * SPLIT;
    const top = spread - (spread - a);
    const rest = a - top;
    const error = rest * lower - (p - top * upper - rest * upper - top * lower) + low[n - 1] * base;
    high[n] = p + error;
    low[n] = error - (high[n] - p);
  }
  return high[times];
}

/** x ** y, with C's answers where JavaScript has its own. */
export function power(x, y) {
  if (x === 1 || y === 0) return 1;
  if (Number.isInteger(y) && y > 0 && y <= MOST && Math.abs(x) < HUGE) {
    const found = product(x, y);
    if (Math.abs(found) < HUGE && found !== 0) return found;
  }
  if (x === -1 && !Number.isFinite(y) && !Number.isNaN(y)) return 1;
  return x ** y;
}
