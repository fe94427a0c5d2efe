// A line through many points, drawn through no more of them than the eye can tell apart.

const OFF_LINE = 0.1; // px that a point may lie beside the line that is drawn for it

/** Draws lines on `ctx`, point by point: `from` begins one, `to` goes on, and `end` ends the last. A point
 *  that lies on the way from the last one drawn to a later one is passed over (the cone intersection of
 *  Sklansky and Gonzalez 1980, "Fast polygonal approximation of digitized curves"). All in px. */
export function polyline(ctx) {
  let [ax, ay] = [Infinity, Infinity]; // the last point drawn
  let [x, y] = [Infinity, Infinity]; // the last point given
  let far = 0; // from the one to the other
  // The directions from (ax, ay) that pass all points since then closely enough lie between these.
  let [rightX, rightY, leftX, leftY] = [0, 0, 0, 0];
  let open = true; // every direction does

  /** All that comes is seen from the last point given. */
  function turn() {
    [ax, ay, far, open] = [x, y, 0, true];
  }

  function narrow(dx, dy, away) {
    const sine = OFF_LINE / away;
    const cosine = Math.sqrt(1 - sine * sine);
    const [rx, ry] = [dx * cosine + dy * sine, dy * cosine - dx * sine];
    const [lx, ly] = [dx * cosine - dy * sine, dy * cosine + dx * sine];
    if (open || rightX * ry - rightY * rx > 0) [rightX, rightY] = [rx, ry];
    if (open || leftX * ly - leftY * lx < 0) [leftX, leftY] = [lx, ly];
    open = false;
  }

  const line = {
    /** Whether (px, py) is where the line has come to, as far as the eye can tell. */
    at: (px, py) => Math.abs(px - x) + Math.abs(py - y) <= OFF_LINE,
    from(px, py) {
      line.end();
      [x, y] = [px, py];
      turn();
      ctx.moveTo(x, y);
    },
    to(px, py) {
      let [dx, dy] = [px - ax, py - ay];
      let away = Math.sqrt(dx * dx + dy * dy);
      const onTheWay = open || (rightX * dy - rightY * dx >= 0 && leftX * dy - leftY * dx <= 0);
      if (away < far || !onTheWay) {
        ctx.lineTo(x, y);
        turn();
        [dx, dy] = [px - ax, py - ay];
        away = Math.sqrt(dx * dx + dy * dy);
      }
      if (away > OFF_LINE) narrow(dx, dy, away);
      [x, y, far] = [px, py, away];
    },
    end() {
      if (x !== ax || y !== ay) ctx.lineTo(x, y);
    },
  };
  return line;
}

/** Draws the line through the points (x(k), y(k)) for every k < `count` on `ctx`; it has a gap where y(k)
 *  is no finite number. All in px. */
export function traceLine(ctx, count, x, y) {
  const line = polyline(ctx);
  let down = false;
  for (let k = 0; k < count; k += 1) {
    const up = y(k);
    const seen = Number.isFinite(up);
    if (seen) line[down ? "to" : "from"](x(k), up);
    down = seen;
  }
  line.end();
}
