// What is far from the window is laid out at once, and drawn when its reader comes near.

/** Whether a box, in px from the top of a window of that height, is at most a height away from it.
 *  @param {{top: number, bottom: number}} box @param {number} height */
export const isNear = ({ top, bottom }, height) => top < 2 * height && bottom > -height;

/** The part of the page that scrolls `node`; null if that is the page itself. */
function scrollerOf(node) {
  for (let around = node.parentElement; around && around !== document.body; around = around.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(around).overflowY)) return around;
  }
  return null;
}

/** Whether `node` is, or was at some time, `near` enough to be drawn. `came()` is called when it gets
 *  there: by scrolling, by the keyboard, or on the way to paper. `signal` ends the watch. */
export class Sight {
  near = false;
  paper = false; // whether the page is on its way to paper
  zoom = 1; // how much the page enlarges it
  /** @type {IntersectionObserver | null} */ observer = null;
  /** @type {object | null} */ painted = null;

  /** @param {HTMLElement} node @param {() => void} came @param {AbortSignal} signal */
  constructor(node, came, signal) {
    this.node = node;
    this.came = came;
    const come = () => this.come();
    for (const kind of ["focusin", "click"]) node.addEventListener(kind, come, { signal, capture: true });
    addEventListener("beforeprint", () => ((this.paper = true), this.come()), { signal });
    addEventListener("afterprint", () => (this.paper = false), { signal });
    signal.addEventListener("abort", () => this.observer?.disconnect());
  }

  /** Decides by the place that `node` has by now; what is not near is watched from then on.
   *  anyway: whether it is to be drawn wherever it is. */
  look(anyway = false) {
    if (!this.paper) this.zoom = this.node.currentCSSZoom ?? 1;
    if (this.near) return;
    this.near = anyway || isNear(this.node.getBoundingClientRect(), innerHeight);
    if (this.near) this.observer?.disconnect();
    else if (!this.observer) this.watch();
  }

  /** Counts, for whoever waits for that, the messages of which something has come on the screen: `message`
   *  is what is drawn now. */
  notePainted(message) {
    if (!this.near || this.painted === message) return;
    this.painted = message;
    this.node.dataset.painted = String(Number(this.node.dataset.painted ?? 0) + 1);
  }

  watch() {
    const met = (entries) => entries.some(({ isIntersecting }) => isIntersecting) && this.come();
    this.observer = new IntersectionObserver(met, { root: scrollerOf(this.node), rootMargin: "100% 0px" });
    this.observer.observe(this.node);
  }

  come() {
    if (this.near) return;
    this.near = true;
    this.observer?.disconnect();
    this.came();
  }
}
