import assert from "node:assert/strict";
import test from "node:test";
import { Question } from "../../player/web/site/question.js";

test("a question that was answered is another one with another start or value, and only then", () => {
  let [start, values, opened] = [[1, 2], { lr: 0.1 }, 0];
  const live = { now: () => null, settings: () => ({ start }), values: () => values };
  const question = Object.assign(Object.create(Question.prototype), { player: { live }, reset: {}, data: {}, knobs: [], choice: "sgd", open: () => (opened += 1) });
  question.posed = JSON.stringify(question.set);
  question.moved();
  [start, values] = [[1, 2], { lr: 0.1 }];
  question.moved();
  assert.equal(opened, 0);
  start = [1, 3];
  question.moved();
  assert.equal(opened, 1);
  [start, values] = [[1, 2], { lr: 0.2 }];
  question.moved();
  assert.equal(opened, 2);
});
