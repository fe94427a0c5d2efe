// The language as it comes from Python (optimizers/language.py), laid out for looking up.

const known = new WeakMap();

/** The language with maps in place of objects: what a visitor types may be called like anything.
 *  @param {LanguageData} data */
export function laidOut(data) {
  if (!known.has(data)) known.set(data, layOut(data));
  return /** @type {ReturnType<typeof layOut>} */ (known.get(data));
}

/** @param {LanguageData} data */
function layOut(data) {
  const operations = new Map(Object.entries(data.operations));
  const called = new Map([...operations].filter(([, op]) => !op.sign && (op.formulas || op.rules)));
  return {
    operations,
    called,
    aliases: new Map(Object.entries(data.aliases)),
    constants: new Map(Object.entries(data.constants)),
    compared: new Map(Object.entries(data.compared)),
    lookalikes: new Map(Object.entries(data.lookalikes)),
    plain: new Map(Object.entries(data.plain)),
    paper: new Map(Object.entries(data.paper)),
    superscripts: new Map(Object.entries(data.superscripts)),
    keywords: new Set(data.keywords),
    given: data.given,
    greek: new Map(Object.entries(data.greek)),
    special: new Map(Object.entries(data.special)),
    limits: data.limits,
    hypers: new Map(Object.entries(data.hypers)),
    meant: new Map(Object.entries(data.meant)),
    taken: new Set(data.taken),
  };
}

/** What a text may consist of. names: the variables and constants; null for any name, which is
 *  checked later. code: as in rules: every sign written, comparisons and the functions of rules.
 *  @param {LanguageData} data @param {string[] | null} names @param {boolean} code */
export function grammar(data, names, code) {
  const language = laidOut(data);
  const functions = [...language.called].filter(([, op]) => (code ? op.rules : op.formulas)).map(([key]) => key);
  return { language, names, code, functions };
}
