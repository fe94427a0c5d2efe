// A run from inside: the step on show line by line, from close by, and what the rule remembers of it.

import { formulaAt } from "../walk/setting.js";
import { LineTable } from "./breakdown.js";
import { CloseUp } from "./closeup.js";
import { Memory } from "./memory.js";
import { Telling } from "./telling.js";

const STEP = 700; // ms that a step is shown in at speed 1
const LINE = 1800; // ms for a line, with its sentence
const NARROWEST = 720; // px under which all stands in one column

export class Inside {
  /** @type {InsideMessage} */ data;
  seen = false; // whether the memory is in sight

  /** @param {import("../player.js").Player} player */
  constructor(player) {
    this.player = player;
    this.table = new LineTable();
    this.closeup = new CloseUp();
    this.memory = new Memory();
    this.telling = new Telling((step) => player.send("step", step));
    addEventListener("popstate", () => this.goBack(), { signal: player.over.signal });
    player.node.classList.add("player-inside");
    player.node.append(this.table.node, this.closeup.node, this.memory.node);
    Object.assign(player.timeline, { first: 1, pace: STEP });
    // What lies below the screen is drawn when it comes into sight.
    this.sight = new IntersectionObserver((entries) => {
      this.seen = entries[entries.length - 1].isIntersecting;
      if (this.seen) player.paint();
    });
    this.sight.observe(this.memory.node);
  }

  /** A message of the server; a step that it sends anew is shown.
   *  @param {InsideMessage} data */
  fill(data) {
    const { timeline } = this.player;
    this.data = data;
    this.table.fill(data);
    this.closeup.fill(data);
    if (this.player.theme) this.colour(this.player.theme); // else it is laid out first
    if (timeline.parts > 1 && timeline.parts !== data.lines.length) this.divide(true);
    if (this.telling.hear(data.step)) timeline.hold(data.step);
  }

  /** The link is another one by now: a step that it was not told is none of its. */
  goBack() {
    if (!this.telling.giveUp()) return;
    this.player.timeline.hold(this.telling.known);
    this.player.paint();
  }

  /** Whether there is more than one line to a step. */
  get divisible() {
    return this.data.lines.length > 1;
  }

  /** Shows steps line by line, or whole. */
  divide(on) {
    const { timeline } = this.player;
    timeline.divide(on ? this.data.lines.length : 1);
    timeline.pace = timeline.parts > 1 ? LINE : STEP;
  }

  /** Takes its columns in `width` px; the px that are left for the stage. */
  lay(width) {
    const stage = width < NARROWEST ? width : Math.round(0.43 * width);
    this.player.node.classList.toggle("inside-narrow", width < NARROWEST);
    this.player.node.style.setProperty("--stage", `${stage}px`);
    return stage;
  }

  /** The line at which the step stands; Infinity where steps are shown whole. */
  get line() {
    const { parts, part } = this.player.timeline;
    return parts > 1 ? part : Infinity;
  }

  /** What a screen reader is told of the step. */
  get note() {
    const { lines, text } = this.data;
    const line = lines[this.line];
    return line ? `${text.line} ${this.line + 1}: ${line.says}` : "";
  }

  /** Whether the line that assigns `name` is done. */
  done(name) {
    return this.data.lines.findLastIndex((line) => line.name === name) <= this.line;
  }

  /** Before the picture is drawn: shows no arrow and no ghost that a later line leads to. */
  veil() {
    const run = this.run;
    if (!run) return;
    run.ghost = this.done("theta");
    for (const arrow of run.arrows) {
      if (arrow.kind === "update") arrow.hidden = !run.ghost;
      if (arrow.kind === "memory") arrow.hidden = !this.done(this.data.memory[0].name);
    }
  }

  get run() {
    return this.player.data.runs.find(({ key }) => key === this.data.run);
  }

  /** Shows the present step of the player. */
  paint() {
    const { player, run } = this;
    const { timeline, theme, scene, live, tiles, extent, width } = player;
    const t = timeline.step;
    if (!run?.walked || !theme || !tiles || t < 1) return;
    this.table.show(run.walked, t, this.line);
    const formula = formulaAt(scene.formula, live.settings(player.held).values);
    this.closeup.show({ runs: player.data.runs, run, t, formula, shading: scene.shade, tile: tiles[0], extent, view: scene.view, theme });
    const lasts = this.data.memory.map(({ name }) => (this.done(name) ? t : t - 1));
    this.memory.lay(width);
    if (this.seen) this.memory.show(run.walked.into.states, lasts, t, theme);
    player.node.dataset.line = String(this.line);
    this.telling.show(t, timeline.playing);
  }

  /** In other colours. */
  colour(theme) {
    this.memory.fill(this.data, theme);
  }

  destroy() {
    this.telling.giveUp();
    this.sight.disconnect();
  }
}
