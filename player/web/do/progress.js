// What a learner has done, kept by the browser: for each exercise the tries, and the answers by which
// they are judged again. As in lessons/exercises/progress.py.

const PROGRESS = "optimizers.progress.1"; // the version of what is kept stands in its name
const MOST_WRONG = 3;
const MOST_TRIES = 9999;

/** What an untouched exercise has; what is kept of it leaves out what is as it is here.
 *  @type {() => ProgressRecord} */
const untouched = () => ({ turn: 0, tries: 0, right: 0, last: null, open: false, best: null, wrong: [] });

/** @returns {Progress} */
export const nothingDone = () => ({ epoch: 0, records: {} });

/** A record with one more try. `best`: whether a right answer is as good as any before.
 *  @param {Partial<ProgressRecord> | undefined} record @param {any} answer @param {boolean} right */
export function tried(record, answer, right, { open = false, best = true } = {}) {
  const before = { ...untouched(), ...record };
  const tries = Math.min(before.tries + 1, MOST_TRIES);
  return {
    turn: before.turn + 1,
    tries,
    right: Math.min(before.right + Number(right), tries),
    last: answer,
    open,
    best: right && best ? answer : before.best,
    wrong: right ? before.wrong : [...before.wrong, [tries, answer]].slice(0, MOST_WRONG),
  };
}

/** How often a record has changed; less than any number of times where there is none.
 *  @param {Progress} done @param {string} key */
const turnOf = ({ records }, key) => (Object.hasOwn(records, key) ? (records[key].turn ?? 0) : -1);

/** What both know; of each record the later state, the other's if both are as late.
 *  @param {Progress} mine @param {Progress} other @returns {Progress} */
export function merged(mine, other) {
  if (mine.epoch !== other.epoch) return mine.epoch > other.epoch ? mine : other;
  const records = { ...mine.records };
  for (const [key, record] of Object.entries(other.records)) if (turnOf(mine, key) <= turnOf(other, key)) records[key] = record;
  return { epoch: mine.epoch, records };
}

/** Whether `other` knows what `mine` does not.
 *  @param {Progress} mine @param {Progress} other */
export function behind(mine, other) {
  if (mine.epoch !== other.epoch) return mine.epoch < other.epoch;
  return Object.keys(other.records).some((key) => turnOf(other, key) > turnOf(mine, key));
}

const isCount = (value) => Number.isSafeInteger(value) && value >= 0;
const isTable = (value) => Boolean(value) && typeof value === "object" && !Array.isArray(value);
const isAnswer = (value) => value === null || isTable(value);
const isWrong = (pair) => Array.isArray(pair) && pair.length === 2 && isCount(pair[0]) && isTable(pair[1]);

/** Whether what is kept of a record under a name makes sense. */
const SENSIBLE = {
  ...{ turn: isCount, tries: isCount, right: isCount, last: isAnswer, best: isAnswer },
  open: (value) => typeof value === "boolean",
  wrong: (pairs) => Array.isArray(pairs) && pairs.every(isWrong),
};

/** What makes sense of a record that was kept. @returns {Partial<ProgressRecord>} */
const readRecord = (kept) => Object.fromEntries(Object.entries(kept).filter(([name, value]) => Object.hasOwn(SENSIBLE, name) && SENSIBLE[name](value)));

/** What makes sense of `text`, which may have been damaged.
 *  @param {string | null} text @returns {Progress} */
function readProgress(text) {
  try {
    const { epoch, records } = JSON.parse(text ?? "null") ?? {};
    if (!isCount(epoch) || !isTable(records)) return nothingDone();
    const known = Object.entries(records).filter(([, kept]) => isTable(kept));
    return { epoch, records: Object.fromEntries(known.map(([key, kept]) => [key, readRecord(kept)])) };
  } catch {
    // It is not ours, or was cut off.
  }
  return nothingDone();
}

/** What is kept, with what `now` knows; `kept` is false where the browser does not keep it.
 *  @param {Progress} now @param {() => Storage} storage may throw
 *  @returns {{all: Progress, kept: boolean}} */
export function keepProgress(now, storage = () => localStorage) {
  let all = now;
  try {
    const before = storage().getItem(PROGRESS);
    all = merged(readProgress(before), now);
    const after = JSON.stringify(all);
    if (after !== before) storage().setItem(PROGRESS, after);
    return { all, kept: true };
  } catch {
    return { all, kept: false };
  }
}

const followers = new WeakMap();

/** Keeps what the page knows. With `asks`, tells the page what it does not know yet, now and whenever
 *  another tab has learned something. */
export function progress({ data, parentElement, setStateValue }) {
  const { store, asks } = data;
  const { all, kept } = keepProgress(store);
  if (!asks) return undefined;
  const before = followers.get(parentElement);
  before?.over.abort();
  const follower = { over: new AbortController(), told: before?.told, lost: before?.lost };
  followers.set(parentElement, follower);
  const tell = (other) => {
    const known = merged(other, store);
    const text = JSON.stringify(known);
    // The page may not want all of it: it is told once.
    if (!behind(store, other) || text === follower.told) return;
    follower.told = text;
    setStateValue("store", known);
  };
  // Once: what the page then says would be gone with the run that a second time asks for.
  if (!kept && !follower.lost) setStateValue("kept", false);
  follower.lost ||= !kept;
  tell(all);
  const listen = ({ key, newValue }) => {
    if (key !== PROGRESS) return;
    const other = readProgress(newValue);
    if (behind(other, store)) keepProgress(store); // two tabs wrote at once, and this one was first
    tell(other);
  };
  addEventListener("storage", listen, { signal: follower.over.signal });
  return () => follower.over.abort();
}
