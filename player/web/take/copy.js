// Copying text where a browser has no clipboard for pages: it has one over TLS and on the machine itself,
// and a class comes by the address of a room.

import { element } from "../element.js";

/** Copies the text as the keyboard would, of what is selected; throws where the browser does not. */
function copySelected(text) {
  const node = element("span", { style: "position: fixed; opacity: 0; user-select: text" }, text);
  const exactly = (event) => {
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
  };
  const selection = getSelection();
  const before = selection.rangeCount ? selection.getRangeAt(0) : null;
  document.body.append(node);
  selection.selectAllChildren(node); // Safari copies nothing where nothing is selected
  addEventListener("copy", exactly, { capture: true, once: true });
  const copied = document.execCommand("copy");
  removeEventListener("copy", exactly, { capture: true });
  selection.removeAllRanges();
  if (before) selection.addRange(before);
  node.remove();
  if (!copied) throw new Error("the browser does not copy");
}

/** Gives a browser without a clipboard one that can be written to: Streamlit's buttons ask for it. */
export function lendClipboard() {
  if (navigator.clipboard) return;
  const clipboard = { writeText: async (text) => copySelected(text) };
  Object.defineProperty(navigator, "clipboard", { value: clipboard, configurable: true });
}
