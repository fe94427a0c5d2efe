// Answers exercises in the browser's way: prints where it comes to other numbers or words than told.

import { readFileSync } from "node:fs";
import { exerciseNumbers, judgeWork } from "../../player/web/do/work.js";

const found = [];
for (const { message, cases } of JSON.parse(readFileSync(0, "utf-8"))) {
  for (const { seed, values, tries, said } of cases) {
    const mine = exerciseNumbers(message, seed).values.map((value) => [value].flat());
    if (JSON.stringify(mine) !== JSON.stringify(values)) found.push([message.key, seed, mine, values]);
    tries.forEach((typed, k) => {
      const { right, line, kind } = judgeWork(message, seed, typed);
      if (JSON.stringify([right, line, kind]) !== JSON.stringify(said[k])) found.push([message.key, seed, typed, [right, line, kind], said[k]]);
    });
  }
}
console.info(JSON.stringify(found));
