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
  }

  /** The step on show: a whole number from 0 to `steps`. */
  get step() {
    return Math.min(this.steps, Math.floor(this.position));
  }

  /** A run of another length: who stood at the end stays at the end. */
  resize(steps) {
    const atEnd = this.steps > 0 && this.position >= this.steps;
    this.steps = steps;
    this.position = atEnd ? steps : Math.min(this.position, steps);
  }

  play() {
    if (this.position >= this.steps) this.position = 0;
    this.playing = this.steps > 0;
  }

  pause() {
    this.playing = false;
  }

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  seek(step) {
    this.position = Math.min(this.steps, Math.max(0, Math.round(step)));
  }

  /** Stands still at `step`. */
  hold(step) {
    this.pause();
    this.seek(step);
  }

  /** Pauses and goes `count` steps on (or back, if negative). */
  move(count) {
    this.pause();
    this.seek(this.step + count);
  }

  /** Lets `ms` of playing time pass. True if the position has changed. */
  advance(ms) {
    if (!this.playing) return false;
    this.position += (ms * this.speed * this.steps) / duration(this.steps);
    if (this.position >= this.steps) {
      if (this.loop) this.position = 0;
      else {
        this.position = this.steps;
        this.playing = false;
      }
    }
    return true;
  }
}
