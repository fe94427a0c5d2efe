// An aim on a page without a server: judged as soon as the hand rests, and every try noted.

import { beats, bestOf, reach } from "../do/aim.js";
import { filledIn } from "../gaps.js";
import { Experiment } from "./experiment.js";
import { noteTry, recordOf } from "./kept.js";

const HAND_RESTS = 400; // ms without a move

export class Aiming extends Experiment {
  constructor(page, node, data) {
    super(page, node, data);
    this.key = node.dataset.experiment;
    this.last = "";
    this.resting = 0;
  }

  moved() {
    super.moved();
    clearTimeout(this.resting);
    const found = reach(this.data.aim, this.ran);
    this.tell(found);
    this.resting = setTimeout(() => this.note(found), HAND_RESTS);
  }

  /** The hand rests: what is set is a try, unless it is what was there at first or is tried already. */
  note(found) {
    const { ran, player, key } = this;
    const answer = { start: Array.from(ran.setting.start), settings: player.live.values() };
    const text = JSON.stringify(answer);
    const other = text !== this.last && player.live.now(null);
    this.last = text;
    if (!other) return;
    noteTry(key, answer, found.goal, { best: beats(found, bestOf(this.data.aim, ran, recordOf(key))) });
    this.tell(found);
  }

  /** Whether it is reached or what is missing; tries, the best of them, and after the first success the par. */
  tell(found) {
    const { aim } = this.data;
    const { aims } = this.page;
    const record = recordOf(this.key);
    const best = bestOf(aim, this.ran, record);
    const cost = (value) => filledIn(aim.unit, { cost: value });
    const missed = () => `${aims.missed} ${found.missing === "short" ? filledIn(aim.short, { cost: cost(found.cost) }) : aims[`missed_${found.missing}`]}`;
    const said = [found.goal ? filledIn(aims.reached, { cost: cost(found.cost) }) : missed(), filledIn(aims.tries, { count: record?.tries ?? 0 })];
    if (best?.goal) said.push(filledIn(aims.best, { cost: cost(best.cost) }), filledIn(aims.par, { cost: cost(aim.par) }));
    this.says.textContent = said.join(" · ");
    this.says.classList.toggle("fails", !found.goal);
  }
}
