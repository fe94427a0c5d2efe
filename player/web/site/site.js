// The pages without a server: brings what stands still on them to life.

import { recall, scoreOf } from "./kept.js";
import { loader } from "./library.js";
import { fitWide } from "../page/wide.js";
import { Page } from "./page.js";
import { unpack } from "../walk/wire.js";

const spoken = document.getElementById("page");
document.documentElement.classList.add("alive");
if (document.body.classList.contains("door")) {
  const link = [.../** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("main a[lang]"))].find(({ lang }) => navigator.language.startsWith(lang));
  if (link) location.replace(link.href);
}
if (spoken) new Page(unpack(JSON.parse(spoken.textContent)), loader(document.currentScript?.dataset.plotly));

const fitFormulas = () => document.querySelectorAll('math[display="block"]').forEach(fitWide);
addEventListener("resize", fitFormulas);
document.fonts.ready.then(fitFormulas);

function showScores() {
  for (const node of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-asks]"))) {
    const asks = node.dataset.asks.split(" ").filter(Boolean);
    const { done, right } = scoreOf(asks);
    node.textContent = done ? ` ${"✓".repeat(right)} ${done}/${asks.length}` : "";
  }
}
showScores();
// A page that was kept whole, and is gone back to, has run already.
addEventListener("pageshow", ({ persisted }) => persisted && (recall(), showScores()));
if (window.parent !== window && document.body.classList.contains("embed")) {
  // The picture takes its part of the frame's height: a frame as high as the page before it leaves it none.
  const tell = () => document.querySelector(".player[data-view]") && window.parent.postMessage({ optimizers: document.documentElement.offsetHeight }, "*");
  new ResizeObserver(tell).observe(document.documentElement);
}
