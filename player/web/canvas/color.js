// Colours as numbers.

let context;
const colorsRead = new Map(); // a page has some dozen, and asks for them in every frame

/** [r, g, b] of any colour that CSS knows. */
export function rgb(color) {
  if (colorsRead.has(color)) return colorsRead.get(color);
  context ??= document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  context.fillStyle = "#000";
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  const found = [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  colorsRead.set(color, found);
  return found;
}
