// How many dots the screen has to a px of the page: another zoom or another screen has others.

/** Calls `act` whenever the density is another one; `signal` ends it.
 *  @param {() => void} act @param {AbortSignal} signal */
export function whenDensityTurns(act, signal) {
  const watchDensity = () => {
    const turned = () => (watchDensity(), act());
    matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener("change", turned, { signal, once: true });
  };
  watchDensity();
}
