// Whether the visitor is on the way to another page. A clock of the page that is left may still run, and
// what it then tells the server would bring the visitor back: Streamlit runs the page that speaks.

const NEVER_COMES = 30_000; // ms; a page that has not come by then does not come any more

/** @type {{path: string, since: number} | null} */
let left = null;

/** Notes whether a click leads to another page of the app. @param {MouseEvent} event */
export function leave({ target, button, ctrlKey, metaKey, shiftKey, altKey }) {
  const link = /** @type {HTMLElement} */ (target).closest?.("a[href]");
  if (!(link instanceof HTMLAnchorElement) || button || ctrlKey || metaKey || shiftKey || altKey) return;
  if (link.protocol !== location.protocol || link.host !== location.host) return;
  if (link.target === "_blank" || link.hasAttribute("download")) return;
  const { pathname } = location;
  left = link.pathname === pathname ? null : { path: pathname, since: performance.now() };
}

/** The page has run: if it is another one, none is left any more. */
export function arrive() {
  if (left?.path !== location.pathname) left = null;
}

/** A function that says whether the page that is on the screen now is still there, and to stay.
 *  @returns {() => boolean} */
export function staying() {
  const { pathname } = location;
  const away = () => left?.path === pathname && performance.now() - left.since < NEVER_COMES;
  return () => location.pathname === pathname && !away();
}
