// The way back: an entry of the browser's history is a page of the app, or a lesson.
//
// Streamlit makes an entry of every setting that it writes into the address, a dozen where a page is
// opened, and of the address that it empties when a page is left. Back would lead nowhere so often.

/** The lesson that an address names, null for none. */
const lessonIn = ({ pathname, searchParams }) => (pathname.endsWith("/lessons") ? searchParams.get("lesson") : null);

/** Lets what changes in the address make a new entry only if it is another place.
 *  @param {History} history @param {() => string} here the address
 *  @returns {() => void} to be called when the visitor chooses something: what the address says by
 *  then is what one comes back to. */
export function placesOnly(history, here) {
  const push = history.pushState.bind(history);
  let left = null;
  history.pushState = (state, title, url) => {
    const [from, to] = [new URL(here()), new URL(String(url ?? ""), here())];
    const other = left && lessonIn(to) !== null && lessonIn(to) !== lessonIn(from);
    if (to.pathname === from.pathname && !other) return history.replaceState(state, title, url);
    if (left && new URL(left).pathname === from.pathname) history.replaceState(history.state, title, left);
    left = null;
    push(state, title, url);
  };
  return () => (left = here());
}
