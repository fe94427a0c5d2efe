// The page's sliders, as the visitor's hand has them: they say their value while they are moved.

/** The class of the element that holds the control with that key. */
const holder = (key) => `st-key-${key.replace(/[^\w-]/g, "-")}`;

export class Hand {
  /** `moved()` is called when one of the sliders that are watched says something new. */
  constructor(moved) {
    this.moved = moved;
    this.keys = new Map();
    this.said = new Map();
    this.watching = false;
    this.observer = new MutationObserver((changes) => {
      const keys = new Set(changes.map(({ target }) => this.keyAt(/** @type {Element} */ (target))).filter(Boolean));
      // A slider that is drawn again is told to say what it says already.
      const turned = [...keys].filter((key) => this.read(key) !== this.say(key));
      for (const key of turned) this.said.set(key, this.read(key));
      if (turned.length) this.moved();
    });
  }

  /** Watches the sliders with these keys, and no others. */
  watch(keys) {
    this.keys = new Map(keys.map((key) => [holder(key), key]));
    this.said = new Map(keys.map((key) => [key, this.read(key)]));
    if (keys.length && !this.watching) this.observer.observe(document.body, { subtree: true, attributes: true, attributeFilter: ["aria-valuetext"] });
    this.watching ||= keys.length > 0;
  }

  /** The value of a slider; null where there is none. */
  say(key) {
    return this.said.get(key) ?? null;
  }

  keyAt(target) {
    const box = target.closest('[class*="st-key-"]');
    return box && [...box.classList].map((name) => this.keys.get(name)).find(Boolean);
  }

  /** A slider tells those who do not see it what it says. */
  read(key) {
    const text = document.querySelector(`.${holder(key)} [aria-valuetext]`)?.getAttribute("aria-valuetext");
    return text?.trim() && Number.isFinite(Number(text)) ? Number(text) : null;
  }

  destroy() {
    this.observer.disconnect();
  }
}
