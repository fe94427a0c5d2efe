// Making elements of the page.

/** What a field for code has: a telephone does not write x as X, which is another name, and a browser
 *  does not find faults in words. */
export const NO_PROSE = { autocapitalize: "off", autocorrect: "off", autocomplete: "off", spellcheck: "false" };

/** A node with its attributes (`on…`: a listener, `html`: its content) and children. */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "html") node.innerHTML = value;
    else node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}
