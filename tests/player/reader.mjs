// Reads the texts that Python sends, and tells it what came out.

import { readFileSync } from "node:fs";
import { FormulaError, sentenceOf } from "../../player/web/reader/error.js";
import { readFormula } from "../../player/web/reader/formula.js";
import { laidOut } from "../../player/web/reader/language.js";
import { assignmentMath } from "../../player/web/reader/mathml.js";
import { readRule } from "../../player/web/reader/rule.js";
import { Machine } from "../../player/web/walk/tape.js";

const { language, texts, rules, formulas } = JSON.parse(readFileSync(0, "utf8"));

function said(read) {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    return { error: { code: error.code, line: error.line, position: error.position, sentence: sentenceOf(error, texts) } };
  }
}

const asText = (value) => (Object.is(value, -0) ? "-0.0" : String(value)); // JSON knows no NaN

/** What a tape gives at each point. */
function values(tape, points, settings) {
  const machine = new Machine(tape, { moving: tape.inputs.slice(0, 2) });
  for (const [name, value] of Object.entries(settings)) machine.set(name, value);
  machine.still();
  return points.map(([x, y]) => {
    machine.slots[0] = x;
    machine.slots[1] = y;
    machine.run();
    return machine.outputs.map((place) => asText(machine.slots[place]));
  });
}

const read = {
  rules: rules.map((text) =>
    said(() => {
      const { tape, state, hypers, stops, lines } = readRule(text, language);
      const math = lines.map(({ name, value }) => assignmentMath(name, value, laidOut(language)));
      return { tape: { ...tape, constants: tape.constants.map(asText) }, state, hypers, stops, math };
    }),
  ),
  formulas: formulas.map(({ text, points, settings }) =>
    said(() => {
      const { value, gradient, defined } = readFormula(text, language, Object.keys(settings));
      return { value: values(value, points, settings), gradient: values(gradient, points, settings), defined };
    }),
  ),
};
process.stdout.write(JSON.stringify(read));
