// Colours as numbers.

let context;

/** [r, g, b] of any colour that CSS knows. */
export function rgb(color) {
  context ??= document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  context.fillStyle = "#000";
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
}
