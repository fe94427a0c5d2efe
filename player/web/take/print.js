// On paper a picture stands at its last step, in light colours where its page has them, and is no wider than
// the sheet. Afterwards it goes on where it was.

const SHEET = 680; // px of a sheet of A4 or letter, without its margins

/** Keeps `player` ready for paper until `signal` ends. */
export function printable(player, signal) {
  let before = null;
  const ready = () => {
    const { timeline, node } = player;
    const { clientWidth } = node;
    node.style.width = `${clientWidth}px`; // it is not laid out anew
    node.style.zoom = String(Math.min(1, SHEET / clientWidth));
    if (!player.data) return;
    if (!player.fixed) {
      const { position, playing } = timeline;
      before = { position, playing };
      timeline.hold(timeline.steps);
    }
    if (!colour(true) && !player.fixed) player.paint();
  };
  // A sheet of style for print comes too late for what is drawn on a canvas.
  const colour = (paper) => {
    document.documentElement.classList.toggle("paper", paper);
    return player.data && player.restyle();
  };
  const over = () => {
    Object.assign(player.node.style, { width: "", zoom: "" });
    colour(false);
    if (before === null) return;
    Object.assign(player.timeline, before);
    before = null;
    player.tick();
  };
  addEventListener("beforeprint", ready, { signal });
  addEventListener("afterprint", over, { signal });
}
