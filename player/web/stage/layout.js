// Where everything of a player stands: the panels or the landscape, the figure beside them, the curves.

import { watchAround } from "../show/room.js";
import { drawFlat, turnGround } from "./flat.js";
import { drawLandscape } from "./ground.js";
import { shares } from "./side.js";
import { themeOf } from "./theme.js";

const CURVE_SHARE = 0.5; // of the room that panels and curves have together

/** Lays `player` out in the width and the theme that it has by now, and draws it. */
export async function arrange(player) {
  const { data, node, view } = player;
  const width = node.clientWidth;
  if (!width || player.gone) return;
  const room = player.inside ? { side: 0, stage: player.inside.stage(width) } : shares(width, data.side);
  Object.assign(player, { width, room, theme: themeOf(player.root), drawn: view });
  player.stage.style.width = `${room.stage}px`;
  const none = data.runs.length === 0;
  showParts(player, none);
  player.curves.lay(none ? null : data.curve, width);
  if (data.fill) watchAround(player.observer, player.root);
  if (none) return;
  const deep = view === "landscape";
  const titled = view === "panels";
  player.legend.colour(player.theme);
  player.inside?.colour(player.theme);
  player.key.fill(data, player.scene, player.theme, deep);
  const home = titled ? player.stage : node;
  if (player.legend.node.parentNode !== home) home[titled ? "append" : "prepend"](player.legend.node);
  if (data.fill) shareHeight(player, width);
  if (!deep) await drawFlat(player, titled ? data.runs.filter((run) => !run.untitled).length : 1, titled);
  turnGround(player);
  player.legend.place(titled ? player.tiles : null, player.room.stage, player.lines);
  player.paint();
  if (!player.plotly && !player.light) return;
  await drawSlow(player);
  player.paint();
  node.dataset.view = player.view;
}

/** Which parts are there: without runs, a sentence in their place. */
function showParts(player, none) {
  const deep = player.view === "landscape";
  player.empty.hidden = !none;
  player.empty.textContent = player.data.text.none;
  player.stage.hidden = none;
  player.bar.node.hidden = none || player.fixed;
  player.legend.node.hidden = none;
  player.flat.hidden = deep;
  player.deep.hidden = !deep;
  player.still.canvas.hidden = deep;
  player.sketch.canvas.hidden = deep || Boolean(player.figures && !player.bands);
}

/** Shares the height that the window leaves between panels and curves. */
function shareHeight(player, width) {
  const { data } = player;
  player.legend.place(player.view === "panels" ? player.tiles ?? [] : null, width);
  player.filled = player.free();
  const curve = data.curve ? Math.min(data.curve.layout.height, Math.round(CURVE_SHARE * player.filled)) : 0;
  player.curves.lay(data.curve, width, curve);
  data.tallest = player.filled - curve;
}

/** Draws what takes longer than the paths: landscape, figure and curves. */
export async function drawSlow(player) {
  const { data, scene, room, theme } = player;
  if (!(player.plotly || player.light) || !data || player.gone) return;
  if (player.view === "landscape") {
    const height = data.fill ? data.tallest : Math.round(Math.min(560, Math.max(320, room.stage * 0.45)));
    await drawLandscape(player.plotly, player.deep, scene, theme, room.stage, height);
  }
  if (data.side && player.figures) await player.side.draw(player.figures, data.side, theme, room.side, Math.max(260, Math.min(360, player.stage.clientHeight)));
  await player.curves.draw(player.figures, data.curve, data.runs, theme);
}
