// The editor of a rule of one's own: its lines, read at every key, and what is wrong with them.

import { retype } from "../do/retype.js";
import { element, NO_PROSE } from "../element.js";
import { pointedTo, sentenceOf } from "../reader/error.js";
import { laidOut } from "../reader/language.js";
import { assignmentMath } from "../reader/mathml.js";
import { readOwn, usualName } from "./rules.js";

/** An editor for the rule `key`. `change({name, text})` is called as it is typed, `drop()` when it is
 *  given up. @param {Playground} kit @param {string} key */
export function ruleEditor(kit, key, change, drop) {
  const { text } = kit;
  const title = usualName(kit, key);
  const wrong = element("p", { class: "playground-wrong", id: `${key}-wrong`, role: "status" });
  const place = element("pre", { class: "playground-place", "aria-hidden": "true" });
  const math = element("div", { class: "playground-typeset" });
  const name = element("input", { type: "text", maxlength: 24, placeholder: title, "aria-label": `${title}: ${text.name}`, oninput: () => tell() });
  const lines = element("textarea", { rows: 5, maxlength: kit.language.limits.rule, ...NO_PROSE, wrap: "off", "aria-label": `${title}: ${text.lines}`, "aria-describedby": `${key}-wrong`, oninput: () => tell() });
  const copies = element("select", { "aria-label": `${title}: ${text.copy}`, onchange: () => copy() }, element("option", { value: "" }, text.copy), ...kit.show.runs.map((run) => element("option", { value: run.key }, run.name)));
  const close = element("button", { type: "button", class: "playground-drop", "aria-label": `${title}: ${text.drop}`, title: text.drop, onclick: drop }, "×");
  const node = element("section", { class: "playground-editor", "aria-label": title }, element("div", { class: "playground-head" }, name, copies, close), element("div", { class: "playground-both" }, lines, math), wrong, place);
  const tell = () => {
    grow();
    explain();
    change({ name: name.value, text: lines.value });
  };
  const copy = () => {
    if (!copies.value) return;
    retype(lines, kit.rules[copies.value].text);
    copies.value = "";
    copies.focus();
    tell();
  };
  const grow = () => lines.setAttribute("rows", String(Math.min(16, Math.max(4, lines.value.split("\n").length + 1))));
  const explain = () => {
    const { rule, error } = readOwn(kit, lines.value);
    if (rule) math.innerHTML = rule.lines.map((line) => `<p>${assignmentMath(line.name, line.value, laidOut(kit.language))}</p>`).join("");
    wrong.textContent = error ? sentenceOf(error, kit.sentences) : "";
    place.textContent = error ? pointedTo(lines.value, error) : "";
    lines.setAttribute("aria-invalid", String(Boolean(error)));
  };
  return {
    node,
    focus: () => lines.focus(),
    show(own) {
      name.value = own.name;
      lines.value = own.text;
      grow();
      explain();
    },
  };
}
