// The stage of `player` in 3-D: the runs draped on the landscape that plotly draws.

import { drawDraped, drawDrapedMarks, drawDrapedStart, hasLens, lensOf } from "./deep.js";
import { painted, PLOTLY_CONFIG } from "./theme.js";

const AFTER = 60; // frames for which the landscape may still be turning

/** Has plotly draw the landscape. */
export async function drawLandscape({ plotly, deep, scene, theme, room, data, filled }) {
  const { data: traces, layout } = painted(scene.landscape, theme);
  const height = data.fill ? filled : Math.round(Math.min(560, Math.max(320, room.stage * 0.45)));
  const sized = { ...layout, width: room.stage, height, uirevision: "kept", scene: { ...layout.scene, uirevision: "kept" } };
  for (const axis of ["xaxis", "yaxis", "zaxis"]) {
    sized.scene[axis] = { ...sized.scene[axis], gridcolor: theme.line, color: theme.muted };
  }
  // By itself plotly keeps what a mouse has turned, and not what a finger has.
  if (hasLens(deep)) sized.scene.camera = deep._fullLayout.scene._scene.getCamera();
  await plotly.react(deep, traces, sized, PLOTLY_CONFIG);
}

/** Draws the runs as they are at `step`, as plotly's camera sees them now. The start cannot be moved there. */
export function paintDeep(player, step, theme) {
  player.grips.place([], null, player.data.text);
  player.hint.place(null);
  takeLens(player);
  paintDraped(player, step, theme);
}

/** Takes the lens of plotly's camera as it stands now; none before there is a landscape. */
export function takeLens(player) {
  player.lens = hasLens(player.deep) ? lensOf(player.deep, player.scene, player.lens) : null;
}

/** Draws the runs as they are at `step`, seen through the player's lens. */
export function paintDraped(player, step, theme) {
  const { data, deep, lens } = player;
  if (!lens) return;
  player.moving.paint(deep.clientWidth, deep.clientHeight, (ctx) => {
    drawDrapedMarks(ctx, lens, theme);
    if (data.start) drawDrapedStart(ctx, lens, data.start, theme);
    for (const run of data.runs) if (!run.hidden) drawDraped(ctx, lens, run, step, theme);
  });
  player.notePainted();
}

/** Puts the camera where it stood at first: a landscape that was pushed out of sight has no other way back. */
export function bringBack(player) {
  const { plotly, deep, scene } = player;
  follow(player);
  return plotly.relayout(deep, { "scene.camera": structuredClone(scene.landscape.layout.scene.camera) });
}

/** Keeps the runs on the landscape while a hand turns it, and until it has come to rest. */
export function follow(player) {
  const began = player.following === undefined;
  player.following = AFTER;
  if (!began) return;
  const look = () => {
    player.following -= 1;
    if (player.view !== "landscape" || player.gone || player.following < 0) return (player.following = undefined);
    if (hasLens(player.deep) && lensOf(player.deep, player.scene, player.lens) !== player.lens) {
      player.following = AFTER;
      player.paint();
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
