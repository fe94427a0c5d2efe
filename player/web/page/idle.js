// The picture goes first: a page may send its other parts when it stands, then come its controls,
// and plotly.js comes last.

import { holder } from "../hand/hand.js";

const STILL = 100; // ms for which nothing has been put on a page that is at rest
const LONGEST = 2000; // ms after which a restless page counts as one at rest
const PATIENCE = 20_000; // ms for a control to be put on the page

const pages = new Map(); // by the name of their player

function pageOf(name) {
  if (!pages.has(name)) {
    const page = { standing: false, tell: null };
    page.completed = new Promise((resolve) => (page.complete = resolve));
    pages.set(name, page);
  }
  return pages.get(name);
}

/** A page sends its other parts when it is told that the picture stands; null: it does so now, and
 *  `control` is the key of a slider among them, if there is any. */
export function pictureFirst(name, tell, control = null) {
  const page = pageOf(name);
  page.tell = tell;
  if (!tell) page.complete(control);
  else if (page.standing) tell();
}

/** The picture stands, or is gone. */
export function stands(name, standing = true) {
  const page = pageOf(name);
  page.standing = standing;
  if (standing) page.tell?.();
}

/** Resolves when a page that waits for its picture has come, its controls too, and is at rest. */
export async function whenIdle(name, rest = atRest, controls = present) {
  const control = await pageOf(name).completed;
  if (control) await controls(`.${holder(control)} input`);
  await rest();
}

/** Resolves when the page has such an element, be it after a long while. */
function present(selector) {
  return new Promise((resolve) => {
    const end = () => (observer.disconnect(), clearTimeout(limit), resolve());
    const look = () => document.querySelector(selector) && end();
    const observer = new MutationObserver(look);
    const limit = setTimeout(end, PATIENCE);
    observer.observe(document.body, { subtree: true, childList: true });
    look();
  });
}

/** Resolves when nothing has been put on the page for a while, outside of players. */
function atRest() {
  return new Promise((resolve) => {
    let calm;
    const wait = () => {
      clearTimeout(calm);
      calm = setTimeout(end, STILL);
    };
    const observer = new MutationObserver((changes) => changes.some(({ target }) => !(/** @type {Element} */ (target).closest(".player"))) && wait());
    const limit = setTimeout(end, LONGEST);
    function end() {
      observer.disconnect();
      clearTimeout(calm);
      clearTimeout(limit);
      resolve();
    }
    observer.observe(document.body, { subtree: true, childList: true });
    wait();
  });
}
