// On paper a picture stands at its last step, and is no wider than the sheet. Afterwards it goes on where it was.

const SHEET = 680; // px of a sheet of A4 or letter, without its margins

/** Keeps `player` ready for paper until `signal` ends. */
export function printable(player, signal) {
  let before = null;
  const ready = () => {
    const { timeline, node } = player;
    const { clientWidth } = node;
    node.style.width = `${clientWidth}px`; // it is not laid out anew
    node.style.zoom = String(Math.min(1, SHEET / clientWidth));
    if (player.fixed || !player.data) return;
    const { position, playing } = timeline;
    before = { position, playing };
    timeline.hold(timeline.steps);
    player.paint();
  };
  const over = () => {
    Object.assign(player.node.style, { width: "", zoom: "" });
    if (before === null) return;
    Object.assign(player.timeline, before);
    before = null;
    player.tick();
  };
  addEventListener("beforeprint", ready, { signal });
  addEventListener("afterprint", over, { signal });
}
