// The picture goes first: a page sends its other parts when it stands.

const inPlace = new Set(); // names of players
let awaited = null;

/** A page waits for the picture of the player `name`, and is told when it stands; null: for none.
 *  @param {string | null} name @param {() => void} tell */
export function waitFor(name, tell) {
  awaited = name === null ? null : { name, tell };
  tellOnce();
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
