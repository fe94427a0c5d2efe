// Waits until the reader has got to something.

const PART = 0.3;

/** Calls `act` once, as soon as a good part of `node` is in sight; returns a function that gives up. */
export function whenSeen(node, act) {
  const watch = new IntersectionObserver(
    (entries) => {
      const last = entries.at(-1);
      const enough = last.intersectionRatio >= PART || last.intersectionRect.height > PART * innerHeight;
      if (!last.isIntersecting || !enough) return;
      watch.disconnect();
      act();
    },
    { threshold: [0.01, 0.05, 0.1, 0.2, PART] },
  );
  watch.observe(node);
  return () => watch.disconnect();
}
