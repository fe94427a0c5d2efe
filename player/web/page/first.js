// The picture goes first: a page sends its other parts when it stands, some of them only when its
// controls do. It plays when all stand: until then they need the processor, and it would stutter.

const CONTROLS = ".controls"; // after the name of a player: those that are sent with its picture
const inPlace = new Set(); // names of players, and of controls
const postponed = new Set(); // what is to be done when the page is complete
let expected = null; // what the page waits for, and what tells the page
let sent = false; // whether the page has sent all its parts
let complete = false; // and they stand

/** A page waits for the picture of the player `name`, or for its controls, and is told when they stand;
 *  null: for nothing.
 *  @param {string | null} name @param {() => void} tell */
export function waitFor(name, tell) {
  expected = name === null ? null : { name, tell };
  sent = name === null;
  complete &&= sent;
  tellOnce();
}

/** Whether the page waits for controls. */
export const awaitsControls = () => Boolean(expected?.name.endsWith(CONTROLS));

/** The controls stand, if the page waits for any. */
export const controlsStand = () => awaitsControls() && stands(expected.name);

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
