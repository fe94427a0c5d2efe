// In a page that is measured: says when what `read()` tells has changed, counts frames, and moves
// what the mouse holds.
window.watch = (read) => {
  const bench = (window.bench = { pressed: 0 });
  const change = (since) => new Promise((done, fail) => {
    const before = read();
    setTimeout(fail, 60_000, new Error("nothing has changed for a minute"));
    new MutationObserver((_, observer) => {
      const now = read();
      if (!now || now === before) return;
      observer.disconnect();
      // When the frame that shows the change was laid out, whatever is done before this is told.
      new IntersectionObserver(([{ time }], sight) => {
        sight.disconnect();
        done(time - since());
      }).observe(document.documentElement);
    }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  });
  addEventListener("keydown", () => (bench.pressed = performance.now()), true);
  bench.first = change(() => 0);
  bench.arm = () => { bench.next = change(() => bench.pressed); };
  // Counts frames, and those before which something new was drawn.
  bench.count = (ms, drawn) => new Promise((done) => {
    let [all, fresh, last] = [0, 0, drawn()];
    const begin = performance.now();
    const frame = () => {
      all += 1;
      if (drawn() !== last) fresh += 1;
      last = drawn();
      if (performance.now() - begin < ms) requestAnimationFrame(frame);
      else done([fresh, all]);
    };
    requestAnimationFrame(frame);
  });
  addEventListener("pointerdown", ({ target }) => (bench.taken = target), true);
  // Moves what the mouse holds once in every frame, to and fro: a hand is never slower than that.
  bench.lead = (ms, x, y, stride, count) => {
    const begin = performance.now();
    let k = 0;
    const frame = () => {
      k += 1;
      const at = k % (2 * count) < count ? k % count : count - (k % count);
      const where = { clientX: x + stride * at, clientY: y, pointerId: 1, pointerType: "mouse" };
      const held = { ...where, isPrimary: true, buttons: 1, bubbles: true, cancelable: true };
      bench.taken.dispatchEvent(new PointerEvent("pointermove", held));
      if (performance.now() - begin < ms) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  };
  bench.rate = (ms) => new Promise((done) => {
    const times = [];
    const frame = (now) => {
      times.push(now);
      if (now - times[0] < ms) requestAnimationFrame(frame);
      else done((1000 * (times.length - 1)) / (now - times[0]));
    };
    requestAnimationFrame(frame);
  });
};
