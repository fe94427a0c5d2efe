// Where the player meets its host: a Streamlit component, or a page of its own.

import { mounts } from "./mount.js";
import { Charts } from "./page/chart.js";
import { stands, whenComplete } from "./page/first.js";
import { staying } from "./page/leaving.js";
import { fetched, library } from "./page/library.js";
import { Player } from "./player.js";
import { unpack } from "./walk/wire.js";

const kept = new Map(); // scenes and supplies, by their ids
const waiting = new Map(); // what is to be shown once one of them has come, by its id
const players = mounts();
const charts = mounts();
const named = new Map(); // the player that has a name by now
const MOST_KEPT = 48; // a page may show as many surfaces and sets of supplies

/** Does the work when the browser has nothing else to do; Safari cannot say when that is. */
function whenIdle(work) {
  (globalThis.requestIdleCallback ?? setTimeout)(work);
}

/** Keeps a scene, or what a walk needs, for the players of this page. */
export function keep({ data }) {
  const { id } = data;
  if (kept.has(id)) return;
  kept.set(id, { message: data, content: unpack(data) });
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value);
  for (const wake of waiting.get(id) ?? []) wake();
  waiting.delete(id);
}

/** Tells the page what was done in what `entry` is of, unless that page is being left. */
function speaker(entry) {
  const stays = staying();
  return (name, value) => stays() && entry.send(name, value);
}

/** A player in an element; `urls`: of plotly.js and of the player's own code. */
function mountPlayer(parentElement, urls) {
  /** @type {any} */
  const entry = { held: new Map() };
  const loaded = () => library(urls.plotly, (late) => entry.player.late(late));
  const source = { message: () => entry.message, code: () => fetched(urls.code), library: async () => (await loaded()).text };
  entry.player = new Player(parentElement, async () => (await loaded()).plotly, speaker(entry), { ready: whenComplete, source });
  return entry;
}

/** Mounts a player, or brings the one that stands in this element up to date. */
export function play({ data, parentElement, setTriggerValue }) {
  const { entry, latest, leave } = players(parentElement, () => mountPlayer(parentElement, data.urls));
  const { player } = entry;
  entry.send = setTriggerValue;
  named.set(data.name, player);
  const needed = [data.scene, data.supplies].filter(Boolean);
  const show = () => {
    if (!latest() || player.gone) return;
    // What is shown is held, however much else has come since.
    const found = new Map(needed.map((id) => [id, kept.get(id) ?? entry.held.get(id)]));
    const missing = needed.find((id) => !found.get(id));
    if (missing) return waiting.set(missing, [...(waiting.get(missing) ?? []), show]);
    entry.held = found;
    // Streamlit also calls when nothing has changed.
    if (entry.id === data.id) return player.restyle();
    const first = !entry.id;
    entry.id = data.id;
    const [scene, supplies] = needed.map((id) => found.get(id));
    entry.message = { scene: scene.message, supplies: supplies?.message, runs: data };
    player.update(unpack(data), scene.content, supplies?.content);
    stands(data.name);
    if (first) whenComplete(() => whenIdle(() => player.gone || player.live.rehearse()));
  };
  show();
  return leave(() => {
    player.destroy();
    if (named.get(data.name) !== player) return;
    named.delete(data.name);
    stands(data.name, false);
  });
}

/** Charts in an element. */
function mountCharts(parentElement, urls) {
  /** @type {any} */
  const entry = {};
  const fetch = async (late) => (await library(urls.plotly, late)).plotly;
  entry.charts = new Charts(parentElement, fetch, speaker(entry));
  return entry;
}

/** Mounts charts, or brings those that stand in this element up to date. */
export function chart({ data, parentElement, setTriggerValue }) {
  const { entry, leave } = charts(parentElement, () => mountCharts(parentElement, data.urls));
  entry.send = setTriggerValue;
  entry.charts.update(data, () => unpack(data));
  return leave(() => entry.charts.destroy());
}

/** Fetches what draws charts as soon as the browser has nothing else to do: one is about to come. */
export function expect({ data }) {
  whenIdle(() => library(data.urls.plotly));
}
