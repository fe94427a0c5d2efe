// Sentences with gaps, as the locale files have them.

/** A sentence with values in its gaps, `{name}`; a gap that has no value stays. */
export const filledIn = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (gap, name) => (Object.hasOwn(values, name) ? String(values[name]) : gap));
