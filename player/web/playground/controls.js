// What is chosen above the picture: the surface, or a formula and its view, and the rules that run.

import { element, NO_PROSE } from "../element.js";
import { paintSwatch, swatchPlace } from "../hand/legend.js";

/** The list of surfaces, and what the chosen one teaches.
 *  @param {Playground} kit @param {(key: string) => void} choose */
export function surfaceList(kit, choose) {
  const options = Object.entries(kit.surfaces).map(([key, { name }]) => element("option", { value: key }, name));
  const list = element("select", { onchange: () => choose(list.value) }, ...options);
  const teaches = element("p", { class: "playground-teaches" });
  const node = element("div", {}, element("label", { class: "playground-field" }, element("span", {}, kit.text.surface), list), teaches);
  return {
    node,
    show(key) {
      list.value = key;
      teaches.innerHTML = kit.surfaces[key].teaches; // made when the page was
    },
  };
}

/** The field of a formula, its error, and the four sides of its view.
 *  @param {Playground} kit @param {(text: string) => void} type @param {(sides: View) => void} look */
export function formulaField(kit, type, look) {
  const { text, language } = kit;
  const wrong = element("p", { class: "playground-wrong", id: "formula-wrong", role: "status" });
  const input = element("input", { type: "text", maxlength: language.limits.formula, ...NO_PROSE, "aria-describedby": "formula-wrong", oninput: () => type(input.value) });
  const sides = ["x0", "x1", "y0", "y1"].map((name) => element("input", { type: "number", step: "0.5", name, onchange: () => look(read()) }));
  const read = () => /** @type {View} */ (Object.fromEntries(sides.map((side) => [side.name, side.valueAsNumber])));
  const named = (side) => element("label", {}, `${side.name[0]}${side.name[1] === "0" ? "₀" : "₁"} `, side);
  const box = element("details", {}, element("summary", {}, text.view), element("div", { class: "playground-sides" }, ...sides.map(named)));
  const node = element("div", { class: "playground-formula" }, element("label", { class: "playground-field" }, element("span", { class: "playground-math" }, "f(x, y) ="), input), wrong, box);
  return {
    node,
    show({ surface, f, sides: shown }) {
      node.hidden = surface !== "custom";
      if (input.value !== f) input.value = f;
      for (const side of sides) if (side.valueAsNumber !== shown[side.name]) side.value = String(shown[side.name]);
    },
    /** Says what is wrong with the formula or its view; "" for nothing. */
    say(sentence) {
      wrong.textContent = sentence;
      input.setAttribute("aria-invalid", String(Boolean(sentence)));
    },
  };
}

/** The rules as buttons that are pressed while they run, family by family, and one for another rule
 *  of one's own.
 *  @param {Playground} kit @param {(key: string) => void} toggle @param {() => void} add */
export function ruleButtons(kit, toggle, add) {
  /** @type {Map<string, {button: HTMLElement, swatch: HTMLElement, name: HTMLElement, run: Pick<SentRun, "key" | "name" | "style">}>} */ const buttons = new Map();
  const groups = Object.fromEntries(Object.entries({ ...kit.families, own: kit.text.family }).map(([key, name]) => [key, element("div", { class: "playground-group", role: "group", "aria-label": name }, element("span", { class: "playground-group-name", "aria-hidden": "true" }, name))]));
  const more = element("button", { type: "button", class: "playground-chip playground-add", onclick: add }, `+ ${kit.text.add}`);
  const make = (run) => {
    const [swatch, name] = [swatchPlace(), element("span", {}, run.name)];
    const button = element("button", { type: "button", class: "playground-chip", "data-rule": run.key, onclick: () => toggle(run.key) }, swatch, name);
    buttons.set(run.key, { button, swatch, name, run });
    return button;
  };
  for (const run of kit.show.runs) groups[kit.rules[run.key].family].append(make(run));
  groups.own.append(more);
  /** Brings the buttons of one's own rules up to date; what has the focus stays where it is. */
  const showOwn = (own) => {
    for (const key of [...buttons.keys()].filter((known) => !Object.hasOwn(kit.rules, known) && own.every((run) => run.key !== known))) {
      buttons.get(key).button.remove();
      buttons.delete(key);
    }
    for (const run of own) {
      const known = buttons.get(run.key);
      if (!known) more.before(make(run));
      else if (known.name.textContent !== run.name) known.name.textContent = run.name;
    }
  };
  const node = element("div", { class: "playground-rules", role: "group", "aria-label": kit.text.optimizers }, ...Object.values(groups));
  return {
    node,
    focus: () => more.focus(),
    /** @param {string[]} runs @param {{key: string, name: string, style: Style}[]} own */
    show(runs, own, theme) {
      showOwn(own);
      more.hidden = own.length >= kit.looks.length;
      for (const [key, { button, swatch, run }] of buttons) {
        button.setAttribute("aria-pressed", String(runs.includes(key)));
        paintSwatch(swatch, run.style, theme);
      }
    },
  };
}
