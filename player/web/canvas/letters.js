// How wide texts are, and how they are broken into lines.

let letters;

/** The px of `text` in `font`, as CSS has it. */
export function widthOf(text, font) {
  letters ??= document.createElement("canvas").getContext("2d");
  letters.font = font;
  return letters.measureText(text).width;
}

/** `text` in lines of at most `width` px, each a whole number of words; a Chinese letter is a word, and
 *  a longer word has a line of its own. measure(text): its px. */
export function linesIn(text, width, measure) {
  const lines = [""];
  for (const word of text.match(/([\u2e80-\uffff]|[^\s\u2e80-\uffff]+)\s*/g) ?? []) {
    if (lines.at(-1) && measure(lines.at(-1) + word.trimEnd()) > width) lines.push("");
    lines.push(lines.pop() + word);
  }
  return lines.map((line) => line.trimEnd());
}
