// Handing the visitor a file, and pictures to be put into one.

import { element } from "../element.js";

export const PNG_SCALE = 2; // px of a PNG for one of the screen

/** Hands the visitor a file. */
export function download(name, type, content) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  element("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** A canvas in the page's colour for a part of it, width × height px, and what draws on it: `{canvas, ctx}`.
 *  @param {number} width @param {number} height @param {Theme} theme */
export function blankPng(width, height, theme) {
  const canvas = element("canvas", { width: width * PNG_SCALE, height: height * PNG_SCALE });
  const ctx = canvas.getContext("2d");
  ctx.scale(PNG_SCALE, PNG_SCALE);
  ctx.fillStyle = theme.background;
  ctx.fillRect(0, 0, width, height);
  return { canvas, ctx };
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
