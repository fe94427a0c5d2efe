// Walks in node the runs that Python asks for, and tells it what came out.

import { readFileSync } from "node:fs";
import { answer } from "./walked.mjs";

process.stdout.write(JSON.stringify(answer(JSON.parse(readFileSync(0, "utf8")))));
