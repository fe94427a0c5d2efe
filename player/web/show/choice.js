// What a hand has chosen, until the page has its word on it.

export class Choice {
  last = null;
  before = new Set(); // what was chosen until then, which the page may still answer

  /** The hand chooses `value`. */
  make(value) {
    if (this.last !== null) this.before.add(this.last);
    this.before.delete(value);
    this.last = value;
  }

  /** Hears the page's word; whether it is one on an earlier choice. */
  outdates(value) {
    const late = this.before.has(value);
    if (value === this.last) {
      this.last = null;
      this.before.clear();
    }
    return late;
  }
}
