// The playground: what is chosen, its picture, and its link, kept in step.

import { element } from "../element.js";
import { filledIn } from "../gaps.js";
import { Player } from "../player.js";
import { sentenceOf } from "../reader/error.js";
import { themeOf } from "../stage/theme.js";
import { formulaField, ruleButtons, surfaceList } from "./controls.js";
import { ruleEditor } from "./editor.js";
import { sceneOf, typedScene } from "./scene.js";
import { isView, LARGEST_SIDE, LEAST_SIDE, namedAs, readLink, usualStart, viewOf, writeLink } from "./link.js";
import { listed, messageOf } from "./message.js";
import { attempt, OWN, ownNames, readOwn } from "./rules.js";

const SOON = 150; // ms after the last key at which the picture follows
const ROOMY = "(min-width: 820px)"; // where the optimizers do not push the picture out of sight
const SHOWN = 5; // names of a link that are told to be ignored

/** Opens the playground in `root`. `fetch()`: plotly, for the landscape.
 *  @param {HTMLElement} root @param {Playground} kit @param {() => Promise<any>} fetch */
export function openPlayground(root, kit, fetch) {
  const board = new Board(root, kit, fetch);
  const open = () => board.open(location.hash.slice(1) || kit.opening);
  addEventListener("hashchange", open);
  open();
}

class Board {
  /** @type {Chosen} */ chosen;
  /** @type {Player | undefined} */ player;

  /** @param {HTMLElement} root @param {Playground} kit @param {() => Promise<any>} fetch */
  constructor(root, kit, fetch) {
    this.kit = kit;
    this.root = root;
    this.fetch = fetch;
    /** The same page in other languages. @type {NodeListOf<HTMLAnchorElement>} */ this.languages = document.querySelectorAll("a[hreflang]");
    /** @type {Map<string, Scene>} */ this.scenes = new Map();
    /** The last formula that could be read. @type {{key: string, f: string, scene: Scene} | null} */ this.last = null;
    /** @type {Map<string, string>} */ this.worked = new Map(); // the last text of each own rule that could be read
    const { text } = kit;
    this.note = element("p", { class: "playground-note", role: "status" });
    this.list = surfaceList(kit, (key) => this.choose(key));
    this.formula = formulaField(kit, (f) => this.change({ f }, SOON), (sides) => this.look(sides));
    this.rules = ruleButtons(kit, (key) => this.toggle(key), () => this.add());
    this.editors = element("div", { class: "playground-editors" });
    /** @type {Map<string, ReturnType<typeof ruleEditor>>} */ this.editing = new Map();
    this.place = element("div", { class: "playground-player" });
    this.copied = element("span", { role: "status", class: "playground-copied" });
    const copy = element("button", { type: "button", onclick: () => this.copy() }, text.copy_link);
    const reset = element("a", { href: `#${kit.opening}` }, text.reset);
    this.app = element("a", { target: "_blank", rel: "noopener", hidden: "" }, text.app);
    const surface = element("div", {}, this.list.node, this.formula.node);
    this.chosenNames = element("span", { class: "playground-names" });
    const [before, after] = text.chosen.split("{names}");
    this.picker = element("details", {}, element("summary", {}, before, this.chosenNames, after), this.rules.node);
    this.picker.toggleAttribute("open", matchMedia(ROOMY).matches);
    const top = element("div", { class: "playground-top" }, surface, this.picker);
    root.replaceChildren(this.note, top, this.editors, this.place, element("div", { class: "playground-links" }, copy, this.copied, this.app, reset));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.restyle());
  }

  /** Shows what a link says, all anew. */
  async open(link) {
    const opening = (this.opening = {});
    const { chosen, ignored } = await readLink(link, this.kit);
    if (opening !== this.opening) return; // a later link took less time to read
    this.chosen = chosen;
    this.last = null;
    this.worked.clear();
    const names = ignored.slice(0, SHOWN).map((name) => Array.from(name).slice(0, 24).join("") || "…");
    this.note.textContent = ignored.length ? filledIn(this.kit.text.ignored, { names: listed(this.kit, [...names, ...(ignored.length > SHOWN ? ["…"] : [])]) }) : "";
    for (const { node } of this.editing.values()) node.remove();
    this.editing.clear();
    this.player?.destroy();
    this.player = new Player(this.place, this.fetch, (name, value) => this.hear(name, value), { alone: true });
    for (const key of Object.keys(chosen.own)) this.edit(key);
    this.show();
  }

  /** What the hand did in the picture. */
  hear(name, value) {
    const { chosen, player } = this;
    if (name === "start") chosen.start = value;
    else if (name === "view") chosen.view = value;
    else if (name === "knob") this.turn(player.live.values());
    else return;
    if (name === "view") this.keep();
    else this.show();
  }

  /** Keeps where the sliders stand; a new default of a rule moves those that were not turned. */
  turn(values) {
    for (const { key, at } of this.player.data.live.sliders) {
      if (values[key] === at) delete this.chosen.values[key];
      else this.chosen.values[key] = values[key];
    }
  }

  /** @param {Partial<Chosen>} changed */
  change(changed, soon = 0) {
    Object.assign(this.chosen, changed);
    clearTimeout(this.pending);
    if (soon) this.pending = setTimeout(() => this.show(), soon);
    else this.show();
  }

  choose(surface) {
    this.begin({ surface });
  }

  look(sides) {
    if (isView(sides)) this.begin({ sides });
    else this.formula.say(filledIn(this.kit.text.view_wrong, { far: LARGEST_SIDE, least: LEAST_SIDE }));
  }

  /** Changes what the runs go over: they start where runs usually do there. @param {Partial<Chosen>} changed */
  begin(changed) {
    this.change({ ...changed, start: usualStart(this.kit, { ...this.chosen, ...changed }) });
  }

  toggle(key) {
    const { runs, own } = this.chosen;
    const next = runs.includes(key) ? runs.filter((name) => name !== key) : [...runs, key];
    this.change({ runs: [...Object.keys(this.kit.rules), ...Object.keys(own)].filter((name) => next.includes(name)) });
    if (Object.hasOwn(own, key)) this.editing.get(key).node.hidden = !next.includes(key);
  }

  add() {
    const key = OWN.find((name) => !Object.hasOwn(this.chosen.own, name));
    if (!key) return;
    this.chosen.own[key] = { name: "", text: this.kit.first };
    this.edit(key);
    this.toggle(key);
    this.editing.get(key).focus();
  }

  edit(key) {
    const editor = ruleEditor(
      this.kit,
      key,
      ({ name, text }) => this.change({ own: { ...this.chosen.own, [key]: { name: namedAs(name), text } } }, SOON),
      () => this.drop(key),
    );
    editor.show(this.chosen.own[key]);
    this.editing.set(key, editor);
    this.editors.append(editor.node);
    editor.node.hidden = !this.chosen.runs.includes(key) && !readOwn(this.kit, this.chosen.own[key].text).error;
  }

  drop(key) {
    const { own, runs, values } = this.chosen;
    const others = (table) => Object.fromEntries(Object.entries(table).filter(([name]) => name.split(".")[0] !== key));
    this.editing.get(key)?.node.remove();
    this.editing.delete(key);
    this.worked.delete(key);
    this.change({ own: others(own), runs: runs.filter((name) => name !== key), values: others(values) });
    this.rules.focus();
  }

  /** What is chosen with each rule that cannot be read as it was when it last could. */
  get readable() {
    const { chosen, kit } = this;
    const own = Object.fromEntries(
      Object.entries(chosen.own).map(([key, { name, text }]) => {
        if (!readOwn(kit, text).error) this.worked.set(key, text);
        return [key, { name, text: this.worked.get(key) ?? text }];
      }),
    );
    return { ...chosen, own };
  }

  /** The scene of what is chosen; of a formula that cannot be read, that of the last that could. */
  get scene() {
    const { kit, chosen } = this;
    const { surface, f } = chosen;
    if (surface !== "custom") {
      if (!this.scenes.has(surface)) this.scenes.set(surface, sceneOf(kit, surface));
      return this.scenes.get(surface);
    }
    const view = viewOf(kit, chosen);
    const read = (text) => {
      const key = JSON.stringify([text, view]);
      if (this.last?.key !== key) this.last = { key, f: text, scene: typedScene(kit, text, view) };
      return this.last.scene;
    };
    const { scene, error } = attempt(() => ({ scene: read(f) }));
    const shown = this.last?.f ?? kit.surfaces.custom.formula;
    this.formula.say(error ? `${sentenceOf(error, kit.sentences)} ${filledIn(kit.text.shown, { text: shown })}` : "");
    return scene ?? read(shown);
  }

  /** Brings the controls, the picture and the link up to date. */
  show() {
    const { kit, player } = this;
    const chosen = this.readable;
    this.list.show(chosen.surface);
    this.formula.show(this.chosen);
    this.restyle();
    const { scene } = this;
    const { data, supplies } = messageOf(kit, chosen, scene);
    this.chosenNames.textContent = listed(kit, data.runs.map(({ name }) => name));
    player.update(data, scene, supplies);
    this.keep();
  }

  /** The rules' buttons in the colours of the page. */
  restyle() {
    const { kit, chosen } = this;
    if (!chosen) return;
    const own = Object.entries(ownNames(kit, chosen.own)).map(([key, name]) => ({ key, name, style: kit.looks[OWN.indexOf(key)] }));
    this.rules.show(chosen.runs, own, themeOf(this.root));
    this.player.restyle();
  }

  /** Keeps what is chosen in the address, and in the link to the app. */
  async keep() {
    const { kit, chosen } = this;
    const writing = (this.writing = {});
    const link = await writeLink(kit, { ...chosen });
    if (chosen !== this.chosen || writing !== this.writing) return;
    history.replaceState(null, "", `#${link}`);
    for (const other of this.languages) other.hash = link;
    this.copied.textContent = "";
    this.app.hidden = !kit.app;
    if (kit.app) this.app.setAttribute("href", `${kit.app}/?lang=${kit.lang}&${link}`);
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(location.href);
      this.copied.textContent = this.kit.text.copied;
    } catch {
      this.copied.textContent = this.kit.text.copy_by_hand;
    }
  }
}
