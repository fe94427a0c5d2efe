import assert from "node:assert/strict";
import test from "node:test";
import { Player } from "../../player/web/player.js";

test("who thinks better of the landscape while it loads sees the other view's button pressed again", () => {
  const pressed = [];
  const player = Object.assign(Object.create(Player.prototype), {
    view: "panels",
    fetch: () => new Promise(() => {}),
    late() {},
    paint: () => pressed.push(player.wanted),
  });
  player.setView("landscape");
  player.setView("panels");
  assert.deepEqual(pressed, ["landscape", "panels"]);
});
