"""Is the player as quick as a page that has next to nothing to do?

The app, a bare Streamlit app (`bare_app.py`) and an empty page that walks by itself (`walk.html`)
are opened in one browser and measured in turn, so that the ratios hold on other machines too. All
times are taken in the page itself and end when the frame after the change has been painted.
"""

import platform
import statistics
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.kept import keep
from benchmarks.relay import relay
from tests.browser.app import settle
from tests.browser.chromium import LAPTOP, launch
from tests.browser.serving import serve

HERE = Path(__file__).parent
MOVES, BYTE_MOVES, LOADS = 20, 5, 7
SECONDS = 3.0
STRIDE, MOST = 4.0, 16  # px that a hand moves in a frame, and frames until it turns
# Six optimizers, 300 steps, and a rate that has many stops above it.
COMPARISON = "/?surface=rosenbrock&adam.lr=0.001"
SLIDER = ".st-key-{}-lr input[type=range]"
RUNS = ("sgd", "momentum", "adagrad", "rmsprop", "adam", "adamw")
# A slider of each kind that turns runs, with the link of a page that has it.
DRAGS = {
    "steps": "surface=rosenbrock",
    "adam.lr": "surface=rosenbrock",
    "adam.beta1": "surface=rosenbrock&lock=adam.beta1",
    "lr": "surface=rosenbrock&rates=same",
    "noise": "surface=rosenbrock&lock=noise",
    "ravine.kappa": "surface=ravine",
    "exponential.fade": "surface=rosenbrock&schedule=exponential&lock=exponential.fade",
}
# The step page, on which the bar of the steps is dragged.
SCRUB = {"step": "surface=rosenbrock&rule=adam&steps=300"}
ANCHOR = HERE / "walk.html"

# What changes on the screen, as text: it is awaited by what the page itself reports.
PAINTED = "document.querySelector('.player')?.dataset.painted"
MOVED = "document.querySelector('.player')?.dataset.moved"
LINES = "document.querySelector('.inside-table').textContent"
TEXT = "document.querySelector('.stMarkdown')?.textContent"
WATCH = (HERE / "watch.js").read_text("utf-8")
# When the last optimizer's slider, the lowest of the heavy controls, is on the screen.
CONTROLS = """
new Promise((done) => {
  const look = (now) => (document.querySelector("%s") ? done(now) : requestAnimationFrame(look));
  requestAnimationFrame(look);
})
"""
# Counts how often the paths are drawn anew.
COUNT = """
() => {
  bench.drawn = 0;
  const canvas = document.querySelector(".player-stage .player-canvas:last-of-type");
  const context = canvas.getContext("2d");
  const clear = context.clearRect.bind(context);
  context.clearRect = (...box) => (clear(...box), (bench.drawn += 1));
}
"""


def open_page(browser: Browser, read: str, scheme: str = "light") -> Page:
    """A page in a fresh profile, with nothing cached, that watches what `read` tells."""
    page = browser.new_context(viewport=LAPTOP, locale="en-US", color_scheme=scheme).new_page()
    page.add_init_script(f"{WATCH}watch(() => {read});")
    return page


def load_time(browser: Browser, url: str, read: str, then: str = "null") -> tuple[float, float]:
    """Milliseconds from the call of `url`, with nothing cached, to the first change.

    And until what `then`, a script, says.
    """
    page = open_page(browser, read)
    page.goto(url)
    taken, later = page.evaluate(f"Promise.all([bench.first, {then}])")
    settle(page)
    page.context.close()
    return taken, later


def press_time(page: Page, slider: str) -> float:
    """Milliseconds from a key press on the slider to the change."""
    page.bring_to_front()
    page.focus(slider)
    page.evaluate("bench.arm()")
    page.keyboard.press("ArrowRight")
    taken = page.evaluate("bench.next")
    page.wait_for_timeout(1200)
    return taken


def count_payload(page: Page) -> list[int]:
    """A list that fills with the size of each message that the page's websocket receives."""
    session, sizes = page.context.new_cdp_session(page), []

    def received(event):
        text = event["response"]["payloadData"]
        binary = event["response"]["opcode"] == 2
        sizes.append(len(text) * 3 // 4 if binary else len(text))

    session.on("Network.webSocketFrameReceived", received)
    session.send("Network.enable")
    return sizes


@dataclass(frozen=True)
class Way:
    """Where a hand moves to and fro: from (x, y) by `stride` px at a time, `count` times."""

    x: float
    y: float
    stride: float
    count: int = MOST


def from_middle(page: Page, selector: str) -> Way:
    """From the middle of what is to be dragged."""
    x, y = middle(page, selector)
    return Way(x, y, STRIDE)


def along(page: Page, slider: str) -> Way:
    """Along a slider, in strides that each lead to another stop: else there is nothing to draw."""
    thumb = middle(page, f"{slider} >> xpath=../..")
    track = page.locator(f"{slider} >> xpath=../../..").first.bounding_box()
    stops = page.locator(slider).first.evaluate("e => (e.max - e.min) / (e.step || 1)")
    stride = max(STRIDE, 1.05 * track["width"] / stops)
    count = min(MOST, int((track["width"] - stride) / stride))
    way = count * stride
    lowest, highest = track["x"] + stride / 2, track["x"] + track["width"] - stride / 2 - way
    return Way(min(highest, max(lowest, thumb[0] - way / 2)), thumb[1], stride, count)


def drag(page: Page, way: Way, drawn: str) -> tuple[float, float, int]:
    """Take hold with the mouse and drag to and fro: frames with something new, and all of them.

    Per second; with the number of messages that the page sent meanwhile. drawn: a script that says
    what has been drawn.
    """
    sent: list[dict] = []
    watch = page.context.new_cdp_session(page)
    watch.on("Network.webSocketFrameSent", lambda frame: sent.append(frame))
    watch.send("Network.enable")
    page.bring_to_front()
    page.mouse.move(way.x, way.y)
    page.mouse.down()
    page.wait_for_timeout(200)
    page.evaluate(
        f"""(way) => {{
            bench.found = bench.count({1000 * SECONDS}, () => {drawn});
            bench.lead({1000 * SECONDS}, ...way);
        }}""",
        [way.x, way.y, way.stride, way.count],
    )
    fresh, every = page.evaluate("bench.found")
    count = len(sent)
    page.mouse.up()
    page.wait_for_timeout(1500)
    watch.detach()
    return fresh / SECONDS, every / SECONDS, count


def middle(page: Page, selector: str) -> tuple[float, float]:
    place = page.locator(selector).first
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def measure_drags(browser: Browser, app: str) -> dict[str, dict]:
    """Drags of the start, of a slider of each kind, and of the step that is seen line by line.

    Beside that of the same walk on an empty page.
    """
    empty = open_page(browser, "null")
    empty.goto(ANCHOR.as_uri())
    anchor, rate, _ = drag(empty, from_middle(empty, "canvas"), "drawn")
    empty.context.close()
    found = {"anchor": {"fresh": anchor, "frames": rate}}
    for key, link in {"start": "surface=rosenbrock", **DRAGS, **SCRUB}.items():
        page = open_page(browser, PAINTED)
        page.goto(f"{app}/{'anatomy' if key in SCRUB else ''}?{link}")
        page.evaluate("bench.first")
        settle(page)
        page.wait_for_selector(".player[data-view]")
        page.click(".player-end")
        page.wait_for_timeout(1000)
        knob = f".st-key-{key.replace('.', '-')} input[type=range]"
        own = {"start": ".player-grip", "step": ".player-bar .player-slider"}
        way = from_middle(page, own[key]) if key in own else along(page, knob)
        fresh, rate, sent = drag(page, way, LINES if key in SCRUB else MOVED)
        found[key] = {"fresh": fresh, "frames": rate, "sent": sent, "ratio": fresh / anchor}
        page.context.close()
    return {"drags": found}


def measure_moves(browser: Browser, app: str) -> dict[str, float]:
    """From a key press to the frame that shows what it did: each slider's first, and then Adam's.

    Beside that of the empty page that walks as well.
    """
    player, plain = open_page(browser, MOVED), open_page(browser, "document.body.dataset.drawn")
    player.goto(app + COMPARISON)
    settle(player)
    player.wait_for_selector(".player[data-view]")
    player.click(".player-end")
    plain.goto(ANCHOR.as_uri())
    times = {"app": [], "bare": []}
    times["first"] = [press_time(player, SLIDER.format(run)) for run in RUNS]
    for _ in range(MOVES):
        times["app"].append(press_time(player, SLIDER.format("adam")))
        times["bare"].append(press_time(plain, "input[type=range]"))
    player.context.close()
    plain.context.close()
    return {
        "move_ms": statistics.median(times["app"]),
        "move_bare_ms": statistics.median(times["bare"]),
        "move_first_ms": statistics.median(times["first"]),
        "moves": times,
    }


def measure_bytes(browser: Browser, app: str) -> dict[str, float]:
    """Bytes over the websocket for a move, after its release: on the wire and unpacked."""
    with relay(app) as between:
        page = open_page(browser, PAINTED)
        page.goto(between.url + COMPARISON)
        page.evaluate("bench.first")
        settle(page)
        page.wait_for_timeout(2000)
        sizes = count_payload(page)

        def counted(act: Callable[[], object]) -> tuple[int, int]:
            before = between.received, sum(sizes)
            act()
            page.wait_for_timeout(2500)
            settle(page)
            return between.received - before[0], sum(sizes) - before[1]

        moves = [
            counted(lambda: page.press(SLIDER.format("adam"), "ArrowRight"))
            for _ in range(BYTE_MOVES)
        ]
        page.context.close()
    return {
        "move_bytes": statistics.median(wire for wire, _ in moves),
        "move_bytes_unpacked": statistics.median(payload for _, payload in moves),
    }


def measure_playback(browser: Browser, app: str) -> dict[str, float]:
    """Frames per second while playing, against those of a page that does nothing."""
    empty = open_page(browser, "null")
    empty.goto("about:blank")
    idle = empty.evaluate(f"bench.rate({1000 * SECONDS})")
    empty.context.close()
    page = open_page(browser, PAINTED)
    page.goto(app + COMPARISON)
    page.evaluate("bench.first")
    settle(page)
    page.wait_for_timeout(1000)
    play(page)
    flat = page.evaluate(f"bench.rate({1000 * SECONDS})")
    page.click(".player-views [data-view=landscape]")
    page.wait_for_selector(".player[data-view=landscape]")
    page.wait_for_timeout(1000)
    play(page)
    page.evaluate(COUNT)
    deep = page.evaluate(f"bench.rate({1000 * SECONDS})")
    drawn = page.evaluate("bench.drawn") / SECONDS
    page.context.close()
    return {"frames": flat, "frames_idle": idle, "frames_deep": min(deep, drawn)}


def play(page: Page) -> None:
    """Play from the start, slowly enough not to end while the frames are counted."""
    page.select_option(".player-speed", "0.5")
    page.click(".player-start")
    page.click(".player-play")


def measure_loads(browser: Browser, app: str, bare: str) -> dict[str, float]:
    """First loads of both apps in turn."""
    times = {"app": [], "controls": [], "bare": []}
    for _ in range(LOADS):
        painted, controls = load_time(browser, app, PAINTED, CONTROLS % SLIDER.format(RUNS[-1]))
        plain, _ = load_time(browser, bare, TEXT)
        for name, taken in {"app": painted, "controls": controls, "bare": plain}.items():
            times[name].append(taken)
    return {
        "load_ms": statistics.median(times["app"]),
        "load_controls_ms": statistics.median(times["controls"]),
        "load_bare_ms": statistics.median(times["bare"]),
        "loads": times,
    }


def table(found: dict) -> str:
    """The figures beside what they are to reach."""
    frame = 1000 / found["frames_idle"]
    late = found["move_first_ms"] - found["move_bare_ms"]
    playing = found["frames"] / found["frames_idle"]
    load, controls = (found[f"load_{n}ms"] / found["load_bare_ms"] for n in ("", "controls_"))
    goals = dict.fromkeys(SCRUB, 0.9)
    rows = [
        (
            f"drag {key}: new {'lines' if key in SCRUB else 'paths'} / empty page",
            f"{drag['ratio']:.2f}",
            f">= {goals.get(key, 0.95)}",
            drag["ratio"] >= goals.get(key, 0.95),
        )
        for key, drag in found["drags"].items()
        if key != "anchor"
    ]
    asked = sum(drag.get("sent", 0) for drag in found["drags"].values())
    rows += [
        ("  messages to the server meanwhile", f"{asked}", "0", asked == 0),
        ("  empty page, new paths", f"{found['drags']['anchor']['fresh']:.1f} /s", "", None),
        ("first press of a slider -> painted", "{move_first_ms:.0f} ms", "", None),
        ("  later ones", "{move_ms:.0f} ms", "", None),
        ("  the empty page's", "{move_bare_ms:.0f} ms", "", None),
        ("  first, more than that", f"{late:.0f} ms", f"<= {frame:.0f}", late <= frame),
        (
            "bytes on the wire after release",
            "{move_bytes:.0f}",
            "<= 40000",
            found["move_bytes"] <= 40_000,
        ),
        ("  unpacked", "{move_bytes_unpacked:.0f}", "", None),
        ("playback, six panels", "{frames:.1f} /s", "", None),
        ("  an empty page", "{frames_idle:.1f} /s", "", None),
        ("  ratio", f"{playing:.2f}", ">= 0.9", playing >= 0.9),
        ("playback in 3-D", "{frames_deep:.1f} /s", ">= 10", found["frames_deep"] >= 10),
        ("page load -> paths painted", "{load_ms:.0f} ms", "", None),
        ("  the bare app's -> text", "{load_bare_ms:.0f} ms", "", None),
        ("  ratio", f"{load:.2f}", "<= 1.3", load <= 1.3),
        ("  all controls on the screen, ratio", f"{controls:.2f}", "<= 2.0", controls <= 2.0),
    ]
    lines = [f"{'what':44} {'measured':>12} {'to reach':>12}"]
    for what, value, goal, reached in rows:
        verdict = "" if reached is None else "  yes" if reached else "  NO"
        lines.append(f"{what:44} {value.format(**found):>12} {goal:>12}{verdict}")
    return "\n".join(lines)


def main() -> None:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        app = stack.enter_context(serve(folder / "app.txt")).url
        bare = stack.enter_context(serve(folder / "bare.txt", HERE / "bare_app.py")).url
        browser = launch(stack.enter_context(sync_playwright()))
        found = {"python": platform.python_version(), "browser": browser.version}
        load_time(browser, app, PAINTED)  # the server's own first time is not the visitor's
        load_time(browser, bare, TEXT)
        found |= measure_drags(browser, app)
        found |= measure_moves(browser, app)
        found |= measure_bytes(browser, app)
        found |= measure_playback(browser, app)
        found |= measure_loads(browser, app, bare)
        browser.close()
    print(table(found))
    keep("player", found)


if __name__ == "__main__":
    main()
