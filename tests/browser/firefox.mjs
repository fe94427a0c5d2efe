// Opens the app in Firefox, and tells whether its picture follows a hand, what its pages complain of,
// and what its engine makes of the runs that Python asks for. The question is {program, app, first,
// drags, pictured, worded, walks}; the modules of this repository are served to the browser, since a
// page imports none from a disk.

import { readFile } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";

const PATIENCE = 60_000;
const REST = '[data-testid="stApp"][data-test-script-state="notRunning"]';
const MOVED = "+(document.querySelector('.player').dataset.moved ?? 0)";
const ROOT = fileURLToPath(new URL("../../", import.meta.url));

const [puppeteer, question] = [process.argv[2], JSON.parse(readFileSync(0, "utf8"))];
const { launch } = (await import(puppeteer)).default;
const modules = createServer(async ({ url }, reply) => {
  const code = url.endsWith("js") ? await readFile(ROOT + url.slice(1)) : "<!doctype html><title>walk</title>";
  reply.setHeader("Content-Type", url.endsWith("js") ? "text/javascript" : "text/html").end(code);
});
await new Promise((ready) => modules.listen(0, "127.0.0.1", ready));
const browser = await launch({
  browser: "firefox",
  executablePath: question.program,
  headless: true,
  extraPrefsFirefox: { "ui.prefersReducedMotion": 1 }, // nothing plays beside what is looked at
});
const complaints = [];

/** Waits until `shown` is there and all is at rest; an error in place of a part is a complaint. */
async function arrive(page, shown) {
  await page.waitForSelector(shown, { timeout: PATIENCE });
  await page.waitForSelector(REST, { timeout: PATIENCE });
  for (const part of await page.$$('[data-testid="stException"]'))
    complaints.push(`${page.url()}: ${await part.evaluate((node) => node.textContent)}`);
}

/** The app at an address, in a tab of its own, once `shown` is there. */
async function opened(path, shown) {
  const page = await browser.newPage();
  await page.setViewport({ width: 1366, height: 768 });
  const complain = (text) => complaints.push(`${page.url()}: ${text}`);
  page.on("console", (said) => ["error", "warn"].includes(said.type()) && complain(said.text()));
  page.on("pageerror", complain);
  await page.evaluateOnNewDocument(() => {
    window.sent = 0;
    const { send } = WebSocket.prototype;
    WebSocket.prototype.send = function (...data) {
      window.sent += 1;
      return send.apply(this, data);
    };
  });
  await page.goto(`${question.app}/${path}`);
  await arrive(page, shown);
  return page;
}

/** Goes on to another page as the browser's Back does; the app is not loaded anew. It has come when its
 *  picture stands or, of a page without one, when its title is another. */
async function follow(page, path, pictured) {
  const title = await page.evaluate(async (address) => {
    await new Promise(requestAnimationFrame); // a chart tells of itself a frame after it is drawn
    for (const drawn of document.querySelectorAll("[data-painted]")) delete drawn.dataset.painted;
    // The app has a `pushState` of its own, which makes fewer entries.
    History.prototype.pushState.call(history, null, "", address);
    dispatchEvent(new PopStateEvent("popstate"));
    return document.querySelector("h1")?.textContent;
  }, `/${path}`);
  const other = (before) => ![undefined, before].includes(document.querySelector("h1")?.textContent);
  if (!pictured) await page.waitForFunction(other, { timeout: PATIENCE }, title);
  await arrive(page, pictured ? "[data-painted]" : "h1");
}

/** Drags what `selector` finds, and tells how often the picture followed and what was sent meanwhile. */
async function drag(page, selector, moves) {
  const place = await page.waitForSelector(selector, { timeout: PATIENCE });
  await place.evaluate((node) => node.scrollIntoView({ block: "center" }));
  await page.waitForSelector(REST, { timeout: PATIENCE });
  const box = await place.boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  const sent = await page.evaluate("sent");
  let followed = 0;
  for (const [dx, dy] of moves) {
    const before = await page.evaluate(MOVED);
    await page.mouse.move(x + dx, y + dy);
    followed += await page.waitForFunction(`${MOVED} > ${before}`, { timeout: 10_000 }).then(() => 1, () => 0);
  }
  const during = (await page.evaluate("sent")) - sent;
  const address = await page.evaluate("location.search");
  const before = await page.evaluate("+document.querySelector('.player').dataset.painted");
  await page.mouse.up();
  await page.waitForFunction(`+document.querySelector('.player').dataset.painted > ${before}`, { timeout: PATIENCE });
  // The picture's word goes before the link's where the controls are not there yet.
  await page.waitForFunction((known) => location.search !== known, { timeout: PATIENCE }, address);
  return { followed, during, address: await page.evaluate("location.search") };
}

try {
  const app = await opened(question.first, ".player[data-view]");
  const drags = {};
  for (const { name, selector, moves } of question.drags) drags[name] = await drag(app, selector, moves);
  for (const path of question.pictured) await follow(app, path, true);
  for (const path of question.worded) await follow(app, path, false);
  await app.close();
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${modules.address().port}/`);
  const walks = [];
  for (const message of question.walks) {
    walks.push(JSON.parse(await page.evaluate(async (asked) => {
      const { answer } = await import("/tests/player/walked.mjs");
      return JSON.stringify(answer(JSON.parse(asked)));
    }, message)));
  }
  process.stdout.write(JSON.stringify({ version: await browser.version(), complaints, drags, walks }));
} finally {
  await browser.close();
  modules.close();
}
