// What a visitor can have the player do, by its buttons or by the keyboard.

import { takes } from "./take/menu.js";
import { saving } from "./page/save.js";
import { savePage } from "./take/page.js";

const KEYS = { " ": "play", ArrowLeft: "back", ArrowRight: "forward", Home: "start", End: "end" };

/** The commands of `player` by their names; `go(way)` takes it a step on, or back. */
export function commands(player, go = (way) => player.timeline.move(way)) {
  const { timeline } = player;
  const moved = (change) => (value) => {
    change(value);
    player.tick();
  };
  // Who takes the playback in hand before it has begun by itself is not overruled by its beginning.
  const taken = (change) =>
    moved((value) => {
      player.unsee?.();
      change(value);
    });
  return {
    start: taken(() => timeline.move(-Infinity)),
    back: taken(() => go(-1)),
    play: taken(() => timeline.toggle()),
    forward: taken(() => go(1)),
    end: taken(() => timeline.move(Infinity)),
    lines: moved(() => player.inside?.divide(timeline.parts === 1)),
    loop: moved(() => (timeline.loop = !timeline.loop)),
    seek: taken((step) => timeline.seek(step)),
    speed: moved((speed) => (timeline.speed = speed)),
    view: (view) => {
      player.choice.make(view);
      player.setView(view);
      player.send("view", view);
    },
    image: () => takes(player),
    page: () => saving(player, () => savePage(player)),
  };
}

/** The command of a key: with the shift key, the arrows go line by line where there are lines. */
function commandOf(player, { key, shiftKey }) {
  const name = KEYS[key];
  const apart = shiftKey && player.inside?.divisible && (name === "back" || name === "forward");
  return apart && player.timeline.parts === 1 ? player.commands.lines : player.commands[name];
}

/** Has `player` hear the keyboard: where it has the focus, and anywhere if the page's keys are its own. */
export function hearKeys(player, signal) {
  player.node.addEventListener("keydown", (event) => press(player, event), { signal });
  const elsewhere = (event) => player.data?.keys === "page" && !player.node.contains(event.target) && press(player, event);
  document.addEventListener("keydown", elsewhere, { signal });
}

/** Carries out the command of a key, unless the key belongs to what has the focus. */
export function press(player, event) {
  const { key, target } = event;
  const field = target.closest("select, input, textarea");
  const pressing = key === " " && target.closest("button, summary");
  if (!KEYS[key] || player.fixed || pressing || (field && !field.matches(".player-scrub")) || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  if (key !== " " || !event.repeat) commandOf(player, event)();
}
