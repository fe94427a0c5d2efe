// What a page needs beside its figures: its language, a way back, numbers with a decimal comma, and
// wide tables that a keyboard can scroll.

import { waitFor } from "./first.js";
import { trail } from "./history.js";
import { fitWide } from "./wide.js";

const WIDE = "table, pre, .st-key-title-formula";
let watching = false;

/** A decimal comma is typed as a point, the only one that a number field of every browser knows. */
function pointed(event) {
  const { target, data } = event;
  if (target?.type !== "number" || !data?.includes(",")) return;
  event.preventDefault();
  document.execCommand("insertText", false, data.replace(",", "."));
}

function watch() {
  watching = true;
  const { act, gone } = trail(history, () => location.href);
  for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, act, { capture: true });
  addEventListener("click", ({ detail }) => detail || act(), { capture: true }); // without a pointer
  addEventListener("popstate", gone, { capture: true });
  addEventListener("beforeinput", pointed, { capture: true });
  let waiting;
  const look = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => document.querySelectorAll(WIDE).forEach(fitWide), 200);
  };
  const others = (changes) => changes.some(({ target }) => !target.closest?.(".player, .chart")) && look();
  new MutationObserver(others).observe(document.body, { childList: true, subtree: true });
  addEventListener("resize", look);
  document.fonts.addEventListener("loadingdone", look); // a formula in its own type is wider
  look();
}

/** Keeps the page in order for as long as it is open, and tells when the picture it waits for stands. */
export function page({ data, setStateValue }) {
  document.documentElement.lang = data.lang;
  waitFor(data.waits, () => setStateValue("stands", data.waits));
  if (!watching) watch();
}
