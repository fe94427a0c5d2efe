// Says what is wrong with the texts of a slide; it comes before the page's own scripts.

// What canvases say, by canvas: each text with its place and size, until they are cleared.
{
  const pen = CanvasRenderingContext2D.prototype;
  const { clearRect, fillText } = pen;
  pen.clearRect = function (...box) {
    this.canvas.heard = [];
    return clearRect.apply(this, box);
  };
  pen.fillText = function (text, x, y, ...more) {
    const { a, d, e, f } = this.getTransform();
    const size = this.measureText(text);
    (this.canvas.heard ??= []).push({
      text: String(text),
      px: d * parseFloat(/([\d.]+)px/.exec(this.font)[1]),
      left: a * (x - size.actualBoundingBoxLeft) + e,
      right: a * (x + size.actualBoundingBoxRight) + e,
      top: d * (y - size.actualBoundingBoxAscent) + f,
      bottom: d * (y + size.actualBoundingBoxDescent) + f,
    });
    return fillText.call(this, text, x, y, ...more);
  };
}

const NO_TEXT = "style, .player-said, .katex-mathml";
const SPARE = 0.15; // of a letter's height: as much may a formula's line be cut without a letter being
const OVER = 0.25; // of its height: as much may a text lie under another one

const shown = (node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true });
const speaks = ({ childNodes }) => [...childNodes].some((c) => c.nodeType === 3 && c.data.trim());
const speaking = (main) => [...main.querySelectorAll("*")].filter((node) => speaks(node) && shown(node));
const sizeOf = (node) => parseFloat(getComputedStyle(node).fontSize) * (node.currentCSSZoom ?? 1);
const clips = (node) => !getComputedStyle(node).overflow.startsWith("visible");
const said = (node) => node.textContent.trim().slice(0, 40);

/** Waits until all is where it stays: a new size is laid out, and drawn, in one frame after another. */
async function rest(main) {
  await document.fonts.ready;
  const layout = () =>
    [...main.querySelectorAll("canvas, .plotly, svg"), ...speaking(main)]
      .map((node) => Object.values(node.getBoundingClientRect().toJSON()).join())
      .join();
  let [before, since] = ["", 0];
  do {
    await new Promise((done) => setTimeout(() => requestAnimationFrame(done), 40));
    const now = layout();
    if (now !== before) [before, since] = [now, performance.now()];
  } while (performance.now() - since < 200);
}

/** The lines of the text that stands right in `node`, in the window's px. */
function linesOf(node) {
  const range = document.createRange();
  return [...node.childNodes].filter((child) => child.nodeType === 3).flatMap((child) => (range.selectNodeContents(child), [...range.getClientRects()]));
}

/** How far `box` is beyond what clips it, at the most; below 0 where it lies within. */
function beyond(box, node, main) {
  let most = -Infinity;
  for (let around = node; around !== main; around = around.parentElement) {
    if (!clips(around)) continue;
    const edge = around.getBoundingClientRect();
    most = Math.max(most, edge.left - box.left, box.right - edge.right, edge.top - box.top, box.bottom - edge.bottom);
  }
  return most;
}

/** All that is said, line by line: {text, px, left, right, top, bottom} in the window's px, and whether
 *  it is `cut`. What stands raised or lowered in a formula or at a power of ten is smaller than its
 *  line, as it is in print: it has no `px`. `inner`: a part of a formula. */
function* texts(main) {
  for (const node of speaking(main)) {
    const { width, height } = node.getBoundingClientRect();
    if (Math.min(width, height) <= 8 || node.closest(NO_TEXT)) continue;
    const [px, raised, formula] = [sizeOf(node), node.closest("tspan, .katex-html"), node.closest(".katex-html")];
    for (const { left, right, top, bottom } of linesOf(node)) {
      const cut = beyond({ left, right, top, bottom }, node, main) > (raised ? SPARE * px : 1);
      yield { text: said(formula ?? node), px: raised ? null : px, left, right, top, bottom, cut, inner: Boolean(formula) };
    }
  }
  for (const node of main.querySelectorAll(".katex")) {
    if (!shown(node)) continue;
    const [text, px] = [said(node.querySelector(".katex-html")), sizeOf(node)];
    for (const { left, right, top, bottom } of node.getClientRects()) yield { text, px, left, right, top, bottom };
  }
  for (const canvas of main.querySelectorAll("canvas")) {
    const box = canvas.getBoundingClientRect();
    if (!shown(canvas) || !box.width) continue;
    const scale = box.width / canvas.width;
    for (const { text, px, left, right, top, bottom } of canvas.heard ?? []) {
      const cut = left < -1 || top < -1 || right > canvas.width + 1 || bottom > canvas.height + 1;
      const [x, y] = [(k) => box.left + scale * k, (k) => box.top + scale * k];
      yield { text, px: px * scale, left: x(left), right: x(right), top: y(top), bottom: y(bottom), cut };
    }
  }
}

/** What is wrong with what is said on the slide. least: the size of its smallest letters as a share of
 *  the window's width. used: the share of its height that a picture fills at least. */
globalThis.fit = async function fit(least, used) {
  const main = document.querySelector("[data-testid=stMain]");
  await rest(main);
  const faults = [];
  const all = [...texts(main)];
  for (const { text, px, left, right, top, bottom, cut } of all) {
    if (px !== null && px < least * innerWidth - 0.1) faults.push(`small (${px.toFixed(1)}): ${text}`);
    if (left < -1 || right > innerWidth + 1 || top < -1 || bottom > innerHeight + 1) faults.push(`outside: ${text}`);
    if (cut) faults.push(`cut: ${text}`);
  }
  const whole = all.filter(({ inner }) => !inner);
  whole.forEach((a, k) => {
    for (const b of whole.slice(0, k)) {
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > 2 && down > OVER * Math.min(a.bottom - a.top, b.bottom - b.top)) faults.push(`${a.text} over ${b.text}`);
    }
  });
  for (const told of main.querySelectorAll("[data-testid=stAlert], [data-testid=stException]")) faults.push(`says: ${told.innerText}`);
  const tools = document.querySelector(".st-key-slide-tools").getBoundingClientRect();
  const counter = main.querySelector(".player-counter")?.getBoundingClientRect();
  if (counter && counter.right > tools.left) faults.push("the bar runs into the buttons");
  const bar = main.querySelector(".player-bar")?.getBoundingClientRect();
  if (bar && !(bar.bottom <= innerHeight + 1 && bar.bottom >= used * innerHeight)) faults.push(`ends at ${bar.bottom}`);
  return [...new Set(faults)];
};
