// What a slide needs of the browser: a key that blanks the screen, and a focus that does not stay
// behind on a button when the slide is turned.

import { element } from "../element.js";

const BLANK = ["b", "B", "."];
const COVER = "position: fixed; inset: 0; z-index: 2147483647; background: #000; cursor: none";

const slideNow = { name: "", calls: 0, /** @type {HTMLElement | null} */ cover: null };

function uncover() {
  slideNow.cover?.remove();
  slideNow.cover = null;
}

/** A key blanks the screen; the next one, whatever it is, does nothing but bring it back. */
function blank(event) {
  if (slideNow.cover) uncover();
  else if (!BLANK.includes(event.key) || event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select")) return;
  else document.body.append((slideNow.cover = element("div", { class: "slide-blank", style: COVER, onclick: uncover })));
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** Serves the slide of the name `data.slide` for as long as one stands. */
export function slide({ data }) {
  const call = (slideNow.calls += 1);
  addEventListener("keydown", blank, { capture: true });
  const { activeElement } = document;
  if (slideNow.name !== data.slide && activeElement instanceof HTMLElement) activeElement.blur();
  slideNow.name = data.slide;
  return () => {
    if (call !== slideNow.calls) return;
    removeEventListener("keydown", blank, { capture: true });
    uncover();
  };
}
