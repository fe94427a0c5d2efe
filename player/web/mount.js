// What a component has put into its place on the page.

/** A function for the components of one kind: `(place, make)` gives `{entry, latest, leave}`, where `entry`
 *  is what stands in the element `place`, made by `make()` if nothing does.
 *  A component is called at every run of its page. `latest()`: whether no other call has come since
 *  this one. `leave(end)`: what this call returns, to be called when it is over: where another one has
 *  come, all stays. */
export function mounts() {
  const standing = new WeakMap();
  return (/** @type {HTMLElement} */ place, /** @type {() => any} */ make) => {
    if (!standing.has(place)) standing.set(place, Object.assign(make(), { call: 0 }));
    const entry = standing.get(place);
    const call = (entry.call += 1);
    const latest = () => entry.call === call;
    const leave = (/** @type {() => void} */ end) => () => {
      if (!latest()) return;
      standing.delete(place);
      end();
    };
    return { entry, latest, leave };
  };
}
