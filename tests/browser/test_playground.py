"""The playground of the site, as a file that was opened: typed, dragged, kept in its address."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from locales import Texts
from publish.assets import Assets
from publish.playground import playground_page
from tests.browser.axe import asked
from ui.frame.setting import packed

FORMULA = "x^4 - 3x^2 + y^2"
RULE = "v = gamma*v + g\ntheta = theta - lr*v"


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """The playground alone, in both languages."""
    folder = tmp_path_factory.mktemp("playground")
    assets = Assets()
    assets.write(folder)
    for lang in ("en", "zh"):
        page = playground_page(Texts(lang), "https://app.example.org")
        (folder / lang).mkdir()
        (folder / page.path).write_text(page.written(assets), "utf-8")
    return folder


@pytest.fixture
def opened(new_page: Callable[..., Page]) -> Callable[..., Page]:
    """A function that opens an address of the playground, and waits until its paths are painted."""

    def opens(address: str, **look) -> Page:
        page = new_page(reduced_motion="reduce", **look)
        page.goto(address)
        page.wait_for_selector(".player[data-painted]")
        return page

    return opens


def ends(page: Page) -> list[str]:
    """The values in the titles of the runs."""
    return page.locator(".player-title").all_inner_texts()


@pytest.mark.parametrize("low", [-1.5, 1.5])
def test_the_instruction_does_not_lie_on_the_ring_of_which_it_speaks(opened, folder, low: float):
    home = (folder / "en" / "playground.html").as_uri()
    page = opened(f"{home}#surface=custom&custom.y={low}&runs=sgd,momentum,adam,adamw")
    ring = page.locator(".player-grip").first.bounding_box()
    words = page.locator(".player-hint").bounding_box()
    assert words["y"] >= ring["y"] + ring["height"] or words["y"] + words["height"] <= ring["y"]


@pytest.mark.parametrize(
    ("lang", "named"),
    [("en", "Optimizers: SGD, Momentum, Adam"), ("zh", "优化器：SGD、动量法、Adam")],
)
def test_the_chosen_are_listed_as_the_language_does_it(opened, folder, lang: str, named: str):
    page = opened((folder / lang / "playground.html").as_uri())
    expect(page.locator("summary", has_text="Adam").first).to_have_text(named)


def test_what_is_chosen_is_in_the_address_and_comes_back(opened, folder):
    home = (folder / "en" / "playground.html").as_uri()
    page = opened(home)
    page.select_option(".playground-field select", "custom")
    page.fill(".playground-formula input[type=text]", FORMULA)
    for name in ("sgd", "adam"):
        page.click(f"[data-rule={name}]")
    page.click(".playground-add")
    page.fill("textarea", RULE)
    expect(page.locator(".playground-typeset p")).to_have_count(2)
    expect(page.locator(".player-title")).to_have_count(2)  # Momentum, built in and typed
    # The last loss, to its last digit.
    values = page.locator(".player-value")
    expect(values.last).to_have_text(values.first.inner_text())
    # The hand: a slider by the keyboard, the start by the keyboard.
    page.locator(".player-dial input").first.press("ArrowRight")
    page.locator(".player-grip").first.press("ArrowUp")
    page.wait_for_function(
        "/custom\\.y=/.test(location.hash) && /momentum\\.lr=/.test(location.hash)"
    )
    address, seen = page.url, ends(page)
    again = opened(address)
    expect(again.locator(".player-value")).to_have_text(values.all_inner_texts())
    assert again.input_value("textarea") == RULE
    # A text that will not do is told at once; what was there before stays.
    again.fill("textarea", "theta = theta - lr*gg")
    expect(again.locator("#own1-wrong")).to_contain_text("gg")
    again.fill(".playground-formula input[type=text]", "x +")
    expect(again.locator("#formula-wrong")).not_to_be_empty()
    assert ends(again) == seen
    # Other stops move a slider that stands on none of them.
    for value in ("0.3", "7"):
        again.fill("textarea", f"c: {value} in {value} 9\ntheta = theta - c * sign(g)")
        name = re.compile(r"\bc$")
        dial = again.locator(".player-dial", has=again.locator(".player-dial-name", has_text=name))
        expect(dial.locator(".player-dial-value")).to_have_text(value)


def test_another_language_keeps_what_is_chosen(opened, folder):
    page = opened((folder / "en" / "playground.html").as_uri() + "#surface=booth&runs=adam")
    page.locator(".player-dial input").first.press("ArrowRight")
    page.wait_for_function("/adam\\.lr=/.test(location.hash)")
    was = page.evaluate("location.hash")
    page.get_by_role("link", name="中文").click()
    page.wait_for_url(re.compile("/zh/"))
    page.wait_for_selector(".player[data-painted]")
    assert page.evaluate("location.hash") == was
    expect(page.locator(".playground-names")).to_have_text("Adam")


def test_what_was_wrong_is_forgotten_once_it_is_right_again(opened, folder):
    page = opened((folder / "en" / "playground.html").as_uri() + "#surface=custom&f=x^2&runs=sgd")
    formula, wrong = page.locator(".playground-formula input[type=text]"), "#formula-wrong"
    formula.fill("x^2 +")
    expect(page.locator(wrong)).to_contain_text("The picture shows x^2.")
    formula.fill("x^2")
    expect(page.locator(wrong)).to_be_empty()
    expect(formula).to_have_attribute("aria-invalid", "false")
    page.click(".playground-formula summary")
    side = page.locator("input[name=x0]")
    was = side.input_value()
    least = "at least 0.001 below"
    for value, said in (("1000", least), (was, None), ("-1001", "from −1000 to 1000"), (was, None)):
        side.fill(value)
        side.press("Tab")
        told = page.locator(wrong)
        expect(told).to_contain_text(said) if said else expect(told).to_be_empty()


def test_nothing_of_an_earlier_link_is_drawn(opened, folder):
    """Where the later one says what cannot be read: that is as if it had come first."""
    home = (folder / "en" / "playground.html").as_uri()
    broken = f"#surface=custom&f=x^2%2B&runs=sgd,own1&own1={packed('theta = theta - lr*gg')}"
    first = opened(home + broken)
    first.wait_for_selector(".player[data-view]")
    page = opened(home + f"#surface=custom&f=y^4&runs=sgd,own1&own1={packed(RULE)}")
    page.wait_for_selector(".player[data-view]")
    page.evaluate("(link) => (location.hash = link)", broken)
    expect(page.locator("#formula-wrong")).to_contain_text("shows x^4 - 3*x^2")
    expect(page.locator("#own1-wrong")).to_contain_text("gg")
    expect(page.locator(".player-title")).to_have_text(ends(first), use_inner_text=True)


def test_who_only_has_a_rule_that_cannot_be_read_has_chosen_one(opened, folder):
    """So nobody says that none is chosen."""
    home = (folder / "en" / "playground.html").as_uri()
    page = opened(f"{home}#runs=sgd,own1&own1={packed('x')}")
    page.click("[data-rule=sgd]")
    expect(page.locator(".player-empty")).to_contain_text("No optimizer runs.")


def test_the_address_keeps_what_was_chosen_last(opened, folder):
    """Though a rule that was chosen before takes longer to be written down than none."""
    home = (folder / "en" / "playground.html").as_uri()
    page = opened(f"{home}#surface=booth&runs=sgd,own1&own1={packed(RULE)}")
    page.evaluate(
        """() => {
            globalThis.kept = [];
            const keep = history.replaceState;
            history.replaceState = (...said) => (kept.push(said[2]), keep.apply(history, said));
            document.querySelector("[data-rule=sgd]").click();
            document.querySelector(".playground-drop").click();
        }"""
    )
    page.wait_for_function("kept.length")
    page.evaluate("new Promise((done) => setTimeout(done, 100))")
    assert page.evaluate("kept") == ["#surface=booth&runs="]


def test_the_focus_stays_among_the_rules(opened, folder):
    """On the button that was pressed; after its rule is gone, on the one that makes another."""
    page = opened((folder / "en" / "playground.html").as_uri())
    for _ in range(2):
        page.click(".playground-add")
    chips = page.locator(".playground-chip")
    order = chips.all_inner_texts()
    own = page.locator("[data-rule=own1]")
    own.press("Enter")
    expect(own).to_have_attribute("aria-pressed", "false")
    expect(own).to_be_focused()
    add = page.locator(".playground-add")
    add.focus()
    page.evaluate("document.querySelector('[data-rule=sgd]').click()")
    expect(add).to_be_focused()
    own.press("Enter")
    page.locator(".playground-editors input").first.fill("Mine")
    expect(own).to_have_text("Mine")
    page.locator(".playground-editors button").first.press("Enter")
    expect(own).to_have_count(0)
    expect(add).to_be_focused()
    assert chips.all_inner_texts() == [*order[:-3], *order[-2:]]


def test_a_rule_that_is_removed_takes_its_settings_along(opened, folder):
    """The next one, which has its name, began on them."""
    home = (folder / "en" / "playground.html").as_uri()
    page = opened(f"{home}#runs=own1&own1={packed('theta = theta - lr*g')}&own1.lr=10")
    values = page.locator(".player-dial", has_text="η").locator(".player-dial-value")
    expect(values).to_have_text("10")
    page.locator(".playground-drop").press("Enter")
    expect(values).to_have_count(0)
    page.locator(".playground-add").press("Enter")
    expect(values).to_have_text("0.001")


def test_of_two_links_the_later_is_shown(opened, folder):
    """Though an earlier one, which holds a rule, takes longer to be read."""
    page = opened((folder / "en" / "playground.html").as_uri())
    page.evaluate(
        """async (rule) => {
            location.hash = `surface=booth&runs=own1&own1=${rule}`;
            await new Promise((done) => setTimeout(done));
            location.hash = "surface=bowl&runs=adam";
            await new Promise((done) => setTimeout(done, 200));
        }""",
        packed(RULE),
    )
    expect(page.locator(".player-name")).to_have_text("Adam")
    assert page.evaluate("location.hash") == "#surface=bowl&runs=adam"


def test_a_copy_in_place_of_a_rule_is_undone(opened, folder):
    page = opened((folder / "en" / "playground.html").as_uri())
    page.click(".playground-add")
    lines = page.locator(".playground-editor textarea")
    page.keyboard.insert_text("theta = theta - g # ")
    own = lines.input_value()
    page.select_option(".playground-editor select", "adam")
    expect(lines).not_to_have_value(own)
    lines.press("ControlOrMeta+Z")
    expect(lines).to_have_value(own)


def test_another_surface_is_shown_and_kept_once(opened, folder):
    page = opened((folder / "en" / "playground.html").as_uri())
    page.evaluate(
        """() => {
            globalThis.kept = [];
            const keep = history.replaceState;
            history.replaceState = (...said) => (kept.push(said[2]), keep.apply(history, said));
        }"""
    )
    page.select_option(".playground-field select", "booth")
    page.wait_for_function("kept.length && /surface=booth/.test(location.hash)")
    page.evaluate("new Promise((done) => setTimeout(done, 100))")
    (kept,) = page.evaluate("kept")
    assert "booth.x" not in kept


def test_a_link_to_the_landscape_opens_it(opened, folder):
    address = (folder / "en" / "playground.html").as_uri()
    page = opened(f"{address}#surface=custom&f=x^2&runs=sgd&view=landscape")
    page.wait_for_selector(".player[data-view=landscape]")


@pytest.mark.parametrize(("lang", "scheme", "wide"), [("en", "light", 1280), ("zh", "dark", 390)])
def test_nonsense_is_told_and_axe_finds_nothing(opened, folder, lang, scheme, wide):
    address = (folder / lang / "playground.html").as_uri()
    size = {"width": wide, "height": 800}
    page = opened(
        f"{address}#surface=nowhere&own1=%00&adam.lr=9e9&zz=1&runs=own1,sgd",
        color_scheme=scheme,
        viewport=size,
    )
    expect(page.locator(".playground-note")).to_contain_text("adam.lr")
    assert len(ends(page)) == 6  # the usual ones
    page.goto(f"{address}#surface=custom&f=xx%2B&own1=S8&runs=sgd,adam")
    page.wait_for_selector("#formula-wrong:not(:empty)")
    if not page.locator(".playground-add").is_visible():
        page.locator("details summary").nth(1).click()
    page.click(".playground-add")
    assert page.evaluate("document.documentElement.scrollWidth") <= wide
    assert asked(page) == []
