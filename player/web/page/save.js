// Taking the picture away as an image of the present view.

import { element } from "../element.js";

/** Hands the visitor a file. */
export function download(name, type, content) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  element("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** The picture behind an address, once it is loaded. */
export const picture = (url) =>
  new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = reject;
    image.src = url;
  });

/** Saves the present view with its paths and titles as a PNG. */
export async function saveImage(player) {
  await player.ready;
  const deep = player.view === "landscape";
  const div = deep ? player.deep : player.flat;
  const { clientWidth: width, clientHeight: height } = div;
  const head = 30;
  const scale = 2;
  const still = await picture(await player.plotly.toImage(div, { format: "png", width, height, scale }));
  const canvas = element("canvas", { width: width * scale, height: (height + head) * scale });
  const ctx = canvas.getContext("2d");
  ctx.scale(scale, scale);
  ctx.fillStyle = player.theme.background;
  ctx.fillRect(0, 0, width, height + head);
  ctx.drawImage(still, 0, head, width, height);
  for (const { canvas: drawn } of deep ? [player.overlay] : [player.still, player.overlay]) ctx.drawImage(drawn, 0, head, width, height);
  const origin = player.node.getBoundingClientRect();
  const stage = player.stage.getBoundingClientRect();
  ctx.font = "600 13px system-ui, sans-serif";
  ctx.textBaseline = "middle";
  for (const title of player.legend.node.children) {
    const box = title.getBoundingClientRect();
    const x = box.left - origin.left;
    const y = player.view === "panels" ? box.top - stage.top + head + 12 : 15;
    ctx.drawImage(title.querySelector("canvas"), x, y - 7, 34, 14);
    ctx.fillStyle = player.theme.text;
    ctx.fillText(`${title.querySelector(".player-name").textContent}  ${title.querySelector(".player-value").textContent}`, x + 40, y);
  }
  canvas.toBlob((blob) => download(`${player.data.file}.png`, "image/png", blob));
}
