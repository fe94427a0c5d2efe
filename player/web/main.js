// Where the player meets its host: a Streamlit component, or a page of its own.

import { Charts } from "./chart.js";
import { awaited, leisure, stands } from "./leisure.js";
import { Player } from "./player.js";
import { unpack } from "./wire.js";

const scenes = new Map();
const waiting = new Map();
const players = new WeakMap();
const charts = new WeakMap();
const named = new Map();
const askers = new Map();
const heard = new WeakMap();
const KEPT = 24; // a page may show as many surfaces

const libraries = new Map();

/** plotly.js, fetched once in the page's life and kept by the browser under its version. */
function library(url) {
  if (!libraries.has(url)) {
    libraries.set(url, (async () => {
      const packed = await fetch(url, { cache: "force-cache" });
      if (!packed.ok) throw new Error(`${url}: ${packed.status}`);
      const text = await new Response(packed.body.pipeThrough(new DecompressionStream("gzip"))).text();
      const source = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
      await new Promise((resolve, reject) => {
        const tag = Object.assign(document.createElement("script"), { src: source, onload: resolve, onerror: reject });
        document.head.append(tag);
      });
      URL.revokeObjectURL(source);
      return { plotly: window.Plotly, text };
    })());
  }
  const loading = libraries.get(url);
  loading.catch(() => libraries.delete(url)); // the next player asks again
  return loading;
}

/** Keeps a scene for the players of this page. */
export function keepScene({ data }) {
  const { id } = data;
  if (scenes.has(id)) return;
  scenes.set(id, { message: data, scene: unpack(data) });
  if (scenes.size > KEPT) scenes.delete(scenes.keys().next().value);
  for (const wake of waiting.get(id) ?? []) wake();
  waiting.delete(id);
}

/** Mounts a player, or brings the one that stands in this element up to date. */
export function play({ data, parentElement, setTriggerValue }) {
  let entry = players.get(parentElement);
  if (!entry) {
    const loaded = (data.awaited ? leisure(data.name) : Promise.resolve()).then(() => library(data.urls.plotly));
    entry = { call: 0 };
    entry.player = new Player(parentElement, loaded.then((l) => l.plotly), (name, value) => entry.send(name, value));
    entry.player.source = {
      code: async () => (await fetch(data.urls.code)).text(),
      library: async () => (await loaded).text,
    };
    entry.player.ask = (slider, stop) => askers.get(data.name)?.("touch", [slider, stop]);
    players.set(parentElement, entry);
  }
  entry.send = setTriggerValue;
  entry.call += 1;
  named.set(data.name, entry.player);
  const { call, player } = entry;
  // A scene that is shown is held, however many others have come since.
  const sceneNow = () => scenes.get(data.scene) ?? (entry.held?.message.id === data.scene ? entry.held : undefined);
  const show = () => {
    if (entry.call !== call) return;
    entry.held = sceneNow();
    // Streamlit also calls when nothing has changed, perhaps after a run was swapped for another.
    if (entry.id === data.id) return player.restyle();
    entry.id = data.id;
    const { scene, message } = entry.held;
    player.message = { scene: message, runs: data };
    player.update(unpack(data), scene);
    stands(data.name);
  };
  if (sceneNow()) show();
  else waiting.set(data.scene, [...(waiting.get(data.scene) ?? []), show]);
  return () => {
    if (entry.call !== call) return;
    player.destroy();
    players.delete(parentElement);
    if (named.get(data.name) !== player) return;
    named.delete(data.name);
    stands(data.name, false);
  };
}

/** Tells the page when the player of that name has its picture. */
export function shown({ data, setStateValue }) {
  awaited(data.player, data.known ? null : () => setStateValue("shown", true));
}

/** Whether this message is another than the last one for the element: Streamlit may call again. */
function news({ data, parentElement }) {
  const known = heard.get(parentElement) === data.id;
  heard.set(parentElement, data.id);
  return !known;
}

/** Gives the player of that name another path of one of its runs. */
export function swap(component) {
  const { data } = component;
  if (news(component)) named.get(data.player)?.swap(unpack(data));
}

/** Asks for the paths around a slider for the player of that name, and hands them on. */
export function reach(component) {
  const { data, setTriggerValue } = component;
  askers.set(data.player, setTriggerValue);
  if (data.body && news(component)) named.get(data.player)?.reach.receive(unpack(data));
}

/** Mounts charts, or brings those that stand in this element up to date. */
export function chart({ data, parentElement, setTriggerValue }) {
  let entry = charts.get(parentElement);
  if (!entry) {
    entry = { call: 0 };
    const plotly = library(data.urls.plotly).then((l) => l.plotly);
    entry.charts = new Charts(parentElement, plotly, (name, value) => entry.send(name, value));
    charts.set(parentElement, entry);
  }
  entry.send = setTriggerValue;
  entry.call += 1;
  const { call } = entry;
  entry.charts.update(data, () => unpack(data));
  return () => {
    if (entry.call !== call) return;
    entry.charts.destroy();
    charts.delete(parentElement);
  };
}

/** Plays the comparison that a saved page carries. */
export function playAlone(root) {
  const { scene, runs } = JSON.parse(document.querySelector('script[type="application/json"]').textContent);
  const player = new Player(root, Promise.resolve(window.Plotly), () => {});
  player.node.classList.add("player-alone");
  player.update({ ...unpack(runs), movable: false }, unpack(scene));
}
