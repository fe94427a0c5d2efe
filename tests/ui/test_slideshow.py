"""A slide show as text: what is read of it, what is left out, what is written again."""

import re
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from lessons.slides import slides
from tests.page import again, opened
from ui.frame.setting import packed, unpacked
from ui.parts.slideshow import KEY, LONGEST, LONGEST_TITLE, MOST, Item, moved, parsed, written
from ui.present.deck import listed_deck
from ui.present.slide import read_slide

HOME = "http://class.example:8501"
TEXT = """
# A ravine
> Which of the two
> will be first?
compare?surface=ravine&runs=sgd,adam

# Words alone

http://class.example:8501/network?net.show=plateau
/present?slide=4-first-to-rest
?surface=bowl
"""


def test_a_list_is_read_and_written():
    items = parsed(TEXT, HOME)
    assert [item.page for item in items] == ["compare", "", "network", "present", "compare"]
    assert [item.title for item in items] == ["A ravine", "Words alone", "", "", ""]
    assert items[0].words == "Which of the two\nwill be first?"
    assert items[2].query == "net.show=plateau"
    again = parsed(written(items), "http://elsewhere.example")
    assert [(i.title, i.words, i.page, i.query) for i in again] == [
        (i.title, i.words, i.page, i.query) for i in items
    ]
    assert written(again) == written(items)


def test_signs_of_full_width_are_the_same():
    plain = "# 峡谷\n> 谁先到？\ncompare"
    assert parsed(plain.replace("#", "＃").replace(">", "＞"), HOME) == parsed(plain, HOME)


def test_an_app_below_a_path_knows_its_links():
    (own, foreign) = parsed("http://h/app/network?a=1\nhttp://h/other?a=1", "http://h/app")
    assert (own.page, own.query) == ("network", "a=1")
    assert foreign.problem == "foreign"


@pytest.mark.parametrize(
    "link, problem",
    [
        ("https://evil.example/compare?surface=bowl", "foreign"),
        ("//evil.example/compare", "foreign"),
        ("http://class.example:8501@evil.example/compare", "foreign"),
        ("javascript:alert(1)", "foreign"),
        ("data:text/html,<script>alert(1)</script>", "foreign"),
        ("file:///etc/passwd", "foreign"),
        ("http://[", "broken"),
        ("what is this", "broken"),
        ("../../secret?x=1", "broken"),
        ("<img src=x onerror=alert(1)>", "broken"),
        ("maps?map=basins", "page"),
        ("rotation?rotation.phi=1", "page"),
    ],
)
def test_what_is_no_slide_is_told_apart(link: str, problem: str):
    (item,) = parsed(link, HOME)
    assert item.page is None
    assert item.problem == problem
    assert written([item]).strip() == link


def test_a_list_has_bounds():
    deck = listed_deck("compare\n" * (2 * MOST), lambda names: names[0])
    assert len(deck.slides) == MOST
    (item,) = parsed(f"# {'x' * 10_000}\ncompare", HOME)
    assert len(read_slide(item).title) == LONGEST_TITLE
    assert unpacked(packed("z" * (LONGEST + 1)), LONGEST) is None


def test_what_is_not_shown_is_not_lost_either():
    items = [Item(title=f"{k} {'x' * 200}", words="y" * 2000) for k in range(MOST + 5)]
    again = parsed(written(moved(items, 1, 1)), HOME)
    assert [again[k] for k in (0, 2, 1, *range(3, MOST + 5))] == items


@pytest.mark.parametrize("more", [0, 1])
def test_a_list_that_is_too_long_says_so(more):
    app = opened("slideshow", lang="en", show=packed("compare\n" * (MOST + more)))
    assert [f"has {MOST + 1}" in warning.value for warning in app.warning] == [True] * more


def test_items_are_moved():
    items = parsed("compare?a=1\ncompare?a=2\ncompare?a=3", HOME)
    for place, by, order in ((0, 1, "213"), (2, -1, "132"), (1, 0, "13")):
        assert "".join(item.query[-1] for item in moved(items, place, by)) == order


def test_the_course_has_a_title_before_each_lesson_and_every_experiment_once():
    order = list(slides().values())
    for before, after in pairwise(order):
        assert before.lesson is after.lesson or after.shown is None
    for lesson in {slide.lesson for slide in order}:
        shown = [slide.shown for slide in order if slide.lesson is lesson]
        networks = {key for keys in lesson.networks.values() for key in keys}
        assert set(shown) == {None, *lesson.claims, *lesson.questions, *networks}
        assert len(shown) == len(set(shown))


def test_a_button_moves_a_slide_in_the_text_as_it_was_typed_meanwhile():
    """A browser says both at once: what was typed, and the button that took the focus from it."""
    app = opened("slideshow", lang="en", show=packed("compare?f=1\n\ncompare?f=2"))
    app.text_area("show").set_value("# Typed\n\ncompare?f=1\n\ncompare?f=2\n\ncompare?f=3")
    app.button("slideshow.down.0").click().run()
    items = parsed(app.text_area("show").value, HOME)
    assert [item.title or item.query for item in items] == ["Typed", "f=2", "f=1", "f=3"]


def test_a_list_that_is_full_says_so_before_anything_is_added():
    app = opened("compare", surface="bowl")
    assert not app.button("collect").disabled
    app.session_state[KEY] = "# words\n" * (LONGEST // 8)
    again(app)
    assert app.button("collect").disabled
    assert str(LONGEST) in app.button("collect").help


def test_the_link_of_the_longest_show_passes_the_web_server():
    """With its usual room for a line of the request, nginx refuses a link of 8 KB."""
    site = Path(__file__).parents[2] / "deploy" / "nginx" / "site.conf"
    room = re.search(r"large_client_header_buffers \d+ (\d+)k;", site.read_text())
    chance = Random(0)
    text = "".join(chr(chance.randrange(0x4E00, 0x9FA5)) for _ in range(LONGEST))
    assert 8 * 1024 < len(packed(text)) < int(room[1]) * 1024 - 1000
