// What the pages of the site find: reads `{page, settings}` lines of JSON, where `page` is what a page
// tells its script and `settings` are, by experiment, the settings to run it under; null: as declared.

import { readFileSync } from "node:fs";
import { judged, outcome } from "../../player/web/checks/check.js";
import { Ran } from "../../player/web/checks/ran.js";
import { raised } from "../../player/web/walk/terrain.js";
import { unpack } from "../../player/web/walk/wire.js";

const told = (flat) => Array.from(flat, (value) => (Number.isFinite(value) ? value : String(value)));

const answers = JSON.parse(readFileSync(0, "utf8")).map(({ page, settings }) => {
  const { scenes, rules, experiments } = unpack(page);
  return Object.fromEntries(
    Object.entries(settings).map(([key, several]) => {
      const { scene, runs, supplies, check, options } = experiments[key];
      const { formula } = raised(scenes[scene]);
      const found = several.map((setting) => {
        const now = { ...runs.live, hypers: [], ...setting };
        const ran = new Ran(runs.runs, formula, { ...supplies, rules }, now);
        const verdict = options ? outcome(options, ran) : judged(check, ran);
        const paths = setting ? null : Object.fromEntries(ran.keys.map((run) => [run, told(ran.path(run).theta.flat)]));
        return { verdict, paths };
      });
      return [key, found];
    }),
  );
});
process.stdout.write(JSON.stringify(answers));
