// What is wider than its place is scrolled by the keyboard too.

const SIDEWAYS = { ArrowLeft: -1, ArrowRight: 1 };
const followed = new WeakSet();

/** Whether the key scrolls the part, which has more to show on that side. */
function scrollsOn(part, { key, ctrlKey, metaKey, altKey }) {
  const way = SIDEWAYS[key];
  if (!way || ctrlKey || metaKey || altKey) return false;
  return way < 0 ? part.scrollLeft > 0 : part.hasAttribute("data-more");
}

/** A part that is wider than its place gets the focus, so that arrow keys scroll it, and shows
 *  (`data-more`) whether there is more to the right. */
export function fitWide(part) {
  const hides = part.scrollWidth - part.clientWidth;
  const high = part.scrollHeight > part.clientHeight + 1 && getComputedStyle(part).overflowY !== "hidden";
  if (hides > 1 || high) part.tabIndex = 0;
  else part.removeAttribute("tabindex");
  part.toggleAttribute("data-more", hides - part.scrollLeft > 1);
  if (followed.has(part)) return;
  followed.add(part);
  part.addEventListener("scroll", () => fitWide(part), { passive: true });
  part.addEventListener("keydown", (event) => scrollsOn(part, event) && event.stopPropagation()); // else they would step through the run
}
