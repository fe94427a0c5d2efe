// What the page is told of the steps: the one on which the picture comes to rest, unless the page knows it.

const REST = 600; // ms without a change after which the page is told the step

export class Telling {
  /** The last step that the page has said, or was told. @type {number | null} */ known = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ resting;

  /** @param {(step: number) => void} tell */
  constructor(tell) {
    this.tell = tell;
  }

  /** The page says a step; false if it says what it has said or been told. */
  hear(step) {
    if (step === this.known) return false;
    this.giveUp();
    this.known = step;
    return true;
  }

  /** The picture is at `step`, and does not rest while it is `moving`. */
  show(step, moving) {
    this.giveUp();
    if (moving || step === this.known) return;
    this.resting = setTimeout(() => {
      this.resting = undefined;
      this.known = step;
      this.tell(step);
    }, REST);
  }

  /** Does not tell what is not told yet; whether there was such a step. */
  giveUp() {
    const waits = this.resting !== undefined;
    clearTimeout(this.resting);
    this.resting = undefined;
    return waits;
  }
}
