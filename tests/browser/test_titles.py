"""Titles over the panels: whatever the width, a name may be shortened, a number is whole."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from lessons import Claim
from lessons.slides import slides
from tests.browser.app import eventually, sized
from tests.browser.chromium import LAPTOP

WIDTHS = [320, 390, 600, 768, 960, 1280, 1600, 1920]
SEVERAL = next(
    key
    for key, slide in slides().items()
    if isinstance(slide.shown, Claim) and len(slide.shown.experiment.runs) == 3
)
LINKS = {
    "rotation": ("autoplay=0", "rotation"),
    "A/B": ("autoplay=0&twice=adam,sgd,momentum&momentum.a.lr=0.00012", ""),
    "slide": (f"slide={SEVERAL}", "present"),
}
CUT = """() => [...document.querySelectorAll(".player-title")].flatMap((title) => {
    const stage = title.closest(".player").getBoundingClientRect();
    const frame = title.getBoundingClientRect();
    const parts = [...title.querySelectorAll(".player-detail, .player-value")];
    return parts.flatMap((part, i) => {
        const box = part.getBoundingClientRect();
        const cut = part.scrollWidth > part.clientWidth + 1
            || box.left < frame.left - 1 || box.right > frame.right + 1
            || box.right > stage.right + 1
            || (i > 0 && box.left < parts[i - 1].getBoundingClientRect().right);
        return part.offsetWidth && cut ? [`${title.dataset.run}: ${part.textContent}`] : [];
    });
})"""
CLASH = """() => {
    const titles = [...document.querySelectorAll(".player-title")];
    const boxes = titles.map((title) => [title.dataset.run, title.getBoundingClientRect()]);
    const meet = (p, q) => p.left < q.right - 1 && q.left < p.right - 1
        && p.top < q.bottom - 1 && q.top < p.bottom - 1;
    return boxes.flatMap(([a, p], i) =>
        boxes.slice(i + 1).flatMap(([b, q]) => (meet(p, q) ? [`${a} on ${b}`] : [])));
}"""


def cut(page: Page) -> list[str]:
    """Numbers in titles that are cut or overlap, and titles that lie on one another."""
    return [*page.evaluate(CUT), *page.evaluate(CLASH)]


@pytest.mark.parametrize("link", LINKS)
def test_numbers_are_whole_at_every_width(kept_page: Callable[..., Page], link: str):
    page = kept_page(*LINKS[link])
    page.locator(".player-scrub").evaluate(
        "bar => { bar.value = bar.max; bar.dispatchEvent(new Event('input')); }"
    )
    with sized(page, LAPTOP):
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            page.wait_for_timeout(300)
            eventually(page, lambda: not cut(page))
            assert cut(page) == [], width
            titles = page.locator(".player-title").count()
            assert titles == page.locator(".player-value").count() > 1
