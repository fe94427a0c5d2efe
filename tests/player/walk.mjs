// Walks in node the runs that Python asks for, a question a line, and tells it what came out.

import { createInterface } from "node:readline";
import { answer } from "./walked.mjs";

function said(question) {
  try {
    return answer(JSON.parse(question));
  } catch (error) {
    return { error: error.stack };
  }
}

for await (const question of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(said(question))}\n`);
}
