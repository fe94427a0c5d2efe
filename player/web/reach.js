// The visitor's sliders: what they say, and the paths at the stops around one that is touched.
// So the picture follows a hand at once; what the server says of the same stop comes after it.

const FAMILIES = 6; // families of paths that are remembered
const PATIENCE = 3000; // ms after which a question counts as lost
const CALM = 150; // ms of rest before a question: in one message with a slider it would displace that

const holder = (name) => `st-key-${name.replace(/[^\w-]/g, "-")}`;

/** What a slider of the page says to those who do not see it; null where there is none. */
const spoken = (name) => document.querySelector(`.${holder(name)} [aria-valuetext]`)?.getAttribute("aria-valuetext") ?? null;

/** The sliders of a run that `say` something else than the stop at which the run was made. */
export const ahead = (run, say) => Object.keys(run.sliders ?? {}).filter((name) => ![null, run.sliders[name].at].includes(say(name)));

/** What `run` becomes by the one slider that is ahead of it, if `families` know that. */
export function member(run, families, say) {
  const [name, ...others] = ahead(run, say);
  const family = families.get(name);
  return !others.length && family?.kin === run.sliders?.[name]?.kin ? family?.members[say(name)] : undefined;
}

/** Whether the stop lies outside of the family, or so near to its end that more will be wanted. */
export function nearEnd({ stops, open }, stop) {
  const k = stops.indexOf(stop);
  const margin = Math.max(1, stops.length >> 3);
  return k < 0 || (open[0] && k < margin) || (open[1] && k >= stops.length - margin);
}

export class Reach {
  /** `moved()` is called when a slider says something new, or more is known; `ask(slider, stop)`
   *  sends for a family; `node` tells for which slider the last one came. */
  constructor(node, moved, ask) {
    Object.assign(this, { node, moved, ask, families: new Map(), names: new Map(), runs: [] });
  }

  /** The runs as the server has them. */
  fill(runs) {
    this.runs = runs;
    this.names = new Map(runs.flatMap((run) => Object.keys(run.sliders ?? {})).map((name) => [holder(name), name]));
    if (this.names.size && !this.over) this.listen();
  }

  listen() {
    this.over = new AbortController();
    const { signal } = this.over;
    const touch = ({ target }) => {
      this.hand = this.nameAt(target);
      this.want(this.hand);
    };
    for (const event of ["pointerover", "focusin"]) document.addEventListener(event, touch, { signal, passive: true });
    this.observer = new MutationObserver((changes) => {
      const names = new Set(changes.map(({ target }) => this.nameAt(target)).filter(Boolean));
      if (!names.size) return;
      this.turned = performance.now();
      this.moved();
      if (names.has(this.hand)) this.want(this.hand);
    });
    touch({ target: document.activeElement });
    this.observer.observe(document.body, { subtree: true, attributes: true, attributeFilter: ["aria-valuetext"] });
  }

  nameAt(target) {
    const box = target.closest?.('[class*="st-key-"]');
    return box && [...box.classList].map((name) => this.names.get(name)).find(Boolean);
  }

  /** Sends for the paths around that slider, when the hand is calm, unless they are here. */
  want(name) {
    clearTimeout(this.wish);
    if (name) this.wish = setTimeout(() => this.question(name), CALM);
  }

  question(name) {
    const stop = spoken(name);
    const kin = this.runs.find((run) => run.sliders?.[name])?.sliders[name].kin;
    const family = this.families.get(name);
    if (stop === null || !kin || (family?.kin === kin && !nearEnd(family, stop))) return;
    if (performance.now() - this.turned < CALM || performance.now() - this.asked < PATIENCE) return this.want(name);
    this.asked = performance.now();
    this.ask(name, stop);
  }

  receive(family) {
    this.asked = undefined;
    this.families.delete(family.slider);
    this.families.set(family.slider, family);
    if (this.families.size > FAMILIES) this.families.delete(this.families.keys().next().value);
    this.node.dataset.reach = family.slider;
    this.moved();
  }

  /** The run as the sliders have it, if that is known; `shown` is what was made of it before. */
  steer(run, shown) {
    const found = member(run, this.families, spoken);
    if (!found) return run;
    return shown?.member === found ? shown : { ...run, ...found, member: found };
  }

  /** Whether the server has not yet said what the sliders say. */
  get waiting() {
    return this.runs.some((run) => ahead(run, spoken).length > 0);
  }

  destroy() {
    clearTimeout(this.wish);
    this.over?.abort();
    this.observer?.disconnect();
  }
}
