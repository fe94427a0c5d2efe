// Text files that the visitor opens.
import assert from "node:assert/strict";
import { test } from "node:test";
import { file } from "../../player/web/page/file.js";

test("a file that could not be read can be chosen again", async () => {
  const made = [];
  const part = () => (made.push({ append() {}, setAttribute() {}, previousSibling: {} }), made.at(-1));
  Object.assign(globalThis, { STYLE: "", document: { createElement: part } });
  const told = [];
  const data = { label: "", accept: ".txt", most: 9, many: 1 };
  file({ data, parentElement: part(), setTriggerValue: (_, files) => told.push(files) });
  const input = made.find(({ onchange }) => onchange);
  const choose = (text) => Object.assign(input, { value: "a.txt", files: [{ name: "a.txt", size: 3, text }] }).onchange();
  await assert.rejects(choose(() => Promise.reject(new Error("locked"))));
  assert.equal(input.value, "", "the same choice is a change again");
  await choose(async () => "abc");
  assert.deepEqual(told, [{ "a.txt": "abc" }]);
});
