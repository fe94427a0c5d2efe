// The sheet over a slide, with its words or its formulas: where they are more than a window holds, it
// shows whole ones only, and the key that opened it turns to those that are left.

const SLIDE_SHEET = ".st-key-slide-sheet";
const SHEET_FORMULAS = ".st-key-slide-formulas";
const SHEET_PARTS = `${SHEET_FORMULAS} > *, :is([data-testid="stMarkdownContainer"], .stHtml) > :not(${SHEET_FORMULAS} *)`;

/** @returns {HTMLElement | null} */
const sheetOpen = () => document.querySelector(SLIDE_SHEET);

/** Shows as many parts as there is room for, from number `from` on; the number of the first one that is
 *  left stands in `data-more`. */
function laySheet(sheet, from) {
  const parts = [.../** @type {NodeListOf<HTMLElement>} */ (sheet.querySelectorAll(SHEET_PARTS))];
  if (!parts[from]) return;
  const top = (part) => part.getBoundingClientRect().top;
  sheet.scrollTop = 0;
  sheet.scrollTop = (top(parts[from]) - top(parts[0])) / (sheet.currentCSSZoom ?? 1);
  const view = sheet.getBoundingClientRect();
  const left = (part) => part.getBoundingClientRect().bottom > view.bottom + 1;
  parts.forEach((part, k) => (part.style.opacity = k !== from && (left(part) || top(part) < view.top - 1) ? "0" : ""));
  const more = parts.findIndex((part, k) => k > from && left(part));
  Object.assign(sheet.dataset, { from, more });
  if (more < 0) delete sheet.dataset.more;
}

/** What stands on the sheet: the name of the key that turns it. */
const contentOf = (sheet) => (sheet?.querySelector(SHEET_FORMULAS) ? "formula" : "words");

/** Keeps the sheet over the slide of that name laid out for as long as it is open; ends what it returns. */
export function tendSheet(slide) {
  const sizes = new ResizeObserver(() => {
    const sheet = sheetOpen();
    if (!sheet) return;
    const of = `${contentOf(sheet)} ${slide}`; // the same node may come to hold other things
    if (sheet.dataset.of !== of) Object.assign(sheet.dataset, { of, from: "0" });
    laySheet(sheet, Number(sheet.dataset.from));
  });
  const look = () => {
    const sheet = sheetOpen();
    if (sheet) for (const node of [sheet, ...sheet.querySelectorAll(SHEET_PARTS)]) sizes.observe(node);
  };
  const parts = new MutationObserver(look);
  parts.observe(document.body, { childList: true, subtree: true });
  look();
  return () => [sizes, parts].forEach((observer) => observer.disconnect());
}

/** Whether the event, a key or a click, that would close the sheet has turned it instead. */
export function turnSheet(event) {
  const sheet = sheetOpen();
  const name = contentOf(sheet);
  const meant = event.type === "click" ? event.target.closest?.(`.st-key-present-${name}`) : event.key?.toLowerCase() === name[0];
  if (!sheet?.dataset.more || !meant) return false;
  laySheet(sheet, Number(sheet.dataset.more));
  return true;
}
