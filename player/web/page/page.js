// What a page needs beside its figures: its language, a way back, numbers with a decimal comma, fields
// for code, a link that has what is typed, and wide tables that a keyboard can scroll.

import { NO_PROSE } from "../element.js";
import { lendClipboard } from "../take/copy.js";
import { atRest, awaitsControls, controlsStand, waitFor } from "./first.js";
import { trail } from "./history.js";
import { arrive, leave, staying } from "./leaving.js";
import { fitWide } from "./wide.js";

const WIDE = "table, pre, .katex-display, .st-key-title-formula";
const CODE = '.st-key-f input, [class*="st-key-own"] textarea';
const HANDED_OUT = [".st-key-share-task textarea", ".st-key-share-goal input", ".st-key-share-address input"].join();
const PLACEHOLDER = '[data-testid="stSkeleton"]'; // of what is still being fetched
const MOMENT = 200; // ms without a change after which the page is at rest
let watching = false;
const TYPING_RESTS = 400; // ms after which what is typed counts
let settling;
let typing;
let visited; // the path of the page that stands
let serverHears; // of a way back within it

/** A decimal comma is typed as a point, the only one that a number field of every browser knows. */
function pointed(event) {
  const { target, data } = event;
  if (target?.type !== "number" || !data?.includes(",")) return;
  event.preventDefault();
  document.execCommand("insertText", false, data.replace(",", "."));
}

/** What is typed of a hand-out is in its link as soon as the hand rests: who copies that at once leaves the
 *  field and the link together. */
function handedOut(event) {
  const { target } = event;
  if (event.isComposing || !target.matches?.(HANDED_OUT)) return;
  clearTimeout(typing);
  typing = setTimeout(() => {
    if (document.activeElement !== target) return;
    for (const kind of ["focusout", "focusin"]) target.dispatchEvent(new FocusEvent(kind, { bubbles: true }));
  }, TYPING_RESTS);
}

function asCode(field) {
  for (const [name, value] of Object.entries(NO_PROSE)) field.setAttribute(name, value);
}

function watch() {
  watching = true;
  const { act, gone } = trail(history, () => location.href);
  for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, act, { capture: true });
  addEventListener("click", ({ detail }) => detail || act(), { capture: true }); // without a pointer
  addEventListener("click", leave, { capture: true });
  addEventListener("popstate", () => (gone(), anew()), { capture: true });
  addEventListener("beforeinput", pointed, { capture: true });
  for (const kind of ["input", "compositionend"]) addEventListener(kind, handedOut, { capture: true });
  lendClipboard();
  const others = (changes) => changes.some(({ target }) => !target.closest?.(".player, .chart")) && changed();
  new MutationObserver(others).observe(document.body, { childList: true, subtree: true });
  addEventListener("resize", changed);
  document.fonts.addEventListener("loadingdone", changed); // a formula in its own type is wider
}

/** Loads the page again where the browser has gone back or forth within it and the server hears nothing. */
function anew() {
  if (!serverHears && location.pathname === visited && !location.hash) location.reload();
}

/** Whether the code of all that the page has been sent is there. */
const codeCame = () => !document.querySelector(PLACEHOLDER);

/** The page has changed: sees to it when it is at rest. */
function changed() {
  if (awaitsControls() && codeCame()) controlsStand();
  clearTimeout(settling);
  settling = setTimeout(() => {
    document.querySelectorAll(WIDE).forEach(fitWide);
    document.querySelectorAll(CODE).forEach(asCode);
    controlsStand(); // or their code does not come
    if (codeCame()) atRest();
  }, MOMENT);
}

/** Keeps the page in order for as long as it is open, and tells when the picture it waits for stands. */
export function page({ data, parentElement, setStateValue }) {
  if (document.documentElement.lang !== data.lang) document.documentElement.lang = data.lang; // all styles depend on it
  parentElement.dataset.waits = data.waits ?? ""; // for who looks at the page from outside
  visited = location.pathname;
  serverHears = data.hears_back;
  arrive();
  const stays = staying();
  waitFor(data.waits, () => stays() && setStateValue("stands", data.waits));
  if (!watching) watch();
  changed();
}
