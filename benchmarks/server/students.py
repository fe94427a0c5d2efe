"""Students who turn a knob every two seconds: over the bare protocol, and in real browsers."""

import asyncio
import random
import threading
import time
import urllib.request
from dataclasses import dataclass, field

from playwright.sync_api import Error, sync_playwright
from websockets.exceptions import WebSocketException

from optimizers import HYPERS
from tests.browser.app import visit as look_at
from tests.browser.chromium import LAPTOP, launch
from tests.visitor import Answer, FailedError, Visitor, visit

PERIOD = 2.0  # s between two moves of a session
KNOB = "adam.lr"
STOPS = [f"{stop:g}" for stop in HYPERS["lr"].stops if 1e-3 <= stop <= 1]
PATIENCE = 60.0  # s
TROUBLE = (FailedError, OSError, TimeoutError, WebSocketException)
# Milliseconds from the key press until the new paths are painted.
NEXT_PICTURE = """
() => new Promise((done, fail) => {
  let pressed = 0;
  const player = document.querySelector(".player");
  const before = player.dataset.painted;
  addEventListener("keydown", () => (pressed = performance.now()), { capture: true, once: true });
  new MutationObserver((_, observer) => {
    if (player.dataset.painted === before) return;
    observer.disconnect();
    done(performance.now() - pressed);
  }).observe(player, { attributes: true });
  setTimeout(() => fail(new Error("no new picture")), 60_000);
})
"""


@dataclass
class Tally:
    """What was measured, in seconds, and what went wrong.

    back: from the loss of a server until a session is served again. late: moves that came later
    than their turn, because the answer before took longer than PERIOD.
    """

    opened: list[float] = field(default_factory=list)
    figures: list[float] = field(default_factory=list)
    finished: list[float] = field(default_factory=list)
    painted: list[float] = field(default_factory=list)
    back: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    late: int = 0


def cookies(url: str) -> str:
    """What a browser would send back after its first request."""
    with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
        values = answer.headers.get_all("Set-Cookie") or []
    return "; ".join(value.partition(";")[0] for value in values)


@dataclass
class Student:
    """One session over the protocol; when it is cut off, its link opens it again."""

    url: str
    number: int
    tally: Tally
    page: Visitor | None = None
    cookie: str = ""

    @property
    def link(self) -> dict[str, str]:
        """A start of one's own: no two sessions share a path that the server may keep."""
        return {"rosenbrock.x": f"{-1.2 + 0.003 * self.number:.4g}"}

    async def open(self, settings: dict[str, str]) -> Answer:
        """Open the page from its link."""
        self.cookie = self.cookie or await asyncio.to_thread(cookies, self.url)
        options = {"cookie": self.cookie, "earlier": self.page}
        self.page, answer = await visit(self.url, settings, **options)
        self._judge(answer)
        return answer

    async def attend(self, end: float) -> None:
        """Turn the knob every PERIOD until the event loop's clock says `end`."""
        clock, dice = asyncio.get_running_loop().time, random.Random(self.number)
        due = clock() + dice.uniform(0, PERIOD)
        while due < end:
            settings = dict(self.page.settings)
            try:
                if await self._cut_off(due - clock()):
                    raise FailedError("the connection was cut")
                stop = dice.choice([s for s in STOPS if s != settings.get(KNOB)])
                settings[KNOB] = stop
                answer = await self.page.slide(KNOB, stop)
                self._judge(answer)
                self.tally.figures.append(answer.figure)
                self.tally.finished.append(answer.finished)
            except TROUBLE as trouble:
                await self._come_back(settings, trouble)
            due += PERIOD
            if clock() > due:
                self.tally.late += 1
                due = clock()

    async def _cut_off(self, seconds: float) -> bool:
        """Wait for so long; true, at once, if the connection ends meanwhile."""
        try:
            await asyncio.wait_for(self.page.socket.wait_closed(), max(0.0, seconds))
        except TimeoutError:
            return False
        return True

    async def _come_back(self, settings: dict[str, str], trouble: Exception) -> None:
        clock = asyncio.get_running_loop().time
        cut = clock()
        while clock() < cut + PATIENCE:
            try:
                await self.open(settings)
            except TROUBLE as again:
                trouble = again
                await asyncio.sleep(0.25)
            else:
                self.tally.back.append(clock() - cut)
                return
        self.tally.errors.append(f"not served again: {trouble!r}")

    def _judge(self, answer: Answer) -> None:
        self.tally.errors += answer.exceptions
        if answer.figure is None:
            raise FailedError("no figure came")

    async def picture(self) -> str:
        """What the link alone shows, in a session of its own."""
        page, _ = await visit(self.url, self.page.settings)
        await page.socket.close()
        return page.figure


def browse(url: str, count: int, ready: threading.Barrier, seconds: float, tally: Tally) -> None:
    """Turn the knob in `count` tabs of a real browser, from when all are ready."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        tabs = [browser.new_context(viewport=LAPTOP).new_page() for _ in range(count)]
        try:
            for number, tab in enumerate(tabs):
                look_at(tab, f"{url}/?rosenbrock.x={0.5 + 0.01 * number:.4g}&autoplay=0")
                tab.wait_for_selector(".player[data-painted]", timeout=1000 * PATIENCE)
        finally:
            ready.wait()
        dice, end = random.Random(0), time.monotonic() + seconds
        while time.monotonic() < end:
            turn = time.monotonic() + PERIOD
            for tab in tabs:
                try:
                    tally.painted.append(_press(tab, dice.choice(["ArrowLeft", "ArrowRight"])))
                except Error as trouble:
                    tally.errors.append(f"in the browser: {trouble.message}")
            time.sleep(max(0.0, turn - time.monotonic()))
        browser.close()


def _press(tab, key: str) -> float:
    knob = tab.locator(".st-key-adam-lr input[type=range]").first
    waiting = tab.evaluate_handle(f"() => ({{ picture: ({NEXT_PICTURE})() }})")
    knob.press(key)
    return waiting.evaluate("(it) => it.picture") / 1000
