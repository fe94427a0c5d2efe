// What a saved page does when it is opened: the player, alive offline.

import { Player } from "../player.js";
import { unpack } from "../walk/wire.js";
import { fitWide } from "./wide.js";

/** plotly.js, which the page carries as text until the landscape is asked for. */
async function plotlyInside() {
  const text = document.querySelector('script[type="text/plain"]').textContent;
  document.head.append(Object.assign(document.createElement("script"), { text }));
  return window.Plotly;
}

/** Plays what a saved page carries: every slider is a dial of the player's own. */
export function playAlone(root) {
  const { scene, supplies, runs, hand } = JSON.parse(document.querySelector('script[type="application/json"]').textContent);
  const fitFormula = () => document.querySelectorAll(".formula").forEach(fitWide);
  addEventListener("resize", fitFormula);
  fitFormula();
  document.documentElement.classList.toggle("framed", window.self !== window.top);
  const player = new Player(root, plotlyInside, () => {}, { alone: true });
  const data = unpack(runs);
  const sliders = (data.live?.sliders ?? []).map((slider) => ({ ...slider, stands: hand.sliders[slider.key] ?? slider.at }));
  player.restore(hand);
  player.update({ ...data, view: hand.view, autoplay: false, live: data.live && { ...data.live, sliders } }, unpack(scene), supplies && unpack(supplies));
  player.commands.seek(hand.step);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => player.restyle());
}
