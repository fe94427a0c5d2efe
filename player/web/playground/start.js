// The playground's page: brings it to life.

import { loader } from "../site/library.js";
import { unpack } from "../walk/wire.js";
import { openPlayground } from "./playground.js";

document.documentElement.classList.add("alive");
openPlayground(document.getElementById("playground"), unpack(JSON.parse(document.getElementById("page").textContent)), loader(document.currentScript?.dataset.plotly));
