// What the reader has done with the course, in the browser's own memory, which the app reads too where
// it has the same address.

import { keepProgress, nothingDone, tried } from "../do/progress.js";

let done = keepProgress(nothingDone()).all;

/** Learns what other pages have noted since. */
export const recall = () => (done = keepProgress(done).all);

/** What was done with an exercise; undefined for nothing. */
export const recordOf = (key) => done.records[key];

/** Notes a change of a record, given what it was before. */
function note(key, change) {
  const before = recall();
  done = keepProgress({ ...before, records: { ...before.records, [key]: change(before.records[key]) } }).all;
}

/** Notes a try; options: of `tried`. */
export const noteTry = (key, answer, right, options = {}) => note(key, (before) => tried(before, answer, right, options));

const noteClosed = (key, now = {}) => note(key, (before) => ({ ...before, turn: (before.turn ?? 0) + 1, open: false, ...now }));

/** The run of the latest try was seen. */
export const noteSeen = (key) => noteClosed(key);

/** The latest try is forgotten, to begin anew. */
export const noteForgotten = (key) => noteClosed(key, { last: null });

/** How many of these were answered, and how many rightly at some time. */
export function scoreOf(keys) {
  const records = keys.map(recordOf).filter((record) => record?.tries && !record.open);
  return { done: records.length, right: records.filter(({ right }) => right).length };
}
