// Where things are on the screen: tiles, clipping, exits. Pure functions.

/** Columns and rows for `count` panels in `width` px, each at least `least` px wide. */
export function grid(count, width, least = 230) {
  const most = Math.max(1, Math.floor(width / least));
  const rows = Math.ceil(count / Math.min(count, most, 4)) || 1;
  const columns = Math.ceil(count / rows) || 1;
  return { columns, rows };
}

/** The height of a panel of that width among `columns` × `rows`, which are not to be taller than
 *  `tallest` if they can help it. `square`: both axes have one scale. */
export function panelHeight(width, { columns, rows }, square, tallest) {
  const least = square && columns === 1 ? 260 : 190;
  return Math.min(380, tallest, Math.max(least, Math.min(width * (square ? 1.02 : 0.72), 470 / rows, tallest / rows)));
}

/** The px around a panel: `left` of it for its labels, at least `right` of it for half of its last one, over
 *  it for a title of `lines` lines. */
export const margins = (left = 34, lines = 1, right = 0) => ({ left, right: Math.max(10, right), top: lines ? 9 + 17 * lines : 8, bottom: 22 });

/** The height of a panel of that width which has one scale on both axes and no room left over. */
export function snugHeight(width, { x0, x1, y0, y1 }, gap) {
  const ratio = Math.abs((y1 - y0) / (x1 - x0));
  return Math.max(130, (width - gap.left - gap.right) * ratio + gap.top + gap.bottom);
}

/** The spans [x, y] of `count` panels of a view in a grid of `width` × `height` px, as `tileOf` takes them.
 *  `gap`: the margins of each panel. Panels whose axes have one scale (`square`) stand in the middle of
 *  their room. */
export function spansOf({ x0, x1, y0, y1 }, square, count, columns, width, height, gap = margins()) {
  const ranges = [[x0, x1], [y0, y1]];
  const cell = [width / columns, height / Math.ceil(count / columns)];
  const room = [cell[0] - gap.left - gap.right, cell[1] - gap.top - gap.bottom];
  const units = ranges.map(([from, to]) => Math.abs(to - from));
  const unit = Math.min(room[0] / units[0], room[1] / units[1]); // px
  const length = square ? units.map((all) => all * unit) : room;
  return Array.from({ length: count }, (_, i) => {
    const corner = [(i % columns) * cell[0] + gap.left, Math.floor(i / columns) * cell[1] + gap.top];
    return ranges.map((range, k) => ({ range, offset: corner[k] + (room[k] - length[k]) / 2, length: length[k] }));
  });
}

/** The part of the segment a–b inside `box` as `[x0, y0, x1, y1]`, or null (Liang and Barsky 1984). */
export function clip(ax, ay, bx, by, box) {
  const dx = bx - ax;
  const dy = by - ay;
  if (!Number.isFinite(dx) || !Number.isFinite(dy)) return null;
  let enter = 0;
  let leave = 1;
  for (const [delta, room] of [
    [-dx, ax - box.x0],
    [dx, box.x1 - ax],
    [-dy, ay - box.y0],
    [dy, box.y1 - ay],
  ]) {
    if (delta === 0 && room < 0) return null;
    if (delta < 0) enter = Math.max(enter, room / delta);
    if (delta > 0) leave = Math.min(leave, room / delta);
  }
  return enter > leave ? null : [ax + enter * dx, ay + enter * dy, ax + leave * dx, ay + leave * dy];
}

export const inside = (x, y, box) => x >= box.x0 && x <= box.x1 && y >= box.y0 && y <= box.y1;

/** Where and in which direction a path that is outside at `step` last left `box`:
 *  `{x, y, dx, dy, step}` in the box' own units, or null if it is inside (or never was). */
export function exit(path, step, box) {
  const [hx, hy] = path[step];
  if (inside(hx, hy, box)) return null;
  for (let i = step; i > 0; i -= 1) {
    const [ax, ay] = path[i - 1];
    if (!inside(ax, ay, box)) continue;
    const [bx, by] = path[i];
    const part = clip(ax, ay, bx, by, box);
    if (!part) return { x: ax, y: ay, dx: 0, dy: 0, step: i };
    return { x: part[2], y: part[3], dx: bx - ax, dy: by - ay, step: i };
  }
  return null;
}

/** `value` with no more digits than one pixel of size `unit` can tell. */
export function snap(value, unit) {
  const digits = Math.min(12, Math.max(0, Math.ceil(-Math.log10(unit))));
  return Number(value.toFixed(digits));
}

/** Three significant digits, always in the same few shapes: 0, 0.0123, 1.23, 123, 1230, 1.23e−5. */
export function three(value) {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (value === 0) return "0";
  const rounded = Number(value.toPrecision(3));
  const size = Math.abs(rounded);
  if (size >= 1e3 && size < 1e4) return String(rounded).replace("-", "−");
  const text = size >= 1e-3 && size < 1e3 ? rounded.toPrecision(3) : value.toExponential(2);
  return text.replace("e+", "e").replaceAll("-", "−");
}
