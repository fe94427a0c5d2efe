import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import test from "node:test";
import { contrast, groundShades, inkOn, tint } from "../../player/web/stage/theme.js";

const hex = (text) => [1, 3, 5].map((i) => parseInt(text.slice(i, i + 2), 16));
const STYLES = JSON.parse(
  execFileSync(process.env.PYTHON ?? "python3", ["-c", "import json; from figures import STYLES; print(json.dumps({k: s.color for k, s in STYLES.items()}))"]),
);
const config = readFileSync(".streamlit/config.toml", "utf8");
const pages = Object.fromEntries(
  ["light", "dark"].map((name) => {
    const part = config.split(`[theme.${name}]`)[1];
    const read = (key) => hex(part.match(`${key} = "(#[0-9a-f]{6})"`)[1]);
    return [name, { page: read("backgroundColor"), text: read("textColor"), dark: name === "dark" }];
  }),
);

test("contrast is that of WCAG", () => {
  assert.equal(contrast([0, 0, 0], [255, 255, 255]), 21);
  assert.equal(contrast([10, 20, 30], [10, 20, 30]), 1);
  assert.ok(Math.abs(contrast(hex("#767676"), [255, 255, 255]) - 4.54) < 0.01); // the known limit of AA
});

test("on a dark page every optimizer's colour stands out from every shade of the ground", () => {
  const { dark } = pages;
  for (const [key, color] of Object.entries(STYLES)) {
    const { fill, edge } = inkOn(hex(color), dark);
    for (const shade of [dark.page, ...groundShades(dark.page, true)]) assert.ok(contrast(fill, shade) >= 3, `${key} on ${shade}`);
    assert.equal(edge, null);
  }
});

test("on a light page every colour is kept, and it or its edge stands out from the halo", () => {
  const { light } = pages;
  for (const [key, color] of Object.entries(STYLES)) {
    const { fill, edge } = inkOn(hex(color), light);
    assert.deepEqual(fill, hex(color));
    assert.ok(contrast(edge ?? fill, light.page) >= 3, key);
  }
});

test("no two optimizers are drawn in one colour, on either page", () => {
  for (const page of Object.values(pages)) {
    const inks = Object.values(STYLES).map((color) => inkOn(hex(color), page).fill.join());
    assert.equal(new Set(inks).size, inks.length);
  }
});

test("a tint is the nearest that stands out, or the text where none does", () => {
  assert.deepEqual(tint([255, 255, 255], [0, 0, 0], [[0, 0, 0]]), [255, 255, 255]);
  assert.ok(contrast(tint([20, 20, 20], [255, 255, 255], [[0, 0, 0]]), [0, 0, 0]) < 3.3);
  assert.deepEqual(tint([0, 0, 0], [40, 40, 40], [[0, 0, 0]]), [40, 40, 40]);
});
