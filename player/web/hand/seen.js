// Waits until the reader has got to something.

const PART = 0.3;

/** Calls `act` once, as soon as a good part of `node` is in sight, or when `ready`, which is given it
 *  then, calls it; returns a function that gives up.
 *  @param {Element} node @param {() => void} act @param {(act: () => void) => (() => void) | void} ready */
export function whenSeen(node, act, ready = (go) => go()) {
  /** @type {() => void} */
  let giveUp = () => watch.disconnect();
  const watch = new IntersectionObserver(
    (entries) => {
      const last = entries.at(-1);
      const enough = last.intersectionRatio >= PART || last.intersectionRect.height > PART * innerHeight;
      if (!last.isIntersecting || !enough) return;
      watch.disconnect();
      giveUp = ready(act) || (() => {});
    },
    { threshold: [0.01, 0.05, 0.1, 0.2, PART] },
  );
  watch.observe(node);
  return () => giveUp();
}
