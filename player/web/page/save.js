// Handing the visitor a file, and pictures to be put into one.

import { element } from "../element.js";

/** Hands the visitor a file. */
export function download(name, type, content) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  element("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Hands the visitor what is drawn on `canvas` as a picture, unless the browser cannot make one as large. */
export async function downloadPng(canvas, name) {
  const blob = await new Promise((made) => canvas.toBlob(made));
  if (!blob) throw new Error("too large a picture");
  download(`${name}.png`, "image/png", blob);
}

/** A line for what could not be saved: its `node`, and `notify` as a player has it. `text()`: its words by name. */
export function noticeLine(text) {
  const node = element("div", { class: "player-notice", role: "status", hidden: "" });
  const notify = (name, now) => {
    node.textContent = now ? text()[name] : "";
    node.hidden = !now;
  };
  return { node, notify };
}

/** Does `work`, which hands the visitor a file of `player`; where that fails, a sentence says so.
 *  @param {{notify(name: string, now: boolean): void}} player @param {() => Promise<void>} work */
export async function saving(player, work) {
  player.notify("unsaved", false);
  try {
    await work();
  } catch (trouble) {
    console.error(trouble);
    player.notify("unsaved", true);
  }
}

/** The picture behind an address, once it is loaded. */
export const picture = (url) =>
  new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = reject;
    image.src = url;
  });
