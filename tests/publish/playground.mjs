// Opens the playground's links that Python asks for, and tells it what they show.

import { readFileSync } from "node:fs";
import { sceneOf, typedScene } from "../../player/web/playground/scene.js";
import { readLink, viewOf, writeLink } from "../../player/web/playground/link.js";
import { messageOf } from "../../player/web/playground/message.js";
import { Live } from "../../player/web/hand/live.js";
import { unpack } from "../../player/web/walk/wire.js";

globalThis.MutationObserver = class {
  observe() {}
  disconnect() {}
};
const { message, links } = JSON.parse(readFileSync(0, "utf8"));
const kit = unpack(message);

async function shown(link) {
  const { chosen, ignored } = await readLink(link, kit);
  const scene = chosen.surface === "custom" ? typedScene(kit, chosen.f, viewOf(kit, chosen)) : sceneOf(kit, chosen.surface);
  const { data, supplies } = messageOf(kit, chosen, scene);
  const live = new Live(() => {});
  live.fill(data, scene, supplies, new Map(data.live.sliders.map(({ key, stands }) => [key, stands])));
  const ends = Object.fromEntries(live.shown(null).runs.map(({ key, path }) => [key, [...path.at(-1)].map(String)]));
  const again = await writeLink(kit, chosen);
  const names = data.runs.map(({ name }) => name);
  return { chosen, names, ignored, alt: data.alt, again, same: await writeLink(kit, (await readLink(again, kit)).chosen), ends, relief: scene.relief, shade: scene.shade, sliders: data.live.sliders.map(({ key, label, stands, stops }) => ({ key, label, stands, stops: [...stops] })) };
}

const found = [];
for (const link of links) found.push(await shown(link).catch((error) => ({ error: `${error.stack}` })));
process.stdout.write(JSON.stringify(found));
