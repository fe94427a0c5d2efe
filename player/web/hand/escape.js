// The Escape key, which takes back what a hand has begun.

/** `react` to Escape before the page around does, which would leave a slide. `signal` ends the listening.
 *  @param {() => void} react @param {AbortSignal} signal */
export function onEscape(react, signal) {
  const heard = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    react();
  };
  addEventListener("keydown", heard, { capture: true, signal });
}
