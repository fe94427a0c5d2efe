// What is set: the values of a formula's names, and of a run's hyper-parameters.

/** A scene's formula with the surface's parameters at `values`.
 *  @param {Formula} formula @param {Record<string, number>} values */
export function formulaAt(formula, values) {
  const now = Object.fromEntries(Object.entries(formula.units).map(([name, unit]) => [name, values[name] * unit]));
  return { ...formula, arguments: { ...formula.arguments, ...now }, values };
}

/** Whether a hyper-parameter that is set, `{name, value, runs}`, is one of the run's; `runs`: null for
 *  all of them. */
export const concerns = ({ runs }, run) => !runs || runs.includes(run.key);

/** The hyper-parameters of a run with those that are set. */
export const hypersOf = (run, set) => ({ ...run.hypers, ...Object.fromEntries(set.filter((one) => concerns(one, run)).map(({ name, value }) => [name, value])) });
