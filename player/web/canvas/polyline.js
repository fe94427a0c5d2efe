// A line through many points, drawn through no more of them than the eye can tell apart.

const OFF_LINE = 0.1; // px that a point may lie beside the line that is drawn for it

/** Draws lines on `ctx`, point by point: `from` begins one, `to` goes on, and `end` ends the last. A point
 *  that lies on the way from the last one drawn to a later one is passed over (the cone intersection of
 *  Sklansky and Gonzalez 1980, "Fast polygonal approximation of digitized curves"). All in px.
 *  It is called for every point of a path, and makes no arrays: until it is compiled, they take longer
 *  than all the rest. */
export function polyline(ctx) {
  let [ax, ay] = [Infinity, Infinity]; // the last point drawn
  let [x, y] = [Infinity, Infinity]; // the last point given
  let far = 0; // from the one to the other
  // The directions from (ax, ay) that pass all points since then closely enough lie between these.
  let [rightX, rightY, leftX, leftY] = [0, 0, 0, 0];
  let open = true; // every direction does

  /** All that comes is seen from the last point given. */
  function turn() {
    ax = x;
    ay = y;
    far = 0;
    open = true;
  }

  function narrow(dx, dy, away) {
    const sine = OFF_LINE / away;
    const cosine = Math.sqrt(1 - sine * sine);
    const rx = dx * cosine + dy * sine;
    const ry = dy * cosine - dx * sine;
    if (open || rightX * ry - rightY * rx > 0) {
      rightX = rx;
      rightY = ry;
    }
    const lx = dx * cosine - dy * sine;
    const ly = dy * cosine + dx * sine;
    if (open || leftX * ly - leftY * lx < 0) {
      leftX = lx;
      leftY = ly;
    }
    open = false;
  }

  const line = {
    /** Whether (px, py) is where the line has come to, as far as the eye can tell. */
    at: (px, py) => Math.abs(px - x) + Math.abs(py - y) <= OFF_LINE,
    from(px, py) {
      line.end();
      x = px;
      y = py;
      turn();
      ctx.moveTo(x, y);
    },
    to(px, py) {
      let dx = px - ax;
      let dy = py - ay;
      let away = Math.sqrt(dx * dx + dy * dy);
      const onTheWay = open || (rightX * dy - rightY * dx >= 0 && leftX * dy - leftY * dx <= 0);
      if (away < far || !onTheWay) {
        ctx.lineTo(x, y);
        turn();
        dx = px - ax;
        dy = py - ay;
        away = Math.sqrt(dx * dx + dy * dy);
      }
      if (away > OFF_LINE) narrow(dx, dy, away);
      x = px;
      y = py;
      far = away;
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
