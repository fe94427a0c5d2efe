import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { arrive, leave, staying } from "../../player/web/page/leaving.js";

class Link {
  protocol = "http:";
  host = "here";
  target = "";
  constructor(pathname, more = {}) {
    Object.assign(this, { pathname }, more);
  }
  closest() {
    return this;
  }
  hasAttribute(name) {
    return name in this;
  }
}

const click = (pathname, { keys, ...more } = {}) => leave({ target: new Link(pathname, more), button: 0, ...keys });

beforeEach(() => {
  globalThis.HTMLAnchorElement = Link;
  globalThis.location = { pathname: "/maps", protocol: "http:", host: "here" };
  click("/maps");
});

test("a page that a link leads away from does not stay", () => {
  const stays = staying();
  assert.equal(stays(), true);
  click("/practice");
  assert.equal(stays(), false);
  click("/maps"); // the visitor has thought better of it
  assert.equal(stays(), true);
});

test("a page that comes stays, and so does the one before when it comes back", () => {
  const before = staying();
  click("/practice");
  location.pathname = "/practice";
  arrive();
  assert.equal(before(), false);
  assert.equal(staying()(), true);
  location.pathname = "/maps";
  assert.equal(staying()(), true);
});

test("a page stays when a link opens elsewhere, or is a file", () => {
  const stays = staying();
  const elsewhere = [{ keys: { ctrlKey: true } }, { keys: { button: 1 } }, { target: "_blank" }, { download: "" }, { host: "there" }, { protocol: "blob:" }];
  for (const way of elsewhere) click("/practice", way);
  leave({ target: { closest: () => null }, button: 0 });
  assert.equal(stays(), true);
});
