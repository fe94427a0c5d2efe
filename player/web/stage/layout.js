// Where everything of a player stands: the panels or the landscape, the figure beside them, the curves.

import { watchAround } from "../show/room.js";
import { drawFlat, layFlat } from "./flat.js";
import { drawLandscape } from "./landscape.js";
import { shares } from "./side.js";
import { themeOf } from "./theme.js";

const BESIDE_GAP = 12; // px between a picture and the curve beside it

/** Lays `player` out in the width and the theme that it has by now, and draws it. */
export async function arrange(player) {
  const { data, node, view } = player;
  const width = node.clientWidth;
  if (!width || player.gone) return;
  const apart = data.fill ? halves(width, data.curve) : shares(width, data.side);
  const room = player.inside ? { side: 0, stage: player.inside.lay(width) } : apart;
  Object.assign(player, { width, room, theme: themeOf(player.root), drawn: view });
  player.sight.look(view === "landscape");
  player.stage.style.width = `${room.stage}px`;
  const none = data.runs.length === 0;
  showParts(player, none);
  player.curves.lay(none ? null : data.curve, room.curve ?? width);
  node.classList.toggle("player-beside", Boolean(room.curve));
  if (data.fill) watchAround(player.observer, player.root);
  if (none) return;
  const deep = view === "landscape";
  const titled = view === "panels";
  player.legend.colour(player.theme);
  player.inside?.colour(player.theme);
  player.explain();
  const home = titled ? player.stage : node;
  if (player.legend.node.parentNode !== home) home[titled ? "append" : "prepend"](player.legend.node);
  player.stage.parentElement.style.minHeight = ""; // of a picture that filled the window before
  if (data.fill) fillHeight(player, width);
  if (!deep) {
    const count = titled ? data.runs.filter((run) => !run.untitled).length : 1;
    Object.assign(player, layFlat(player, count, titled), { turnedGround: player.live.turnedGround(player.held) });
    drawFlat(player);
  }
  player.legend.place(titled ? player.tiles : null, player.room.stage, player.lines);
  drawBeside(player);
  if (deep) await drawLandscape(player);
  player.paint();
  if (player.sight.near) node.dataset.view = player.view;
}

/** Which parts are there: without runs, a sentence in their place. */
function showParts(player, none) {
  const deep = player.view === "landscape";
  player.empty.hidden = !none;
  player.empty.textContent = player.data.text.none;
  player.stage.hidden = none;
  player.bar.node.hidden = none || player.fixed;
  player.legend.node.hidden = none;
  player.key.node.hidden = none;
  player.flat.hidden = deep;
  player.deep.hidden = !deep;
  player.still.canvas.hidden = deep;
}

/** How a picture that fills the window shares its `width` px with its curve, if it has one: a window is
 *  wide, and under the picture a curve would leave it no height. */
function halves(width, curve) {
  if (!curve) return { side: 0, stage: width };
  const half = Math.floor((width - BESIDE_GAP) / 2);
  return { side: 0, stage: half, curve: half };
}

/** Gives the picture of `player`, whose titles stand over it, the height that the window leaves. A
 *  picture that is as wide as it may be before it is as high stands in the middle. */
function fillHeight(player, width) {
  const { data, legend, curves, room } = player;
  legend.place(player.view === "panels" ? (player.tiles ?? []) : null, width);
  const filled = (player.filled = player.free());
  player.stage.parentElement.style.minHeight = `${filled}px`;
  if (room.curve) curves.lay(data.curve, room.curve, filled - curves.title.offsetHeight);
}

/** Draws what stands beside the ground: the figure and the curves. */
export function drawBeside({ data, theme, room, side, stage, curves }) {
  side.draw(data.side, theme, room.side, () => Math.max(260, Math.min(360, stage.clientHeight)));
  curves.draw(data.curve, data.runs, theme);
}
