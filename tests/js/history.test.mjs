import assert from "node:assert/strict";
import test from "node:test";
import { placesOnly } from "../../player/web/page/history.js";

/** A history of addresses, and what tells it of a choice. */
function browser(first) {
  const entries = [first];
  const here = () => entries.at(-1);
  const absolute = (url) => new URL(url, here()).href;
  const history = {
    pushState: (state, title, url) => entries.push(absolute(url)),
    replaceState: (state, title, url) => entries.splice(-1, 1, absolute(url)),
  };
  return { entries, history, choose: placesOnly(history, here) };
}

const go = ({ history }, ...urls) => urls.forEach((url) => history.pushState({}, "", url));

test("settings change the entry that they belong to", () => {
  const tab = browser("http://app/");
  go(tab, "/?surface=ravine", "/?surface=ravine&steps=150");
  assert.deepEqual(tab.entries, ["http://app/?surface=ravine&steps=150"]);
});

test("a page that is left keeps its settings, whatever is emptied on the way", () => {
  const tab = browser("http://app/?adam.lr=0.2");
  tab.choose();
  go(tab, "/", "/?lesson=4", "/lessons?lesson=4");
  assert.deepEqual(tab.entries, ["http://app/?adam.lr=0.2", "http://app/lessons?lesson=4"]);
});

test("what was chosen long ago is not what is left", () => {
  const tab = browser("http://app/?adam.lr=0.2");
  tab.choose();
  go(tab, "/?adam.lr=0.3");
  tab.choose();
  go(tab, "/", "/maps");
  assert.deepEqual(tab.entries, ["http://app/?adam.lr=0.3", "http://app/maps"]);
});

test("another lesson is another place", () => {
  const tab = browser("http://app/lessons?lesson=4");
  tab.choose();
  go(tab, "/lessons?lesson=5");
  assert.equal(tab.entries.length, 2);
});

test("a lesson that is left stays an entry, what is emptied on the way makes none", () => {
  const tab = browser("http://app/lessons?lesson=4");
  tab.choose();
  go(tab, "/lessons", "/lessons?surface=ravine", "/?surface=ravine", "/?surface=ravine&steps=150");
  assert.deepEqual(tab.entries, ["http://app/lessons?lesson=4", "http://app/?surface=ravine&steps=150"]);
});

test("a page that names the lesson last read is still that page", () => {
  const tab = browser("http://app/maps");
  tab.choose();
  go(tab, "/lessons", "/lessons?lesson=4");
  assert.deepEqual(tab.entries, ["http://app/maps", "http://app/lessons?lesson=4"]);
});
