"""The picture follows a slider while it moves, and the server says the same afterwards."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.compare import compare, ink, link, repainted, stand
from tests.browser.serving import Server

REACH = ".player[data-reach='{}']"


def handle(page: Page, name: str):
    """The slider of that name in the link, as far as it has a keyboard's focus."""
    return page.locator(f".st-key-{name.replace('.', '-')} input[type=range]")


def shown(page: Page) -> tuple[str, str]:
    """η and the last loss of Adam, as the picture says it."""
    title = page.locator("[data-run=adam]")
    return tuple(title.locator(f".player-{part}").inner_text() for part in ("detail", "value"))


@pytest.fixture
def ready(page: Page, server: Server) -> Page:
    """Compare at the end of its paths, with the mouse on Adam's η."""
    compare(page, server.url)
    stand(page, 300)
    page.locator(".st-key-adam-lr [data-testid=stSlider]").hover()
    expect(page.locator(REACH.format("adam.lr"))).to_be_attached(timeout=60_000)
    return page


def test_a_path_follows_the_slider_while_it_is_dragged(ready: Page):
    page, sent = ready, []
    watch = page.context.new_cdp_session(page)
    watch.on("Network.webSocketFrameSent", lambda frame: sent.append(frame))
    watch.send("Network.enable")
    thumb = page.locator(".st-key-adam-lr [data-testid=stSliderThumbValue]")
    box = handle(page, "adam.lr").locator("xpath=../..").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    seen = {shown(page)}
    for k in range(1, 7):
        page.mouse.move(x - 5 * k, y)
        eta = thumb.inner_text()
        expect(page.locator("[data-run=adam] .player-detail")).to_have_text(f"η {eta}")
        seen.add(shown(page))
    assert len(seen) >= 5
    assert not sent, "while it is dragged, the server is not asked"
    repainted(page, page.mouse.up)
    assert sent
    expect(page).to_have_url(re.compile(rf"adam\.lr={re.escape(eta)}(&|$)"))
    row = page.locator("[class*=st-key-facts-run] tr", has=page.get_by_text("Adam", exact=True))
    expect(row).to_contain_text(shown(page)[1])


def test_only_the_turned_run_moves(ready: Page):
    before = ink(ready)
    repainted(ready, lambda: handle(ready, "adam.lr").press("ArrowLeft"))
    after = ink(ready)
    assert [k for k in range(6) if before[k] != after[k]] == [4]


def test_many_presses_end_where_the_slider_ends(ready: Page):
    knob = handle(ready, "adam.lr")
    for _ in range(20):
        knob.press("ArrowLeft", delay=10)
    eta = knob.get_attribute("aria-valuetext")
    expect(ready.locator("[data-run=adam] .player-detail")).to_have_text(f"η {eta}")
    expect(ready).to_have_url(re.compile(rf"adam\.lr={re.escape(eta)}(&|$)"))
    row = ready.locator("[class*=st-key-facts-run] tr", has=ready.get_by_text("Adam", exact=True))
    expect(row).to_contain_text(shown(ready)[1])


def test_a_mark_takes_the_path_along(page: Page, server: Server):
    compare(page, server.url, "sgd.lr=0.0001")
    stand(page, 300)
    before = ink(page)[0]
    page.get_by_role("button", name=re.compile("stable up to .*start")).first.click()
    page.wait_for_function(
        "() => document.querySelector('[data-run=sgd] .player-detail').textContent !== 'η 0.0001'"
    )
    assert ink(page)[0] != before
    assert "sgd.lr" in link(page)


def test_a_slider_in_a_fold_is_followed_too(page: Page, server: Server):
    compare(page, server.url, "lock=adam.beta1")  # opens the fold
    stand(page, 300)
    knob = handle(page, "adam.beta1")
    knob.focus()
    expect(page.locator(REACH.format("adam.beta1"))).to_be_attached(timeout=60_000)
    before = ink(page)
    repainted(page, lambda: knob.press("ArrowLeft"))
    after = ink(page)
    assert [k for k in range(6) if before[k] != after[k]] == [4]
