// The picture goes first: a page may send its other parts when it stands.

const pages = new Map(); // by the name of their player

function pageOf(name) {
  if (!pages.has(name)) pages.set(name, { standing: false, tell: null });
  return pages.get(name);
}

/** A page sends its other parts when it is told that the picture stands; null: it knows.
 *  @param {string} name @param {(() => void) | null} tell */
export function pictureFirst(name, tell) {
  const page = pageOf(name);
  page.tell = tell;
  if (page.standing) tell?.();
}

/** The picture stands, or is gone. */
export function stands(name, standing = true) {
  const page = pageOf(name);
  page.standing = standing;
  if (standing) page.tell?.();
}
