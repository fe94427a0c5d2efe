// The transport bar: buttons, scrubber, speed, view. It speaks of a timeline and knows no figures.

import { element } from "../element.js";
import { slider } from "./slider.js";
import { SPEEDS } from "./timeline.js";

const ICONS = {
  start: "M6 5v14M19 5 9 12l10 7z",
  back: "M15 5 5 12l10 7zM19 5v14",
  play: "M7 4v16l13-8z",
  pause: "M7 4h3v16H7zM14 4h3v16h-3z",
  forward: "M9 5l10 7-10 7zM5 5v14",
  end: "M18 5v14M5 5l10 7-10 7z",
  loop: "M5 11a7 7 0 0 1 12-4l2 2m0-5v5h-5M19 13a7 7 0 0 1-12 4l-2-2m0 5v-5h5",
  image: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15 9h.01",
  page: "M12 4v11m0 0-4-4m4 4 4-4M5 19h14",
};

const STILLNESS = 500; // ms without a change after which the step is said

const icon = (name) =>
  `<svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true"><path d="${ICONS[name]}"/></svg>`;

/** Says a step to a screen reader once the picture stands still on it: its DOM, and `say(words)`, which
 *  says nothing for null. */
function narrator() {
  const node = element("span", { class: "player-said", role: "status" });
  let pending;
  const say = (words) => {
    clearTimeout(pending);
    if (words) pending = setTimeout(() => (node.textContent = words), STILLNESS);
  };
  return { node, say };
}

/** A button for each view: their DOM, `label(text, names)`, and `show(view)`, which presses one. */
function viewButtons(choose) {
  const node = element("div", { class: "player-views", role: "group" });
  const button = (name, title) => element("button", { type: "button", "data-view": name, onclick: () => choose(name) }, title);
  return {
    node,
    label(text, names) {
      node.setAttribute("aria-label", text.view);
      node.hidden = names.length < 2;
      const titles = names.map((name) => text[name]).join();
      if (titles === node.dataset.titles) return; // the button in focus stays
      node.dataset.titles = titles;
      node.replaceChildren(...names.map((name) => button(name, text[name])));
    },
    show(view) {
      for (const b of node.children) b.setAttribute("aria-pressed", b.dataset.view === view);
    },
  };
}

/** The buttons of the commands, by name: `label(text, divisible)`, and `show(timeline, text)`. */
function commandButtons(act) {
  const button = (name) => element("button", { type: "button", class: `player-${name}`, html: name in ICONS ? icon(name) : "", onclick: () => act[name]() });
  const all = Object.fromEntries([...Object.keys(ICONS), "lines"].filter((name) => name !== "pause").map((name) => [name, button(name)]));
  const title = (name, words) => {
    all[name].title = words;
    all[name].setAttribute("aria-label", words);
  };
  let shown = {};
  return {
    all,
    label(text, divisible) {
      for (const name of Object.keys(all)) title(name, text[name]);
      all.lines.textContent = text.lines;
      all.lines.title = text.lines_help;
      all.lines.hidden = !divisible;
      shown = {};
    },
    show({ playing, parts, loop }, text) {
      if (playing !== shown.playing) {
        const name = playing ? "pause" : "play";
        all.play.innerHTML = icon(name);
        title("play", text[name]);
      }
      if (parts !== shown.parts) all.lines.setAttribute("aria-pressed", parts > 1);
      if (loop !== shown.loop) all.loop.setAttribute("aria-pressed", loop);
      shown = { playing, parts, loop };
    },
  };
}

/** The scrubber with its step in figures: their DOM, `label(text)`, and `show(timeline, text, note)`. */
function stepper(seek) {
  const scrub = slider("player-scrub", seek);
  const counter = element("span", { class: "player-counter", "aria-hidden": "true" }); // the slider says it
  const { node: said, say } = narrator();
  let shown = {};
  return {
    nodes: [scrub.node, counter, said],
    label(text) {
      scrub.input.setAttribute("aria-label", text.step);
      shown = {};
    },
    show({ step, part, first, steps, playing }, text, note) {
      const moved = step !== shown.step || steps !== shown.steps || part !== shown.part;
      if (moved) {
        scrub.show(step, steps, first);
        counter.textContent = `${String(step).padStart(String(steps).length, "\u2007")} / ${steps}`;
      }
      if (playing) say(null);
      else if ((moved || shown.playing) && document.activeElement !== scrub.input) say(`${text.step} ${step} / ${steps} ${note}`.trim());
      shown = { step, part, steps, playing };
    },
  };
}

/** The bar: its `node`; `label(text, names, divisible)`; and `show(timeline, view, text, note)`, which brings
 *  it up to date. `act` maps a command's name to what it does. */
export function bar(act) {
  const buttons = commandButtons(act);
  const { start, back, play, forward, end, lines, loop, image, page } = buttons.all;
  const steps = stepper((step) => act.seek(step));
  const speed = element(
    "select",
    { class: "player-speed", onchange: (e) => act.speed(Number(e.target.value)) },
    ...SPEEDS.map((s) => element("option", { value: s }, `${s}×`)),
  );
  const views = viewButtons((view) => act.view(view));
  const node = element(
    "div",
    { class: "player-bar" },
    element("div", { class: "player-buttons" }, start, back, play, forward, end),
    ...steps.nodes,
    element("div", { class: "player-extras" }, lines, speed, loop, views.node, image, page),
  );
  let shown = {};
  return {
    node,
    /** `names`: of the views. `divisible`: whether steps can be shown line by line. */
    label(text, names, divisible = false) {
      buttons.label(text, divisible);
      steps.label(text);
      speed.setAttribute("aria-label", text.speed);
      views.label(text, names);
      shown = {};
    },
    /** `note`: what is said of the step besides its number. */
    show(timeline, view, text, note = "") {
      buttons.show(timeline, text);
      steps.show(timeline, text, note);
      if (timeline.speed !== shown.speed) speed.value = timeline.speed;
      if (view !== shown.view) views.show(view);
      shown = { speed: timeline.speed, view };
    },
  };
}
