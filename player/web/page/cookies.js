// What this browser remembers for its visitor and tells every server of this address: in cookies, so
// that a page knows it when it is first asked for.

const YEAR = 365 * 24 * 3600;

/** Remembers each of `data.values` by its name; an empty one is forgotten. */
export function remember({ data }) {
  for (const [name, value] of Object.entries(data.values)) {
    const age = value ? YEAR : 0;
    document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${age}; samesite=lax`;
  }
}
