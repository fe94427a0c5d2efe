// The position of the playback: steps, speed, loop. No screen, no clock of its own.

export const SPEEDS = [0.25, 0.5, 1, 2, 4, 8];

/** Milliseconds that a whole run of `steps` takes at speed 1: short runs are given time to be seen. */
export const duration = (steps) => Math.min(14000, Math.max(3000, steps * 22));

export class Timeline {
  constructor() {
    this.steps = 0;
    this.position = 0;
    this.speed = 1;
    this.playing = false;
    this.loop = false;
    this.first = 0; // the lowest step that is shown
    this.parts = 1; // a step may be shown in parts, one after the other
    /** Milliseconds that a part takes at speed 1, where the run has no duration of its own.
     *  @type {number | null} */
    this.pace = null;
  }

  /** All parts before the one on show. */
  get count() {
    return Math.floor(this.position * this.parts + 1e-6);
  }

  /** The step on show: a whole number from `first` to `steps`. */
  get step() {
    return Math.min(this.steps, Math.floor(this.count / this.parts));
  }

  /** The part of the step that is on show, from 0. */
  get part() {
    return this.count - this.step * this.parts;
  }

  /** The last position: that of the last part of the last step. */
  get end() {
    return this.steps + (this.parts - 1) / this.parts;
  }

  /** Shows steps in `parts` parts from now on, from the first part of this step. */
  divide(parts) {
    this.pause();
    const { step } = this;
    this.parts = parts;
    this.position = step;
  }

  /** A run of another length: who stood at the end stays at the end. */
  resize(steps) {
    const atEnd = this.steps > 0 && this.position >= this.end;
    this.steps = steps;
    this.position = atEnd ? this.end : Math.min(this.position, this.end);
  }

  play() {
    if (this.position >= this.end) this.position = this.first;
    this.playing = this.steps > this.first || this.parts > 1;
  }

  pause() {
    this.playing = false;
  }

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  seek(step) {
    this.position = Math.min(this.steps, Math.max(this.first, Math.round(step)));
  }

  /** Stands still at `step`. */
  hold(step) {
    this.pause();
    this.seek(step);
  }

  /** Pauses and goes `count` steps on (or back, if negative), or parts of steps. */
  move(count) {
    this.pause();
    this.position = Math.min(this.end, Math.max(this.first, (this.count + count) / this.parts));
  }

  /** Lets `ms` of playing time pass. True if the position has changed. */
  advance(ms) {
    if (!this.playing) return false;
    const rate = this.pace ? 1 / (this.pace * this.parts) : this.steps / duration(this.steps);
    this.position += ms * this.speed * rate;
    // A step that takes its time is shown for as long as any other.
    if (this.position >= this.end + (this.pace && this.loop ? 1 / this.parts : 0)) {
      if (this.loop) this.position = this.first;
      else {
        this.position = this.end;
        this.playing = false;
      }
    }
    return true;
  }
}
