import assert from "node:assert/strict";
import test from "node:test";
import { trail } from "../../player/web/page/history.js";

/** A history of addresses, and what tells it of the visitor. */
function browser(first) {
  const entries = [first];
  const here = () => entries.at(-1);
  const absolute = (url) => new URL(url, here()).href;
  const history = {
    pushState: (state, title, url) => entries.push(absolute(url)),
    replaceState: (state, title, url) => entries.splice(-1, 1, absolute(url)),
  };
  return { entries, history, ...trail(history, here) };
}

const go = ({ history }, ...urls) => urls.forEach((url) => history.pushState({}, "", url));
const set = ({ history }, ...urls) => urls.forEach((url) => history.replaceState({}, "", url));

/** What the visitor does, and what comes of it. */
function act(tab, comes) {
  tab.act();
  comes();
}

test("what the app writes by itself changes the entry that it belongs to", () => {
  const tab = browser("http://app/");
  go(tab, "/?surface=ravine", "/?surface=ravine&steps=150");
  assert.deepEqual(tab.entries, ["http://app/?surface=ravine&steps=150"]);
});

test("a control that is turned leaves the settings before, however far it is turned", () => {
  const tab = browser("http://app/?lr=1");
  for (const lr of [2, 3, 4]) act(tab, () => set(tab, `/?lr=${lr}`));
  assert.deepEqual(tab.entries, ["http://app/?lr=1", "http://app/?lr=4"]);
  act(tab, () => go(tab, "/?lr=4&surface=bowl", "/?lr=4&surface=bowl&more=1"));
  act(tab, () => set(tab, "/?lr=5&surface=bowl&more=1"));
  assert.deepEqual(tab.entries.slice(2), ["http://app/?lr=4&surface=bowl&more=1", "http://app/?lr=5&surface=bowl&more=1"]);
});

test("after going back, the next turn is an entry again", () => {
  const tab = browser("http://app/?lr=1");
  act(tab, () => set(tab, "/?lr=2"));
  tab.entries.pop();
  tab.gone();
  set(tab, "/?lr=1&more=1"); // the app, by itself
  act(tab, () => set(tab, "/?lr=3&more=1"));
  assert.deepEqual(tab.entries, ["http://app/?lr=1&more=1", "http://app/?lr=3&more=1"]);
});

test("the language is no place to go back to", () => {
  const tab = browser("http://app/?lr=1");
  act(tab, () => go(tab, "/?lr=1&lang=zh"));
  assert.deepEqual(tab.entries, ["http://app/?lr=1&lang=zh"]);
});

test("a page that is left keeps its settings, whatever is emptied on the way", () => {
  const tab = browser("http://app/?adam.lr=0.2");
  tab.act();
  go(tab, "/", "/?lesson=4", "/lessons?lesson=4");
  assert.deepEqual(tab.entries, ["http://app/?adam.lr=0.2", "http://app/lessons?lesson=4"]);
});

test("so does one whose control was turned just before", () => {
  const tab = browser("http://app/?adam.lr=0.2");
  act(tab, () => set(tab, "/?adam.lr=0.3"));
  act(tab, () => go(tab, "/", "/maps"));
  assert.deepEqual(tab.entries, ["http://app/?adam.lr=0.2", "http://app/?adam.lr=0.3", "http://app/maps"]);
});

test("another lesson is another place, each time", () => {
  const tab = browser("http://app/lessons?lesson=4");
  for (const lesson of [5, 6]) act(tab, () => go(tab, `/lessons?lesson=${lesson}`));
  assert.equal(tab.entries.length, 3);
});

test("a lesson that is left stays an entry, what is emptied on the way makes none", () => {
  const tab = browser("http://app/lessons?lesson=4");
  tab.act();
  go(tab, "/lessons", "/lessons?surface=ravine", "/?surface=ravine", "/?surface=ravine&steps=150");
  assert.deepEqual(tab.entries, ["http://app/lessons?lesson=4", "http://app/?surface=ravine&steps=150"]);
});

test("a page that names the lesson last read is still that page", () => {
  const tab = browser("http://app/maps");
  tab.act();
  go(tab, "/lessons", "/lessons?lesson=4");
  assert.deepEqual(tab.entries, ["http://app/maps", "http://app/lessons?lesson=4"]);
});

test("what a page takes along when Back has left it stays in the address", () => {
  const tab = browser("http://app/?surface=bowl&steps=70");
  act(tab, () => go(tab, "/maps"));
  tab.entries.pop();
  tab.gone();
  set(tab, "/?surface=bowl", "/");
  assert.deepEqual(tab.entries, ["http://app/?surface=bowl&steps=70"]);
  set(tab, "/?surface=bowl&steps=70&view=overlay"); // what is added is the app's own
  act(tab, () => set(tab, "/?surface=bowl&view=overlay"));
  assert.deepEqual(tab.entries.slice(1), ["http://app/?surface=bowl&view=overlay"]);
});
