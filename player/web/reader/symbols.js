// What a name looks like: m_hat is m̂, beta1 is β₁. See expressions/symbols.py.

const BELOW = new Map([["max", "max"], ["min", "min"], ["inf", "∞"]]);
const OVER = new Map([["hat", "^"], ["bar", "¯"], ["tilde", "~"]]);

/** The symbol of a name: a letter, what stands below it, and the accent over it, if any.
 *  @param {string} name @param {Language} language @returns {NameSymbol} */
export function symbolOf(name, { greek, special }) {
  if (special.has(name)) return special.get(name);
  const [base, ...suffixes] = name.replace(/^_+|_+$/g, "").split("_");
  const stem = base.replace(/\d+$/, "");
  const letter = stem === "omicron" ? "o" : (greek.get(stem || base) ?? (stem || base));
  const below = stem ? Array.from(base.slice(stem.length)) : [];
  let accent = "";
  let ahead = false;
  for (const suffix of suffixes) {
    if (OVER.has(suffix) && !accent) accent = OVER.get(suffix);
    else if (suffix === "next") ahead = true;
    else if (suffix && suffix !== "t") below.push(BELOW.get(suffix) ?? greek.get(suffix) ?? suffix);
  }
  return { letter, below: ahead ? [...below, "t+1"] : below, accent };
}
