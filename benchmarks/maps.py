"""Is a map there before one looks away, and does a path follow the hand that turns its knob?

Measured in the page itself, in a real Chromium: the time from a click to the painted map, and the
frames in which a dragged dial shows a new path, with every message to the server counted.
"""

import platform
import statistics
import tempfile
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.kept import keep
from tests.browser.app import settle
from tests.browser.chromium import LAPTOP, launch
from tests.browser.serving import serve

CLICKS, SECONDS = 7, 4.0
KNOBS = {
    "η on Rosenbrock": "map=knob&optimizer=adam",
    "γ on the ravine": "map=knob&optimizer=momentum&momentum.knob=gamma&surface=ravine",
}

# Milliseconds from the next press of the pointer to the frame after the chart has been drawn.
WATCH = """
(() => {
  let pressed = 0;
  addEventListener("pointerdown", () => (pressed = performance.now()), true);
  window.picture = () => new Promise((done) => {
    new MutationObserver((_, observer) => {
      if (!document.querySelector(".chart[data-painted]")) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => done(performance.now() - pressed)));
    }).observe(document, { subtree: true, childList: true, attributes: true });
  });
})();
"""
# Counts frames until `stop`, and those of them on which the dial has another value than before.
COUNT = """
() => {
  const dial = document.querySelector(".player-dial-range");
  const count = (window.count = { frames: 0, moved: 0, since: performance.now() });
  let before = dial.value;
  const frame = () => {
    count.frames += 1;
    if (dial.value !== before) count.moved += 1;
    before = dial.value;
    count.ms = performance.now() - count.since;
    if (!count.over) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}
"""


def open_page(browser: Browser, url: str) -> Page:
    page = browser.new_context(viewport=LAPTOP, locale="en-US").new_page()
    page.add_init_script(WATCH)
    page.goto(url)
    page.wait_for_selector(".player[data-view]")
    settle(page)
    page.wait_for_timeout(500)
    return page


def click_to_picture(browser: Browser, app: str) -> list[float]:
    """Milliseconds from the click on "Tuning map" to 128 x 128 cells, never the same ones twice."""
    times = []
    for k in range(CLICKS):
        page = open_page(browser, f"{app}/maps?map=knob&rosenbrock.x={-1.2 + k / 100:.4g}")
        page.evaluate("void (window.drawn = picture())")
        page.get_by_role("radio", name="Tuning map").click()
        times.append(page.evaluate("drawn"))
        page.context.close()
    return times


def turn(browser: Browser, url: str) -> dict[str, float]:
    """Frames per second, new paths per second, and messages sent, while the dial is dragged."""
    sent = []
    page = browser.new_context(viewport=LAPTOP, locale="en-US").new_page()
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(frame)))
    page.goto(url)
    page.wait_for_selector(".player[data-view]")
    settle(page)
    page.wait_for_timeout(1000)
    box = page.locator(".player-dial-range").bounding_box()
    y, left, width = box["y"] + box["height"] / 2, box["x"] + 10, box["width"] - 20
    stops = int(page.locator(".player-dial-range").get_attribute("max"))
    page.mouse.move(left, y)
    page.mouse.down()
    page.wait_for_timeout(200)
    before = len(sent)
    page.evaluate(COUNT)
    side = 0
    while page.evaluate("count.ms ?? 0") < 1000 * SECONDS:
        side = 1 - side
        page.mouse.move(left + side * width, y, steps=stops)
    count = page.evaluate("(count.over = true, count)")
    messages = len(sent) - before
    page.mouse.up()
    page.context.close()
    seconds = count["ms"] / 1000
    return {
        "frames": count["frames"] / seconds,
        "paths": count["moved"] / seconds,
        "messages": messages,
    }


def table(found: dict) -> str:
    """The figures beside what they are to reach."""
    picture = statistics.median(found["picture_ms"])
    rows = [("128 x 128 map, click to picture", f"{picture:.0f} ms", "<= 1500", picture <= 1500)]
    for name, knob in found["knobs"].items():
        rows += [
            (f"knob, {name}: frames", f"{knob['frames']:.1f} /s", ">= 30", knob["frames"] >= 30),
            ("  of them with a new path", f"{knob['paths']:.1f} /s", ">= 30", knob["paths"] >= 30),
            ("  messages to the server", str(knob["messages"]), "0", knob["messages"] == 0),
        ]
    lines = [f"{'what':36} {'measured':>10} {'to reach':>10}"]
    for what, value, goal, reached in rows:
        lines.append(f"{what:36} {value:>10} {goal:>10}  {'yes' if reached else 'NO'}")
    return "\n".join(lines)


def main() -> None:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        app = stack.enter_context(serve(folder / "app.txt")).url
        browser = launch(stack.enter_context(sync_playwright()))
        found = {"python": platform.python_version(), "browser": browser.version}
        open_page(browser, app).context.close()  # the server's own first time
        open_page(browser, f"{app}/maps").context.close()
        found["picture_ms"] = click_to_picture(browser, app)
        found["knobs"] = {name: turn(browser, f"{app}/maps?{q}") for name, q in KNOBS.items()}
        browser.close()
    print(table(found))
    keep("maps", found)


if __name__ == "__main__":
    main()
