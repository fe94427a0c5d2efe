import assert from "node:assert/strict";
import test from "node:test";
import { commands, press } from "../../player/web/commands.js";
import { Timeline } from "../../player/web/hand/timeline.js";

/** A player of ten steps that waits to be seen before it plays, and what came of that. */
function waiting() {
  const player = { timeline: new Timeline(), begins: true, tick() {}, unsee() { player.begins = false; } };
  player.timeline.resize(10);
  return { player, act: commands(player) };
}

test("who takes the playback in hand before it has begun is not overruled by its beginning", () => {
  for (const name of ["start", "back", "play", "forward", "end", "seek"]) {
    const { player, act } = waiting();
    act[name](4);
    assert.equal(player.begins, false, name);
  }
});

test("another speed leaves the beginning as it is", () => {
  const { player, act } = waiting();
  act.speed(2);
  act.loop();
  assert.equal(player.begins, true);
  assert.equal(player.timeline.speed, 2);
});

test("a space bar that is held down plays once, and scrolls nothing", () => {
  const { player } = waiting();
  player.commands = commands(player);
  let kept = 0;
  for (const repeat of [false, true]) press(player, { key: " ", repeat, target: { closest: () => null }, preventDefault: () => (kept += 1) });
  assert.ok(player.timeline.playing);
  assert.equal(kept, 2);
});

test("the space bar plays, but where it presses, opens or writes", () => {
  const played = (tag) => {
    const { player } = waiting();
    player.commands = commands(player);
    const target = { closest: (tags) => (tags.split(", ").includes(tag) ? { matches: () => false } : null) };
    press(player, { key: " ", target, preventDefault() {} });
    return player.timeline.playing;
  };
  assert.ok(played("div"));
  for (const tag of ["button", "summary", "select", "input", "textarea"]) assert.ok(!played(tag), tag);
});
