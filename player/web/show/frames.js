// What plays goes on frame by frame.

const LONGEST = 250; // ms of a frame at the most: a window that was out of sight shows none meanwhile

/** Whether the visitor wants nothing to move by itself. */
export const motionless = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Paints a player, and goes on frame by frame while its timeline plays. `rest()` is called when it
 *  has painted and does not, or no longer, play.
 *  @param {{paint(): void, running: boolean, gone: boolean, timeline: import("../hand/timeline.js").Timeline, theme: object | null}} player
 *  @param {() => void} rest */
export function playOn(player, rest = () => {}) {
  player.paint();
  rest();
  if (player.running || !player.timeline.playing) return;
  player.running = true;
  let before = Infinity; // the clock of frames: the first one may lie before now
  const frame = (now) => {
    if (!player.timeline.playing || player.gone) {
      player.running = false;
      player.paint();
      rest();
      return;
    }
    player.timeline.advance(player.theme ? Math.min(LONGEST, Math.max(0, now - before)) : 0);
    before = now;
    player.paint();
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}
