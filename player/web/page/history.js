// The way back: an entry of the browser's history is a page of the app, a lesson, or what was set before
// the visitor turned another control.
//
// Streamlit changes the address for every setting that it writes, a dozen where a page is opened, and
// empties it when a page is left. Back would lead nowhere so often, or nowhere at all. And a control of
// the page that was left by Back takes its setting along, out of the address that Back has led to.

const STANDING = ["lang"]; // what is the reader's on every page, and no place to go back to
const PLACES = ["exercise", "lesson"]; // what is another place each time that it changes

/** The names of the settings that two addresses say differently.
 *  @param {URL} from @param {URL} to @returns {string[]} */
function differing(from, to) {
  const names = new Set([...from.searchParams.keys(), ...to.searchParams.keys()]);
  const said = (url, name) => url.searchParams.getAll(name).join("\n");
  return [...names].filter((name) => !STANDING.includes(name) && said(from, name) !== said(to, name));
}

/** Lets the address make a new entry for what the visitor does, one for each control that is turned,
 *  however far, and none for what the app itself changes.
 *  @param {History} history @param {() => string} here the address
 *  @returns {{ act: () => void, gone: () => void }} `act`: to be called when the visitor does
 *  something; `gone`: when the browser has gone back or forth. */
export function trail(history, here) {
  const push = history.pushState.bind(history), replace = history.replaceState.bind(history);
  let left = null; // the address when the visitor last did something
  let fresh = false; // whether nothing has come of that yet
  let made = false; // whether what came of it is an entry of its own
  let last = []; // the settings that made the present entry
  let back = false; // whether the browser has gone back or forth, and nothing was done since
  const change = (state, title, url) => {
    const [from, to] = [new URL(here()), new URL(String(url ?? ""), here())];
    if (to.pathname !== from.pathname) return leave(state, title, url, from);
    const names = differing(from, to);
    if (back && names.length && !names.some((name) => to.searchParams.has(name))) return;
    if (!fresh || !names.length) return replace(state, title, url);
    fresh = false;
    made = !names.every((name) => last.includes(name) && !PLACES.includes(name));
    if (made) last = names;
    (made ? push : replace)(state, title, url);
  };
  // A page is emptied before it is left: what that did to its entry, or the entry that it made, is undone.
  const leave = (state, title, url, from) => {
    const known = left !== null && new URL(left).pathname === from.pathname;
    if (known && !made) replace(history.state, title, left);
    (known && made ? replace : push)(state, title, url);
    begin(false);
  };
  const begin = (returned) => ([left, fresh, made, last, back] = [null, false, false, [], returned]);
  history.pushState = change;
  history.replaceState = change;
  return { act: () => ([left, fresh, made, back] = [here(), true, false, false]), gone: () => begin(true) };
}
