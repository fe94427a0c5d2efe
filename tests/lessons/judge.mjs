// Judges what Python asks for: `{cases: [{runs, formula, supplies, setting, trees}]}`.

import { readFileSync } from "node:fs";
import { judged } from "../../player/web/checks/check.js";
import { Ran } from "../../player/web/checks/ran.js";
import { unpack } from "../../player/web/walk/wire.js";

const { formulas, cases, supplies } = unpack(JSON.parse(readFileSync(0, "utf8")));
const told = (value) => (typeof value === "number" && !Number.isFinite(value) ? String(value) : value);
const answers = cases.map(({ runs, formula, supplied, setting, trees }) => {
  const ran = new Ran(runs, formulas[formula], supplies[supplied], setting);
  return trees.map((tree) => told(judged(tree, ran)));
});
process.stdout.write(JSON.stringify(answers));
