"""The picture follows a hand by itself, and says what the server says once the hand is off."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Error, Locator, Page, expect

from tests.browser.app import settle
from tests.browser.compare import (
    compare,
    ink,
    redrawn,
    repainted,
    slider,
    stand,
    start,
    table,
    thumb,
    values,
)
from tests.browser.forked import serve
from tests.browser.hand import MOVED, SLIDE, changes, listening
from tests.browser.serving import free_port

APP, LINE = '[data-testid="stApp"]', "data-test-connection-state"


def grip(page: Page, panel: int = 0) -> tuple[float, float]:
    box = page.locator(".player-grip").nth(panel).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def row(page: Page, name: str) -> Locator:
    return page.locator("[class*=st-key-facts-run] tr", has=page.get_by_text(name, exact=True))


def agree(page: Page) -> None:
    """The titles say the losses of the table."""
    stand(page, int(page.locator(".player-scrub").get_attribute("max")))
    for key, name in {"sgd": "SGD", "adam": "Adam", "adamw": "AdamW"}.items():
        expect(row(page, name)).to_contain_text(values(page)[key])


@pytest.fixture
def ready(kept_page: Callable[[str], Page]) -> Page:
    """Compare as the test before has left it, at the end of its paths."""
    page = kept_page("surface=rosenbrock")
    stand(page, 300)
    return page


def test_a_path_follows_the_slider_while_it_is_dragged(ready: Page):
    page = ready
    x, y = thumb(page, "adam.lr")
    before = ink(page)
    with listening(page) as sent:
        page.mouse.move(x, y)
        page.mouse.down()
        assert changes(page, lambda k: page.mouse.move(x - 6 * k, y), patience=SLIDE) >= 5
        eta = slider(page, "adam.lr").get_attribute("aria-valuetext")
        expect(page.locator("[data-run=adam] .player-detail")).to_have_text(f"η {eta}")
        after = ink(page)
        assert [k for k in range(6) if before[k] != after[k]] == [4], "only the turned run moves"
        assert not sent, "while it is dragged, the server is not asked"
        repainted(page, page.mouse.up)
        assert sent
    page.wait_for_url(re.compile(rf"adam\.lr={re.escape(eta)}(&|$)"))
    agree(page)


def test_all_paths_follow_the_start(ready: Page):
    page = ready
    x, y = grip(page)
    before, seen, said = ink(page), values(page), page.url
    with listening(page) as sent:
        page.mouse.move(x, y)
        page.mouse.down()
        assert changes(page, lambda k: page.mouse.move(x + 4 * k, y - 3 * k)) == 6
        held = values(page)
        assert all(a != b for a, b in zip(before, ink(page), strict=True))
        assert held != seen
        assert not sent
        repainted(page, page.mouse.up)
    stand(page, 300)
    assert values(page) == held, "the server comes to the same"
    start(page, said)
    agree(page)


def test_the_keyboard_moves_the_start(ready: Page):
    page = ready
    page.locator(".player-grip").first.focus()
    with listening(page) as sent:
        assert changes(page, lambda k: page.keyboard.down("ArrowRight"), 3) == 3
        assert not sent
        repainted(page, lambda: page.keyboard.up("ArrowRight"))
    page.wait_for_url(re.compile(r"rosenbrock\.x="))
    agree(page)


def test_escape_puts_the_start_back_and_the_server_hears_nothing(ready: Page):
    page, before, said = ready, values(ready), ready.url
    (x, y), keys, mouse = grip(ready), ready.keyboard, ready.mouse

    def back() -> None:
        keys.press("Escape")
        expect(page.locator("[data-run=sgd] .player-value")).to_have_text(before["sgd"])
        assert values(page) == before

    with listening(page) as sent:
        mouse.move(x, y)
        mouse.down()
        assert changes(page, lambda k: mouse.move(x + 4 * k, y - 3 * k), 2) == 2
        assert values(page) != before
        back()
        mouse.move(x + 30, y)
        mouse.up()
        page.locator(".player-grip").first.focus()
        assert changes(page, lambda _: keys.down("ArrowRight"), 2) == 2
        assert values(page) != before
        back()
        keys.up("ArrowRight")
        page.locator(".player-stage").focus()  # what leaves the focus is told at once
        assert grip(page) == (x, y)
        assert values(page) == before
        assert not sent
    assert page.url == said


def test_ten_moves_in_a_second_end_where_the_slider_ends(ready: Page):
    knob = slider(ready, "adam.lr")
    knob.scroll_into_view_if_needed()
    for _ in range(10):
        knob.press("ArrowLeft", delay=10)
        ready.wait_for_timeout(80)
    eta = knob.get_attribute("aria-valuetext")
    expect(ready.locator("[data-run=adam] .player-detail")).to_have_text(f"η {eta}")
    ready.wait_for_url(re.compile(rf"adam\.lr={re.escape(eta)}(&|$)"))
    agree(ready)


FOLLOWED = {
    "surface=ravine&rates=same": ("steps", "lr", "ravine.kappa"),
    "schedule=exponential&lock=adam.beta1,noise,exponential.fade": (
        *("adam.beta1", "noise", "exponential.fade"),
    ),
    "surface=regression&runs=sgd,adam&noise=0.5": ("steps", "regression.batch"),
    "surface=sparse&runs=sgd,adam": ("sparse.p",),
}
"""Sliders of every kind, by a link that shows them in the sidebar, or locked at the picture."""


@pytest.mark.parametrize(
    ("query", "key"), [(query, key) for query, keys in FOLLOWED.items() for key in keys]
)
def test_every_kind_of_slider_is_followed(kept_page: Callable[[str], Page], query: str, key: str):
    page = kept_page(query)
    page.click(".player-end")
    x, y = thumb(page, key)
    far = max(40, slider(page, key).locator("xpath=../../..").bounding_box()["width"] / 5)
    before = ink(page)
    with listening(page) as sent:
        moved = page.evaluate(MOVED)
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x - far, y)
        page.mouse.move(x + far, y)
        page.wait_for_function(f"{MOVED} > {moved}")
        if not redrawn(page, before, 10):  # the slider ends here
            page.mouse.move(x - far, y)
            assert redrawn(page, before)
        assert not sent
        repainted(page, page.mouse.up)
    settle(page)


def test_what_is_chaotic_is_the_servers_after_release(kept_page: Callable[[str], Page]):
    rates = "adam.lr=3&sgd.lr=1&adamw.lr=5"
    page = kept_page(f"surface=two_wells&runs=sgd,adam,adamw&{rates}")
    stand(page, 300)
    x, y = grip(page)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y - 30, steps=8)
    repainted(page, page.mouse.up)
    settle(page)
    agree(page)
    assert table(page)


@pytest.mark.parametrize("lab", ["minibatch", "rotation", "sparse", "decay"])
def test_a_laboratory_follows_its_sliders(kept_page: Callable[..., Page], lab: str):
    page = kept_page("", lab)
    slider(page, f"{lab}.noise").wait_for(state="attached")
    page.click(".player-end")
    x, y = thumb(page, f"{lab}.noise")
    with listening(page) as sent:
        page.mouse.move(x, y)
        page.mouse.down()
        assert changes(page, lambda k: page.mouse.move(x + 45 * k, y), 1) == 1
        assert not sent
        repainted(page, page.mouse.up)


def test_two_players_on_a_page_follow_their_own_hand(kept_page: Callable[..., Page]):
    page = kept_page("lesson=4", "lessons")
    page.locator(".player[data-step]").nth(1).wait_for(state="attached")
    settle(page)
    counts = "[...document.querySelectorAll('.player')].map((p) => +(p.dataset.moved ?? 0))"
    knobs = page.locator("[data-testid=stMain] [data-testid=stSlider] input[type=range]")
    knobs.first.scroll_into_view_if_needed()
    before = page.evaluate(counts)
    knobs.first.press("ArrowRight")
    page.wait_for_function(f"{counts}.some((n, k) => n > {before}[k])")
    assert sum(a != b for a, b in zip(before, page.evaluate(counts), strict=True)) == 1


def test_a_drag_across_a_page_change_harms_nothing(kept_page: Callable[[str], Page]):
    page = kept_page("surface=rosenbrock&runs=sgd,adam")
    stand(page, 300)
    x, y = grip(page)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 20, y, steps=4)
    page.get_by_role("link", name="Lessons").first.dispatch_event("click")
    page.mouse.move(x + 40, y, steps=4)
    page.wait_for_url(re.compile("lessons"))
    page.mouse.up()
    settle(page)
    page.locator(".player[data-painted]").first.wait_for(state="attached")


def test_the_picture_goes_on_while_the_server_is_down(
    new_page: Callable[..., Page], tmp_path: Path
):
    """The server is killed in the middle of a drag; another takes over and has the last word."""
    page, port, faults = new_page(watched=False), free_port(), []

    def note(error: Error) -> None:
        faults.append(str(error))

    page.on("pageerror", note)
    with serve(tmp_path / "first.txt", port=port) as server:
        compare(page, server.url, "surface=rosenbrock&lang=en")
        stand(page, 300)
        x, y = grip(page)
        page.mouse.move(x, y)
        page.mouse.down()
        assert changes(page, lambda k: page.mouse.move(x + 4 * k, y), 2) == 2
    page.locator(f'{APP}:not([{LINE}="CONNECTED"])').wait_for(state="attached")
    assert changes(page, lambda k: page.mouse.move(x + 8 + 4 * k, y)) == 6
    with serve(tmp_path / "second.txt", port=port):
        page.locator(f'{APP}[{LINE}="CONNECTED"]').wait_for(state="attached")
        settle(page)
        page.mouse.up()
        # Told at once and 4, 12 and 28 s later.
        page.wait_for_url(re.compile(r"rosenbrock\.x="), timeout=120_000)
        settle(page)
        agree(page)
    page.remove_listener("pageerror", note)
    assert faults == []
