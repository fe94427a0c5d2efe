// The stage of `player` in 3-D: the runs draped on the landscape that plotly draws.

import { drawDraped, drawDrapedMarks, drawDrapedStart, hasLens, lensOf } from "./deep.js";

const AFTER = 60; // frames for which the landscape may still be turning

/** Draws the runs as they are at `step`. */
export function paintDeep(player, step, theme) {
  const { scene } = player;
  if (!hasLens(player.deep)) return;
  player.lens = lensOf(player.deep, scene, player.lens);
  const { runs, start, scale = 1 } = player.data;
  player.overlay.paint(player.deep.clientWidth, player.deep.clientHeight, (ctx) => {
    drawDrapedMarks(ctx, player.lens, theme);
    if (start) drawDrapedStart(ctx, player.lens, start, theme);
    for (const run of runs) if (!run.hidden) drawDraped(ctx, player.lens, run, step, theme, scale);
  });
  player.shown();
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
