// An aim on a page without a server: judged as soon as the hand rests, and every try noted.

import { beats, bestOf, reach } from "../do/aim.js";
import { Experiment } from "./experiment.js";
import { noteTry, recordOf } from "./kept.js";

const putIn = (text, values) => Object.entries(values).reduce((said, [name, value]) => said.replaceAll(`{${name}}`, String(value)), text);

export class Aiming extends Experiment {
  constructor(page, node, data) {
    super(page, node, data);
    this.key = node.dataset.experiment;
    this.last = "";
  }

  moved() {
    super.moved();
    const { aim } = this.data;
    const { ran } = this;
    const found = reach(aim, ran);
    const best = bestOf(aim, ran, recordOf(this.key));
    const answer = { start: Array.from(ran.setting.start), settings: this.player.live.values() };
    const text = JSON.stringify(answer);
    if (this.player.live.now(null) && text !== this.last) noteTry(this.key, answer, found.goal, { best: beats(found, best) });
    this.last = text;
    this.tell(found);
  }

  /** Whether it is reached; tries, the best of them, and after the first success the par. */
  tell(found) {
    const { aim } = this.data;
    const { aims } = this.page;
    const record = recordOf(this.key);
    const best = bestOf(aim, this.ran, record);
    const cost = (value) => putIn(aim.unit, { cost: value });
    const said = [found.goal ? putIn(aims.reached, { cost: cost(found.cost) }) : aims.missed, putIn(aims.tries, { count: record?.tries ?? 0 })];
    if (best?.goal) said.push(putIn(aims.best, { cost: cost(best.cost) }), putIn(aims.par, { cost: cost(aim.par) }));
    this.says.textContent = said.join(" · ");
    this.says.classList.toggle("fails", !found.goal);
  }
}
