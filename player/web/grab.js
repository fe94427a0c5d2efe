// A hand in a 2-D panel, which puts the start elsewhere.

import { snap } from "./geometry.js";

const REACH = 26; // px around the start in which a finger takes hold of it

function tileAt(tiles, x, y) {
  return tiles?.find((t) => x >= t.left && x <= t.left + t.width && y >= t.top && y <= t.top + t.height);
}

/** A press in a 2-D panel moves the start of `player`: at once on the screen, for good on release. */
export function grab(player, event) {
  const { stage } = player;
  const { left, top } = stage.getBoundingClientRect();
  const tile = player.view !== "landscape" && event.button === 0 && player.data?.movable && tileAt(player.tiles, event.clientX - left, event.clientY - top);
  if (!tile) return;
  const touch = event.pointerType === "touch";
  const [sx, sy] = player.data.start;
  const near = Math.hypot(tile.px(sx) - event.clientX + left, tile.py(sy) - event.clientY + top) < REACH;
  stage.classList.toggle("player-holding", touch && near);
  const place = ({ clientX, clientY }) => {
    const x = Math.min(tile.box.x1, Math.max(tile.box.x0, tile.x(clientX - left)));
    const y = Math.min(tile.box.y1, Math.max(tile.box.y0, tile.y(clientY - top)));
    player.held = [snap(x, tile.pixel[0]), snap(y, tile.pixel[1])];
    player.paint();
  };
  const over = new AbortController();
  const on = (name, react) => stage.addEventListener(name, react, { signal: over.signal });
  const finish = (commit) => {
    over.abort();
    stage.classList.remove("player-holding");
    if (commit && player.held) {
      player.data.start = player.held;
      player.send("start", player.held);
    }
    player.held = null;
    player.paint();
  };
  if (!touch || near) {
    stage.setPointerCapture(event.pointerId);
    on("pointermove", place);
    if (touch) event.preventDefault();
  }
  on("pointerup", (e) => (place(e), finish(true)));
  on("pointercancel", () => finish(false));
  if (!touch) place(event);
}
