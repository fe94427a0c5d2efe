// Text files that the visitor opens: they are read here, and their text is told; nothing is uploaded.

import { element } from "../element.js";

const inputs = new WeakMap();

/** A button for text files of at most `most` bytes each: tells `{name: text}`, null for a larger one. */
export function file({ data, parentElement, setTriggerValue }) {
  let input = inputs.get(parentElement);
  if (!input) {
    input = element("input", { type: "file" });
    const label = element("label", { class: "file-opener" }, element("span"), input);
    parentElement.append(element("style", {}, STYLE), label);
    inputs.set(parentElement, input);
  }
  input.accept = data.accept;
  input.multiple = data.many > 1;
  input.previousSibling.textContent = data.label;
  input.onchange = async () => {
    const chosen = [...input.files].slice(0, data.many);
    const read = async (one) => [one.name, one.size > data.most ? null : await one.text()];
    input.value = ""; // the same file may be opened again, once it is mended, or can be read at all
    const told = Object.fromEntries(await Promise.all(chosen.map(read)));
    setTriggerValue("files", told);
  };
  return () => inputs.delete(parentElement);
}
