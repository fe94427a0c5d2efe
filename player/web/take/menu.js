// The choice of what is taken away of the picture: a still one, a drawing, or the playback.

import { element } from "../element.js";
import { onEscape } from "../hand/escape.js";
import { saving } from "../page/save.js";
import { takeDrawing, takeFilm, takePicture } from "./take.js";

/** What each button saves, by its words. */
const TAKES = { take_png: takePicture, take_svg: takeDrawing, take_gif: takeFilm };

/** Opens the choice over the bar of `player`, or closes it. */
export function takes(player) {
  const { text, curve } = player.data;
  const open = player.bar.node.querySelector(".player-takes");
  if (open) return open.dispatchEvent(new Event("close"));
  const opener = player.bar.node.querySelector(".player-image");
  const withCurve = element("input", { type: "checkbox" });
  const over = new AbortController();
  const { signal } = over;
  const close = () => {
    over.abort();
    if (menu.matches(":focus-within")) opener.focus();
    menu.remove();
  };
  const button = ([kind, take]) =>
    element("button", { type: "button", "data-take": kind.slice(-3), onclick: (event) => save(event.currentTarget, take) }, text[kind]);
  const menu = element("div", { class: "player-takes", role: "group", "aria-label": text.image, onclose: close }, ...(curve ? [element("label", {}, withCurve, text.take_curve)] : []), ...Object.entries(TAKES).map(button));
  async function save(pressed, take) {
    if (pressed.hasAttribute("aria-disabled")) return;
    pressed.setAttribute("aria-disabled", "true"); // it keeps the focus, as one that is `disabled` would not
    await saving(player, () => take(player, withCurve.checked));
    close();
  }
  menu.addEventListener("keydown", (event) => event.stopPropagation()); // the space bar presses what has the focus
  const elsewhere = ({ target }) => menu.contains(target) || opener.contains(target) || close();
  document.addEventListener("pointerdown", elsewhere, { capture: true, signal });
  onEscape(() => (opener.focus(), close()), signal);
  player.bar.node.append(menu);
  menu.querySelector("button").focus();
}
