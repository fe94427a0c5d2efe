// The reader's place in a lesson: kept over a reload, another page, another language.

import { mounts } from "../mount.js";

const GROWS = 6000; // ms for a page to grow to where the reader was
const HANDS = ["wheel", "pointerdown", "keydown", "touchstart"];

const pane = () => document.querySelector("[data-testid=stMain]");
const headings = () => [...pane().querySelectorAll("h2, h3")];

/** What was noted by this name: a heading's number, and how far from the top it was; null where that is damaged or
 *  the browser's memory forbidden. */
function noted(name) {
  try {
    const [number, top] = JSON.parse(localStorage.getItem(name));
    return Number.isInteger(number) && Number.isFinite(top) ? [number, top] : null;
  } catch {
    return null;
  }
}

/** Where the reader of a lesson is. */
class ReadersPlace {
  stop = () => {}; // ends the search for the place

  constructor(lesson, turnedTo) {
    this.lesson = lesson;
    this.name = `place.${lesson}`;
    this.pane = pane();
    this.scrolled = () => this.settled && this.note();
    const kept = turnedTo ? null : noted(this.name);
    this.settled = !kept;
    if (kept) this.settle(...kept);
    if (turnedTo) this.pane.scrollTo(0, 0);
    this.pane.addEventListener("scroll", this.scrolled, { passive: true });
  }

  /** Notes the last heading above the eye, and how far above it is: other languages have as many. */
  note() {
    const tops = headings().map((heading) => heading.getBoundingClientRect().top);
    const number = tops.findLastIndex((top) => top < innerHeight / 3);
    try {
      if (number < 0) localStorage.removeItem(this.name);
      else localStorage.setItem(this.name, JSON.stringify([number, Math.round(tops[number])]));
    } catch {
      // A full or forbidden memory: the place is not kept, and reading goes on.
    }
  }

  /** Goes there, again and again while the page grows, until the reader's hand goes elsewhere. */
  settle(number, top) {
    const put = () => {
      const heading = headings()[number];
      if (heading) this.pane.scrollBy({ top: heading.getBoundingClientRect().top - top, behavior: "instant" });
    };
    const observer = new ResizeObserver(put);
    observer.observe(this.pane.firstElementChild);
    const limit = setTimeout(() => this.stop(), GROWS);
    this.stop = () => {
      observer.disconnect();
      clearTimeout(limit);
      for (const kind of HANDS) removeEventListener(kind, this.stop, { capture: true });
      this.settled = true;
    };
    for (const kind of HANDS) addEventListener(kind, this.stop, { capture: true });
  }

  leave() {
    this.stop();
    this.pane.removeEventListener("scroll", this.scrolled);
  }
}

const readings = mounts();

/** Opens a lesson where its reader was; one that is turned to is read from its beginning. */
export function place({ data }) {
  const { entry, leave } = readings(document.body, () => ({ reading: null }));
  if (data.lesson !== entry.reading?.lesson) {
    entry.reading?.leave();
    entry.reading = new ReadersPlace(data.lesson, entry.reading !== null);
  }
  return leave(() => entry.reading.leave());
}
