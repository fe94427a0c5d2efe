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

/** The bar's DOM. `act` maps a command's name to what it does; `show(timeline)` brings it up to date. */
export function bar(act) {
  const button = (name, extra = {}) =>
    element("button", { type: "button", class: `player-${name}`, html: name in ICONS ? icon(name) : "", onclick: () => act[name](), ...extra });
  const buttons = Object.fromEntries([...Object.keys(ICONS), "lines"].filter((n) => n !== "pause").map((n) => [n, button(n)]));
  const scrub = slider("player-scrub", (step) => act.seek(step));
  const counter = element("span", { class: "player-counter", "aria-hidden": "true" }); // the slider says it
  const { node: said, say } = narrator();
  const speed = element(
    "select",
    { class: "player-speed", onchange: (e) => act.speed(Number(e.target.value)) },
    ...SPEEDS.map((s) => element("option", { value: s }, `${s}×`)),
  );
  const views = viewButtons((view) => act.view(view));
  const node = element(
    "div",
    { class: "player-bar" },
    element("div", { class: "player-buttons" }, buttons.start, buttons.back, buttons.play, buttons.forward, buttons.end),
    scrub.node,
    counter,
    said,
    element("div", { class: "player-extras" }, buttons.lines, speed, buttons.loop, views.node, buttons.image, buttons.page),
  );
  let shown = {};
  return {
    node,
    /** `names`: of the views. `inside`: whether steps are shown line by line. */
    label(text, names, inside = false) {
      for (const [name, b] of Object.entries(buttons)) {
        b.title = text[name];
        b.setAttribute("aria-label", text[name]);
      }
      buttons.lines.textContent = text.lines;
      buttons.lines.title = text.lines_help;
      buttons.lines.hidden = !inside;
      scrub.input.setAttribute("aria-label", text.step);
      speed.setAttribute("aria-label", text.speed);
      views.label(text, names);
      shown = {};
    },
    /** `note`: what is said of the step besides its number. */
    show({ step, part, parts, first, steps, playing, speed: rate, loop }, view, text, note = "") {
      const now = { step, part, parts, steps, playing, rate, loop, view };
      const moved = now.step !== shown.step || now.steps !== shown.steps || part !== shown.part;
      if (moved) {
        scrub.show(step, steps, first);
        counter.textContent = `${String(step).padStart(String(steps).length, "\u2007")} / ${steps}`;
      }
      if (playing !== shown.playing) {
        buttons.play.innerHTML = icon(playing ? "pause" : "play");
        const name = text[playing ? "pause" : "play"];
        buttons.play.title = name;
        buttons.play.setAttribute("aria-label", name);
      }
      if (rate !== shown.rate) speed.value = rate;
      if (parts !== shown.parts) buttons.lines.setAttribute("aria-pressed", parts > 1);
      if (loop !== shown.loop) buttons.loop.setAttribute("aria-pressed", loop);
      if (view !== shown.view) views.show(view);
      if (playing) say(null);
      else if ((moved || shown.playing) && document.activeElement !== scrub.input) say(`${text.step} ${step} / ${steps} ${note}`.trim());
      shown = now;
    },
  };
}
