// The word that was meant: what Python's difflib.get_close_matches finds, with its measure.

const LIKE = 0.75;
const COMMON_FROM = 200; // signs from which on those that are everywhere do not count

/** The place of each sign of `word`. */
function placesOf(word) {
  const places = new Map();
  Array.from(word, (sign, j) => places.set(sign, [...(places.get(sign) ?? []), j]));
  for (const [sign, found] of places) if (word.length >= COMMON_FROM && found.length > Math.floor(word.length / 100) + 1) places.delete(sign);
  return places;
}

/** The longest part that a[from…] and b[…] share: [where in a, where in b, length]. */
function longest(a, b, places, [a0, a1, b0, b1]) {
  let [i0, j0, size] = [a0, b0, 0];
  let before = new Map();
  for (let i = a0; i < a1; i += 1) {
    const here = new Map();
    for (const j of places.get(a[i]) ?? []) {
      if (j < b0 || j >= b1) continue;
      const length = (before.get(j - 1) ?? 0) + 1;
      here.set(j, length);
      if (length > size) [i0, j0, size] = [i - length + 1, j - length + 1, length];
    }
    before = here;
  }
  while (i0 > a0 && j0 > b0 && a[i0 - 1] === b[j0 - 1]) [i0, j0, size] = [i0 - 1, j0 - 1, size + 1];
  while (i0 + size < a1 && j0 + size < b1 && a[i0 + size] === b[j0 + size]) size += 1;
  return [i0, j0, size];
}

/** How much two words are alike, from 0 to 1 (Ratcliff and Obershelp). */
function alike(a, b, places) {
  let shared = 0;
  const waiting = [[0, a.length, 0, b.length]];
  while (waiting.length) {
    const [a0, a1, b0, b1] = waiting.pop();
    const [i, j, size] = longest(a, b, places, [a0, a1, b0, b1]);
    if (!size) continue;
    shared += size;
    waiting.push([a0, i, b0, j], [i + size, a1, j + size, b1]);
  }
  return a.length + b.length ? (2 * shared) / (a.length + b.length) : 1;
}

/** The one of `words` that is most like `word`, if any is nearly it; "" if none.
 *  @param {string} word @param {Iterable<string>} words */
export function nearest(word, words) {
  const places = placesOf(word);
  let [best, most] = ["", 0];
  for (const other of words) {
    const share = alike(other, word, places);
    if (share >= LIKE && (share > most || (share === most && other > best))) [best, most] = [other, share];
  }
  return best;
}
