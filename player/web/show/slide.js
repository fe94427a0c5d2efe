// What a slide needs of the browser: a key that blanks the screen, a sheet that shows what fits, and a
// focus that does not stay behind on a button when the slide is turned.

import { element } from "../element.js";
import { mounts } from "../mount.js";
import { tendSheet, turnSheet } from "./sheet.js";

const BLANK = ["b", "B", "."];
const COVER = "position: fixed; inset: 0; z-index: 2147483647; background: #000; cursor: none";

const slideNow = { name: "", /** @type {HTMLElement | null} */ cover: null };
const slides = mounts();

function uncover() {
  slideNow.cover?.remove();
  slideNow.cover = null;
}

/** The event has done all that it is to do. */
function spent(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** A key blanks the screen; the next one, whatever it is, does nothing but bring it back. One that is
 *  held down is no next one. */
function pressed(event) {
  if (slideNow.cover && event.repeat) return spent(event);
  if (slideNow.cover) uncover();
  else if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select")) return;
  else if (BLANK.includes(event.key)) document.body.append((slideNow.cover = element("div", { class: "slide-blank", style: COVER, onclick: uncover })));
  else if (!turnSheet(event)) return;
  spent(event);
}

const clicked = (event) => turnSheet(event) && spent(event);

/** Serves the slide of the name `data.slide` for as long as one stands. */
export function slide({ data }) {
  const { entry, leave } = slides(document.body, () => ({ endSheet() {} }));
  addEventListener("keydown", pressed, { capture: true });
  addEventListener("click", clicked, { capture: true });
  entry.endSheet();
  entry.endSheet = tendSheet(data.slide);
  const { activeElement } = document;
  if (slideNow.name !== data.slide && activeElement instanceof HTMLElement) activeElement.blur();
  slideNow.name = data.slide;
  return leave(() => {
    removeEventListener("keydown", pressed, { capture: true });
    removeEventListener("click", clicked, { capture: true });
    entry.endSheet();
    uncover();
  });
}
