// The height that a window leaves for a picture that is to fill it.

/** The px that `parts` of `node` may have together, so that it ends where the window does before one scrolls. */
export function roomFor(node, ...parts) {
  const { top, height } = node.getBoundingClientRect();
  const own = parts.reduce((sum, part) => sum + part.getBoundingClientRect().height, 0);
  return Math.floor((innerHeight - (top + scrollY) - (height - own)) / (node.currentCSSZoom ?? 1));
}

/** Lets `observer` know when something around `node` takes another height, or the window does. */
export function watchAround(observer, node) {
  for (let around = node; around; around = around.parentElement) observer.observe(around);
}
