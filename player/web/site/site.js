// The pages without a server: brings what stands still on them to life.

import { loader } from "./library.js";
import { Page } from "./page.js";
import { unpack } from "../walk/wire.js";

const spoken = document.getElementById("page");
document.documentElement.classList.add("alive");
if (document.body.classList.contains("door")) {
  const link = [.../** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("main a[lang]"))].find(({ lang }) => navigator.language.startsWith(lang));
  if (link) location.replace(link.href);
}
if (spoken) new Page(unpack(JSON.parse(spoken.textContent)), loader(document.currentScript?.dataset.plotly));
