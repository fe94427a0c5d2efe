"""The Compare page as the browser tests handle it: open it, wait for paint, read the player."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, expect

from tests.browser.app import eventually, settle, visit

RUNS = ("sgd", "momentum", "adagrad", "rmsprop", "adam", "adamw")
PAINTED = "(document.querySelector('.player')?.dataset.painted ?? 0)"


@dataclass(frozen=True)
class Panel:
    """A panel on the screen: its rectangle in CSS px of the window, its ranges in data units."""

    left: float
    top: float
    width: float
    height: float
    x: tuple[float, float]
    y: tuple[float, float]

    def pixel(self, x: float, y: float) -> tuple[float, float]:
        """Where the point (x, y) is in the window."""
        (x0, x1), (y0, y1) = self.x, self.y
        return (
            self.left + (x - x0) / (x1 - x0) * self.width,
            self.top + (y1 - y) / (y1 - y0) * self.height,
        )

    @property
    def unit(self) -> tuple[float, float]:
        """The size of a pixel in data units."""
        return (self.x[1] - self.x[0]) / self.width, (self.y[1] - self.y[0]) / self.height


def compare(page: Page, url: str, query: str = "surface=rosenbrock") -> None:
    """Open Compare with the link's `query`, and wait until all is on the screen."""
    visit(page, f"{url}/?{query}")
    expect(page.locator(".player[data-view]")).to_have_count(1, timeout=60_000)


def repainted(page: Page, act: Callable[[], object]) -> None:
    """Do something that brings new runs, and wait until they are on the screen."""
    before = int(page.evaluate(PAINTED))
    act()
    page.wait_for_function(f"before => {PAINTED} > before", arg=before, timeout=60_000)


def step(page: Page) -> int:
    return int(page.locator(".player").get_attribute("data-step"))


def slowly(page: Page) -> None:
    """Play at a speed at which no test comes to the end of the paths."""
    page.locator(".player-speed").evaluate(
        """speed => {
            speed.add(new Option("0.05"));
            speed.value = "0.05";
            speed.dispatchEvent(new Event("change"));
        }"""
    )


def redrawn(page: Page, before: list[str], patience: float = 60) -> bool:
    """Whether another picture than `before` comes, however long a frame takes."""
    return eventually(page, lambda: ink(page) != before, patience)


def stand(page: Page, at: int) -> None:
    """Pause, and go to the step `at`."""
    page.click(".player-start")
    page.locator(".player-scrub").fill(str(at))
    expect(page.locator(".player")).to_have_attribute("data-step", str(at))


def play(page: Page) -> Locator:
    """The button that plays and pauses."""
    return page.locator(".player-play")


def playing(page: Page) -> bool:
    return play(page).get_attribute("aria-label") == "Pause"


def panels(page: Page) -> list[Panel]:
    """All panels, where the player says that they are."""
    found = page.evaluate(
        """() => {
            const flat = document.querySelector(".player-flat");
            const { left, top } = flat.getBoundingClientRect();
            return JSON.parse(flat.dataset.panels).map((panel) =>
                ({ ...panel, left: left + panel.left, top: top + panel.top }));
        }"""
    )
    return [
        Panel(
            *(one[name] for name in ("left", "top", "width", "height")),
            x=(one["x0"], one["x1"]),
            y=(one["y0"], one["y1"]),
        )
        for one in found
    ]


def ink(page: Page) -> list[str]:
    """What is drawn over each panel, as a string that changes with it."""
    return page.evaluate(
        """() => {
            const canvas = document.querySelector(".player-stage .player-canvas:last-of-type");
            const ratio = canvas.width / canvas.clientWidth;
            const { panels } = document.querySelector(".player-flat").dataset;
            return JSON.parse(panels).map(({ left, top, width, height }) => {
                const box = [left, top, width, height].map((v) => v * ratio);
                const { data } = canvas.getContext("2d").getImageData(...box);
                let sum = 0;
                for (let i = 0; i < data.length; i += 1) sum = (sum * 31 + data[i]) % 4294967291;
                return String(sum);
            });
        }"""
    )


def values(page: Page) -> dict[str, str]:
    """Each run's loss at the step on show, as its title reads."""
    titles = page.locator(".player-title")
    return {
        title.get_attribute("data-run"): title.locator(".player-value").inner_text()
        for title in titles.all()
    }


def table(page: Page) -> list[str]:
    """The rows of the table under the player, after its head."""
    return page.locator("table").first.locator("tbody tr").all_inner_texts()


def slider(page: Page, key: str) -> Locator:
    """The slider that the link calls `key`."""
    return page.locator(f".st-key-{key.replace('.', '-')} input[type=range]")


def thumb(page: Page, key: str) -> tuple[float, float]:
    """Where the slider's thumb can be taken."""
    knob = slider(page, key)
    knob.scroll_into_view_if_needed()
    box = knob.locator("xpath=../..").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def link(page: Page) -> dict[str, str]:
    """The settings in the page's address."""
    return {key: held[-1] for key, held in parse_qs(urlsplit(page.url).query).items()}


def start(page: Page, before: str = "") -> tuple[float, float]:
    """The start that the address holds once it has been moved; before: the address until then."""
    expect(page).not_to_have_url(before)
    page.wait_for_url(re.compile(r"rosenbrock\.x=.*rosenbrock\.y=|rosenbrock\.y=.*\.x="))
    settle(page)  # x and y are written one after the other
    return float(link(page)["rosenbrock.x"]), float(link(page)["rosenbrock.y"])
