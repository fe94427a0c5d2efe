"""A rule is typed in a real browser, equals the built-in, is broken, and goes out by a link."""

import csv
import re
from importlib.util import find_spec
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.app import GO_BACK, follow, settle, visit
from tests.browser.compare import link
from tests.browser.serving import Server
from ui.frame.setting import packed
from ui.frame.text import catalogue

if find_spec("torch"):
    from tests.export.test_export import run_together

MOMENTUM = "v = gamma*v + g\ntheta = theta - lr*v"
BARE = "m = beta1*m + (1 - beta1)*g\nv = beta2*v + (1 - beta2)*g**2\n"
BARE += "theta = theta - lr*m/(sqrt(v) + eps)"
NAME = {"en": "Own rule 1", "zh": "自写算法 1"}
MOMENTUM_NAME = {"en": "Momentum", "zh": "动量法"}
UNKNOWN = {"en": "Is gamma meant?", "zh": "gamma"}


def write(page: Page, text: str) -> None:
    field = page.locator(".st-key-own1 textarea")
    field.fill(text)
    field.press("Control+Enter")


def cells(page: Page, name: str) -> list[str]:
    """The numbers of a run in the table."""
    row = page.get_by_role("row").filter(has=page.get_by_role("cell", name=name, exact=True))
    expect(row).to_have_count(1)
    return row.get_by_role("cell").all_inner_texts()[1:]


@pytest.mark.parametrize("lang", NAME)
def test_momentum_from_nothing_and_out_by_a_link(page: Page, server: Server, new_page, lang: str):
    page.emulate_media(reduced_motion="reduce")
    visit(page, f"{server.url}/?lang={lang}&surface=ravine&steps=50&runs=momentum")
    page.get_by_test_id("stButtonGroup").get_by_text(NAME[lang], exact=True).click()
    page.locator(".st-key-own1 textarea").wait_for()
    write(page, MOMENTUM.replace("gamma", "gama"))
    error = page.get_by_test_id("stAlert")
    expect(error).to_contain_text(UNKNOWN[lang])
    write(page, MOMENTUM)
    expect(error).to_have_count(0)
    assert cells(page, NAME[lang]) == cells(page, MOMENTUM_NAME[lang])
    page.wait_for_url(re.compile("own1="))

    student = new_page(reduced_motion="reduce")
    visit(student, page.url)
    expect(student.locator(".st-key-own1 textarea")).to_have_value(MOMENTUM)
    assert cells(student, NAME[lang]) == cells(page, MOMENTUM_NAME[lang])
    if find_spec("torch"):
        table = taken(student, lang, "take.csv").read_text("utf-8").splitlines()
        paths = csv.DictReader(line for line in table if not line.startswith("# "))
        ends = {row["run"]: (float(row["x"]), float(row["y"])) for row in paths}
        (told,) = run_together([taken(student, lang, "take.script").read_text("utf-8")])
        printed = dict(line.split("\t", 1) for line in told.splitlines())
        assert printed.keys() == ends.keys() == {"momentum", "own1"}
        for run, end in printed.items():
            assert [*map(float, end.split("\t"))] == pytest.approx(ends[run], rel=1e-12)


def taken(page: Page, lang: str, name: str) -> Path:
    """The file that the button `name` offers."""
    button = page.get_by_role("button", name=catalogue(lang)[name])
    button.wait_for()
    with page.expect_download() as download:
        button.click()
    return Path(download.value.path())


@pytest.mark.parametrize("lang", NAME)
def test_without_its_correction_adams_first_step_is_longer(
    page: Page, server: Server, new_page, tmp_path: Path, lang: str
):
    page.emulate_media(reduced_motion="reduce")
    visit(page, f"{server.url}/?lang={lang}&surface=bowl&steps=1&runs=adam,own1&adam.lr=0.1")
    write(page, BARE)
    page.wait_for_url(re.compile("own1=.+"))
    follow(page, f"{page.url}&own1.lr=0.1")
    assert link(page)["own1.lr"] == "0.1"
    bare, adam = (float(cells(page, name)[0]) for name in (NAME[lang], "Adam"))
    assert bare < adam  # of two downhill steps of the bowl the longer one ends lower
    # On a saved page the rule walks on, and its own slider turns it.
    with page.expect_download() as download:
        page.click(".player-page")
    download.value.save_as(tmp_path / "own.html")
    alone = new_page(offline=True)
    alone.goto((tmp_path / "own.html").as_uri())
    alone.click(".player-end")
    value = alone.locator("[data-run=own1] .player-value")
    expect(value).to_have_text(cells(page, NAME[lang])[0])
    alone.locator(".player-dial", has_text=f"{NAME[lang]} η").locator("input").press("ArrowRight")
    expect(value).not_to_have_text(cells(page, NAME[lang])[0])


@pytest.mark.parametrize(
    "read, unread",
    [
        (f"runs=adam,own1&own1={packed(MOMENTUM)}", f"runs=adam,own1&own1={packed('theta = h')}"),
        ("surface=custom&f=x*x%2By*y", "surface=custom&f=x*z"),
    ],
    ids=["rule", "formula"],
)
def test_a_link_that_cannot_be_read_shows_nothing_of_the_one_before(
    page: Page, server: Server, new_page, read: str, unread: str
):
    visit(page, f"{server.url}/?lang=en&{read}")
    expect(page.locator("table")).to_have_count(1)
    settle(page)
    page.evaluate(GO_BACK, f"{server.url}/?lang=en&{unread}")
    expect(page.get_by_test_id("stAlert")).to_have_count(1)
    settle(page)
    stranger = new_page()
    stranger.goto(f"{server.url}/?lang=en&{unread}")
    for part in ("[data-testid=stAlert]", "table"):
        shown = page.locator(part).all_inner_texts()
        expect(stranger.locator(part)).to_have_text(shown, use_inner_text=True)
    painted = page.locator("[data-painted]").count()
    expect(stranger.locator("[data-painted]")).to_have_count(painted)
