// Files of the app that come while the player is at work already: plotly.js above all.

const FIRST_WAIT = 1000; // ms before a file that did not come is asked for again
const LONGEST_WAIT = 30_000;

const libraries = new Map();

/** The text of a file of the app. */
export async function fetched(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.text();
}

/** plotly.js itself, `{plotly, text}`, kept by the browser under its version. */
async function load(url) {
  const packed = await fetch(url, { cache: "force-cache" });
  if (!packed.ok) throw new Error(`${url}: ${packed.status}`);
  const text = await new Response(packed.body.pipeThrough(new DecompressionStream("gzip"))).text();
  const source = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  await new Promise((resolve, reject) => {
    const tag = Object.assign(document.createElement("script"), { src: source, onload: resolve, onerror: reject });
    document.head.append(tag);
  });
  URL.revokeObjectURL(source);
  return { plotly: window.Plotly, text };
}

/** What `attempt` resolves to at last; after each failure `failed()` is called, and there is a wait. */
export async function insist(attempt, failed, wait = (ms) => new Promise((done) => setTimeout(done, ms))) {
  for (let pause = FIRST_WAIT; ; pause = Math.min(2 * pause, LONGEST_WAIT)) {
    try {
      return await attempt();
    } catch (trouble) {
      failed(trouble);
      await wait(pause);
    }
  }
}

/** plotly.js, once in the page's life. `late(true)` is called when it does not come at once, and
 *  `late(false)` when it is there after all.
 *  @param {string} url @param {(now: boolean) => void} [late] */
export function library(url, late = () => {}) {
  let entry = libraries.get(url);
  if (!entry) {
    entry = { late: false, /** @type {Set<(now: boolean) => void> | null} */ waiting: new Set() };
    const failed = () => {
      entry.late = true;
      for (const tell of entry.waiting) tell(true);
    };
    entry.loading = insist(() => load(url), failed).then((found) => {
      for (const tell of entry.waiting) tell(false);
      entry.waiting = null; // who asks from now on is not kept
      entry.late = false;
      return found;
    });
    libraries.set(url, entry);
  }
  entry.waiting?.add(late);
  if (entry.late) late(true);
  return entry.loading;
}
