// A pen that draws as SVG what is drawn with it as on a canvas: the part of the canvas' language that
// the stage speaks.

const xmlText = (text) => text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);
const rounded = (value) => String(Math.round(value * 100) / 100);
const ANCHOR = { left: "start", center: "middle", right: "end" };
const INSIDE_SCALE = 2; // px of an image inside for one of the drawing
const RISE = { middle: "central", top: "hanging", bottom: "text-after-edge", alphabetic: "alphabetic" };
const PEN_STATE = ["fillStyle", "strokeStyle", "lineWidth", "globalAlpha", "font", "textAlign", "textBaseline", "lineJoin", "lineCap", "dash", "shift", "clipped"];

export class Pen {
  fillStyle = "#000";
  strokeStyle = "#000";
  lineWidth = 1;
  globalAlpha = 1;
  font = "10px sans-serif";
  textAlign = "left";
  textBaseline = "alphabetic";
  lineJoin = "miter";
  lineCap = "butt";
  dash = [];
  shift = [0, 0];
  clipped = "";
  path = "";
  parts = [];
  states = [];
  clips = 0;

  /** `measure`: a canvas' context, that knows how wide letters are. */
  constructor(measure) {
    this.measure = measure;
  }

  save() {
    this.states.push(PEN_STATE.map((name) => this[name]));
  }

  restore() {
    const state = this.states.pop();
    PEN_STATE.forEach((name, k) => (this[name] = state[k]));
  }

  translate(x, y) {
    this.shift = [this.shift[0] + x, this.shift[1] + y];
  }

  setLineDash(dash) {
    this.dash = dash;
  }

  at(x, y) {
    return `${rounded(x + this.shift[0])} ${rounded(y + this.shift[1])}`;
  }

  beginPath() {
    this.path = "";
  }

  moveTo(x, y) {
    this.path += `M${this.at(x, y)}`;
  }

  lineTo(x, y) {
    this.path += `${this.path ? "L" : "M"}${this.at(x, y)}`;
  }

  closePath() {
    this.path += "Z";
  }

  rect(x, y, width, height) {
    this.path += `M${this.at(x, y)}h${rounded(width)}v${rounded(height)}h${rounded(-width)}Z`;
  }

  /** Whole circles are all that the stage draws. */
  arc(x, y, radius) {
    this.path += `M${this.at(x - radius, y)}a${rounded(radius)} ${rounded(radius)} 0 1 1 ${rounded(2 * radius)} 0a${rounded(radius)} ${rounded(radius)} 0 1 1 ${rounded(-2 * radius)} 0Z`;
  }

  put(tag, look, content = "") {
    const clip = this.clipped && ` clip-path="url(#${this.clipped})"`;
    const alpha = this.globalAlpha < 1 ? ` opacity="${rounded(this.globalAlpha)}"` : "";
    this.parts.push(`<${tag} ${look}${alpha}${clip}${content ? `>${content}</${tag}>` : "/>"}`);
  }

  get line() {
    const dash = this.dash.length ? ` stroke-dasharray="${this.dash.map(rounded).join(" ")}"` : "";
    return `stroke="${xmlText(this.strokeStyle)}" stroke-width="${rounded(this.lineWidth)}" stroke-linejoin="${this.lineJoin}" stroke-linecap="${this.lineCap}"${dash}`;
  }

  stroke() {
    if (this.path) this.put("path", `d="${this.path}" fill="none" ${this.line}`);
  }

  fill() {
    if (this.path) this.put("path", `d="${this.path}" fill="${xmlText(this.fillStyle)}"`);
  }

  clip() {
    const name = `clip${(this.clips += 1)}`;
    this.parts.push(`<clipPath id="${name}"><path d="${this.path}"/></clipPath>`);
    this.clipped = name;
  }

  fillRect(x, y, width, height) {
    this.beginPath();
    this.rect(x, y, width, height);
    this.fill();
  }

  measureText(text) {
    this.measure.font = this.font;
    return this.measure.measureText(text);
  }

  letters(text, x, y, look) {
    const [place, rise] = [this.at(x, y).split(" "), RISE[this.textBaseline] ?? "alphabetic"];
    const style = `x="${place[0]}" y="${place[1]}" text-anchor="${ANCHOR[this.textAlign] ?? "start"}" dominant-baseline="${rise}" style="font: ${xmlText(this.font)}"`;
    this.put("text", `${style} ${look}`, xmlText(text));
  }

  fillText(text, x, y) {
    this.letters(text, x, y, `fill="${xmlText(this.fillStyle)}"`);
  }

  strokeText(text, x, y) {
    this.letters(text, x, y, `fill="none" ${this.line}`);
  }

  /** As of a canvas that is as fine as a PNG is. */
  getTransform() {
    return { a: INSIDE_SCALE };
  }

  /** A canvas as an image. */
  drawImage(canvas, x, y, width, height) {
    const [left, top] = this.at(x, y).split(" ");
    this.put("image", `x="${left}" y="${top}" width="${rounded(width)}" height="${rounded(height)}" preserveAspectRatio="none" href="${canvas.toDataURL()}"`);
  }

  /** Another SVG, as text, with its upper left corner at (x, y). */
  nest(svg, x, y) {
    const [left, top] = this.at(x, y).split(" ");
    this.parts.push(svg.slice(svg.indexOf("<svg")).replace("<svg", `<svg x="${left}" y="${top}"`));
  }

  /** All that was drawn, as a file. */
  svg(width, height, title) {
    const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
    return `<svg xmlns="http://www.w3.org/2000/svg" ${size}><title>${xmlText(title)}</title>${this.parts.join("")}</svg>`;
  }
}

/** What `draw` draws, as HTML: a still picture within a text, which says nothing by itself. A canvas
 *  would do, but a browser puts every one on a layer of its own. */
export function inline(width, height, draw) {
  const pen = new Pen(null);
  draw(pen);
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} preserveAspectRatio="xMidYMid slice" aria-hidden="true">${pen.parts.join("")}</svg>`;
}
