"""The picture goes first: a page sends all else when the visitor's browser shows the paths."""

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from player.page import COMPLETE
from tests.browser.forked import serve
from tests.browser.serving import Server
from tests.goldens.seen import sent
from tests.loop import run
from tests.page import first_sight, opened, said, stand, tables
from tests.visitor import PAGE, call, visit
from ui.frame.frame import file
from ui.frame.text import LANGUAGES, catalogue

SLIDER = "adam.lr"
SHARE = catalogue("en")["share.button"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_controls_come_when_the_picture_stands(lang):
    app = first_sight(lang=lang)
    assert catalogue(lang)["surface.ravine.name"] in said(app)
    assert not app.select_slider
    assert not tables(app)
    stand(app)
    assert tables(app)
    assert SLIDER in [slider.key for slider in app.select_slider]


def test_the_first_page_sends_its_controls_before_all_that_is_read():
    app = first_sight(lang="en")
    app.session_state[f"compare{COMPLETE}"] = True
    app.run()
    assert SLIDER in [slider.key for slider in app.select_slider]
    assert not tables(app) and not formulas(app)
    assert tables(stand(app))


@pytest.mark.parametrize(("surface", "waits"), [("ravine", True), ("rastrigin", False)])
def test_a_formula_comes_after_the_picture_if_that_moves_nothing(surface, waits):
    app = first_sight(lang="en", surface=surface)
    assert bool(formulas(app)) is not waits
    assert len(formulas(stand(app))) == 1


@pytest.mark.parametrize("page", ["compare", "rotation", "anatomy", "maps"])
def test_what_came_late_stands_where_it_does_ever_after(page):
    app = opened(page, lang="en")
    late = [said(app), kinds(app)]
    app.run()
    assert [said(app), kinds(app)] == late


def formulas(app: AppTest) -> list[str]:
    return [text.value for text in app.markdown if r"\displaystyle f" in text.value]


def kinds(app: AppTest) -> list[str]:
    """What kind of element stands in each place of the page, the sidebar first."""
    return [element.type for block in (app.sidebar, app.main) for element in block]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("page", "later"),
    [("lessons", "lesson.holds"), ("anatomy", "anatomy.rule_written")],
)
def test_what_stands_below_the_picture_comes_when_it_stands(page, later, lang):
    app = first_sight(page, lang=lang)
    assert sent(app, "player")
    assert not app.select_slider
    assert catalogue(lang)[later] not in said(app)
    assert catalogue(lang)[later] in said(stand(app))
    assert app.select_slider


@pytest.mark.parametrize(
    "link", [{"adam.lr": "nonsense"}, {"lock": "nonsense"}, {"runs": "nobody"}]
)
def test_what_is_ignored_of_a_link_is_said_once_all_is_there(link):
    app = first_sight(lang="en", **link)
    assert not app.warning
    (value,) = link.values()
    assert value in stand(app).warning[0].value


def test_a_wrong_formula_is_said_at_once_with_its_field():
    app = first_sight(lang="en", surface="custom", f="x +")
    assert app.error
    assert [field.key for field in app.text_input] == ["f"]


def test_a_formula_that_is_corrected_leaves_the_controls_where_they_are():
    app = first_sight(lang="en", surface="custom", f="x +")
    app.text_input[0].set_value("x^2 + y^2").run()
    assert not app.exception and not app.error
    assert [field.key for field in app.text_input] == ["f"]
    assert SLIDER in [slider.key for slider in app.select_slider]
    assert tables(app)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app, started once for this file."""
    with serve(tmp_path_factory.mktemp("whole") / "log.txt") as running:
        yield running


def test_a_server_that_takes_over_sends_all_at_once(server):
    async def meet() -> None:
        visitor, _ = await visit(server.url, {})
        assert SLIDER in visitor.widgets
        figure = visitor.figure
        await visitor.socket.close()
        another = await call(server.url, {}, earlier=visitor)
        await another.ask()
        assert {SLIDER, PAGE} <= another.widgets.keys()
        assert another.waits is None
        assert another.figure == figure
        await another.socket.close()

    run(meet())


@pytest.mark.parametrize("link", [{}, {SLIDER: "0.05", "runs": "adam,sgd"}])
def test_the_paths_of_the_first_picture_are_those_of_the_controls(server, link):
    async def look() -> None:
        visitor = await call(server.url, link)
        first = await visitor.ask()
        assert first.figure is not None
        assert SLIDER not in visitor.widgets
        figure = visitor.figure
        await visitor.load()
        assert SLIDER in visitor.widgets
        assert visitor.figure == figure
        await visitor.socket.close()

    run(look())


def test_a_page_that_waits_is_not_handed_out_yet():
    app = first_sight(lang="en")
    assert not app.button
    stand(app)
    assert SHARE in [button.label for button in app.button]


def test_a_page_that_is_gone_to_is_handed_out_when_its_picture_stands():
    app = opened(lang="en")
    app.switch_page(file("anatomy"))
    (share,) = [button for button in app.run().button if button.label == SHARE]
    share.click().run()
    assert not app.select_slider and not app.code
    assert stand(app).code


def test_a_wait_that_was_broken_off_is_forgotten():
    app = opened(lang="en")
    app.session_state["document.waits"] = "training"
    app.run()
    assert SHARE in [button.label for button in app.button]


def test_the_pages_are_named_once_the_first_one_stands(server):
    async def read() -> None:
        visitor = await call(server.url, {"lang": "en"})
        first = await visitor.ask()
        assert first.entries == []
        whole = await visitor.load()
        assert catalogue("en")["nav.maps"] in whole.entries
        assert (await visitor.ask()).entries == whole.entries
        await visitor.socket.close()

    run(read())


@pytest.mark.parametrize(("link", "named"), [({}, True), ({"lock": "surface"}, False)])
def test_a_page_that_waits_for_nothing_names_the_others_at_once(server, link, named):
    async def read() -> None:
        visitor = await call(f"{server.url}/maps", {"lang": "en", **link})
        for _ in range(2):
            answer = await visitor.ask()
            assert (catalogue("en")["nav.lessons"] in answer.entries) is named
        await visitor.socket.close()

    run(read())
