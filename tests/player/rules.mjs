// Judges typed rules in the browser's way: prints where it says something else than is told.

import { readFileSync } from "node:fs";
import { judgeRule } from "../../player/web/do/paths.js";

const found = [];
for (const { message, texts, said } of JSON.parse(readFileSync(0, "utf-8"))) {
  texts.forEach((text, k) => {
    const { right, kind, probe = 0, step = 0, name = "" } = judgeRule(message, text);
    const mine = [right, kind, probe, step, name];
    if (JSON.stringify(mine) !== JSON.stringify(said[k])) found.push([message.key, text, mine, said[k]]);
  });
}
console.info(JSON.stringify(found));
