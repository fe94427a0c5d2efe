// The picture goes first: a page sends its other parts when it stands. It plays when they stand, too:
// until then they need the processor, and it would stutter.

const inPlace = new Set(); // names of players
const patient = new Set(); // what is to be done when the page stands
let awaited = null;
let sent = false; // whether the page has sent all its parts
let whole = false; // and they stand

/** A page waits for the picture of the player `name`, and is told when it stands; null: for none.
 *  @param {string | null} name @param {() => void} tell */
export function waitFor(name, tell) {
  awaited = name === null ? null : { name, tell };
  sent = name === null;
  whole &&= sent;
  tellOnce();
}

/** Nothing on the page has changed for a moment. */
export function atRest() {
  if (!sent || whole) return;
  whole = true;
  for (const act of patient) act();
  patient.clear();
}

/** Calls `act` when the page stands with all its parts; returns a function that gives up.
 *  @param {() => void} act */
export function whenWhole(act) {
  if (whole) act();
  else patient.add(act);
  return () => patient.delete(act);
}

/** The picture stands, or is gone. */
export function stands(name, there = true) {
  if (there) inPlace.add(name);
  else inPlace.delete(name);
  tellOnce();
}

function tellOnce() {
  if (!inPlace.has(awaited?.name)) return;
  const { tell } = awaited;
  awaited = null;
  tell();
}
