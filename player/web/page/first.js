// The picture goes first: a page sends its other parts when it stands. It plays when they stand, too:
// until then they need the processor, and it would stutter.

const inPlace = new Set(); // names of players
const postponed = new Set(); // what is to be done when the page is complete
let expected = null; // the player whose picture the page waits for, and what tells the page
let sent = false; // whether the page has sent all its parts
let complete = false; // and they stand

/** A page waits for the picture of the player `name`, and is told when it stands; null: for none.
 *  @param {string | null} name @param {() => void} tell */
export function waitFor(name, tell) {
  expected = name === null ? null : { name, tell };
  sent = name === null;
  complete &&= sent;
  tellOnce();
}

/** Nothing on the page has changed for a moment. */
export function atRest() {
  if (!sent || complete) return;
  complete = true;
  for (const act of postponed) act();
  postponed.clear();
}

/** Calls `act` when the page stands with all its parts; returns a function that gives up.
 *  @param {() => void} act */
export function whenComplete(act) {
  if (complete) act();
  else postponed.add(act);
  return () => postponed.delete(act);
}

/** The picture stands, or is gone. */
export function stands(name, there = true) {
  if (there) inPlace.add(name);
  else inPlace.delete(name);
  tellOnce();
}

function tellOnce() {
  if (!inPlace.has(expected?.name)) return;
  const { tell } = expected;
  expected = null;
  tell();
}
