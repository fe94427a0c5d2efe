// What is news of all that the page says: on a slow line it answers late, and to what is past.

/** What the page says of a value that a hand turns here. `hear(value)`: whether that is news, neither what
 *  it said before nor an answer to what it was told. */
export function listener() {
  /** @type {number | undefined} */ let said;
  /** @type {number[]} */ const told = [];
  return {
    tell: (value) => told.push(value),
    hear(value) {
      const place = told.indexOf(value);
      const news = value !== said && place < 0;
      said = value;
      told.splice(0, news ? told.length : place + 1);
      return news;
    },
  };
}
