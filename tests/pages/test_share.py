"""Hand-outs: what a link opens with, and what a locked one leaves to the visitor."""

import re
from html import escape, unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from figures import letters
from locales import Texts
from optimizers import HYPERS, OPTIMIZERS
from tests.page import again, opened, said, tables
from ui.frame.frame import LABS
from ui.frame.text import LANGUAGES, catalogue
from ui.share.hand_out import address, embedding
from ui.share.site import SITE, named_site

CONTROLS = ("select_slider", "number_input", "selectbox", "toggle", "multiselect", "button_group")


def controls(app: AppTest) -> set[str]:
    """The link's names of all controls on the page."""
    drawn = [widget for kind in CONTROLS for widget in app.get(kind)]
    return {widget.key.partition("@")[0] for widget in drawn}


def runs(app: AppTest) -> dict[str, str]:
    """The table's rows: final loss by optimizer."""
    return {name: loss for name, loss, *_ in tables(app)[0][1:]}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_locked_link_shows_the_named_controls_and_no_others(lang):
    app = opened(lock="adam.lr,x", lang=lang)
    assert controls(app) == {"adam.lr", "rosenbrock.x"}
    assert not app.warning


def test_a_name_stands_for_all_keys_that_end_in_it():
    assert controls(opened(lock="lr", runs="sgd,adam")) == {"sgd.lr", "adam.lr"}


LOCKED = {
    "surface": "ravine",
    "ravine.kappa": "50",
    "ravine.y": "-0.5",
    "runs": "momentum,adam",
    "steps": "100",
    "momentum.gamma": "0.5",
    "noise": "0.1",
    "seed": "7",
    "curve": "distance",
    "arrows": "true",
    "schedule": "cosine",
    "cosine.floor": "0.01",
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_hidden_controls_have_the_values_of_the_link(lang):
    free, held = opened(**LOCKED, lang=lang), opened(**LOCKED, lang=lang, lock="adam.lr")
    assert controls(held) == {"adam.lr"}
    assert not held.warning
    assert runs(held) == runs(free)
    held.select_slider(key="adam.lr").set_value(0.5).run()
    momentum = catalogue(lang)["rule_name.momentum"]
    assert runs(held)[momentum] == runs(free)[momentum]
    assert runs(held)["Adam"] != runs(free)["Adam"]


def test_hidden_controls_do_not_listen_to_the_session():
    """Whatever the page's scripts may send, a hidden control is not in the session's hands."""
    app = opened(lock="adam.lr", **{"rosenbrock.x": "0.5"})
    before = runs(app)
    for key, value in {"rosenbrock.x": 1.9, "steps": 1, "sgd.lr": 1.0, "runs@en": ["sgd"]}.items():
        app.session_state[key] = value
    assert runs(app.run()) == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"steps": "2001"},
        {"steps": "1e9"},
        {"steps": "33.5"},
        {"seed": "-1"},
        {"rosenbrock.x": "nan"},
        {"rosenbrock.y": "1e6"},
        {"sgd.lr": "fast"},
        {"surface": "moon"},
        {"runs": "sgd,adams"},
        {"arrows": "perhaps"},
        {"view": "inside-out"},
        {"autoplay": "2"},
    ],
    ids=str,
)
def test_impossible_values_are_ignored_with_a_sentence_behind_a_lock(wrong):
    app = opened(lock="adam.lr", **wrong)
    assert runs(app) == runs(opened(lock="adam.lr"))
    ((key, value),) = wrong.items()
    assert f"`{key}={value}`" in app.warning[0].value


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_unknown_name_in_the_lock_is_ignored_with_a_sentence(lang):
    app = opened(lock="adam.lr,nonsense", lang=lang)
    assert controls(app) == {"adam.lr"}
    ignored = catalogue(lang)["app.ignored"].replace("{settings}", "`lock=nonsense`")
    assert [warning.value for warning in app.warning] == [ignored]
    assert not app.run().warning, "said once"


@pytest.mark.parametrize("lock", ["nonsense", "", ",", "nonsense,more", "lr;steps", "`![](x)`"])
def test_a_lock_that_names_no_control_is_lifted(lock):
    app = opened(lock=lock)
    assert controls(app) == controls(opened(surface="rosenbrock"))
    assert len(app.warning) == 1
    assert app.warning[0].value.count("`") == 2


@pytest.mark.parametrize("lock", ["adam.lr", "adam.lr,nonsense", "nonsense"])
def test_a_page_without_the_lock_has_every_control_again(lock):
    app = opened(surface="rosenbrock", lock=lock)
    del app.query_params["lock"]
    app.run()
    assert not app.exception
    assert controls(app) == controls(opened(surface="rosenbrock"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_locked_link_speaks_the_language_of_the_link(lang):
    app = opened(lock="lr", lang=lang)
    assert catalogue(lang)["surface.rosenbrock.teaches"] in said(app)


def handed_out(lang: str, **link: str) -> AppTest:
    """The page with the open hand-out, in which some controls are to be chosen."""
    app = opened(lang=lang, **link)
    label = catalogue(lang)["share.button"]
    share = next(button for button in app.button if button.label == label)
    app.session_state["share.some"] = True
    return share.click().run()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_share_says_when_nothing_is_chosen(lang, monkeypatch):
    # A second run asks for the options' names between the runs, where there is no link to read.
    monkeypatch.setattr("ui.frame.text.browser_language", lambda: lang)
    app = handed_out(lang, steps="100")
    assert [info.value for info in app.info] == [catalogue(lang)["share.nothing"]]
    assert "lock" not in parse_qs(urlsplit(app.code[0].value).query)


def test_share_offers_each_run_in_the_order_of_its_declaration():
    app = handed_out("en", runs=",".join(OPTIMIZERS))
    (free,) = (group for group in app.button_group if group.key == "share.free")
    of_runs = [
        f"{rule.name} {letters(HYPERS[name].symbol)}"
        for rule in OPTIMIZERS.values()
        for name in rule.defaults
    ]
    assert [title for title in free.options if title in of_runs] == of_runs


def test_the_locked_page_does_not_offer_to_share():
    label = catalogue("en")["share.button"]
    assert label in [button.label for button in opened().button]
    assert label not in [button.label for button in opened(lock="lr").button]


def test_the_link_holds_what_was_chosen_and_all_settings():
    settings = {"f": "x^2 & y=1", "steps": "100", "lock": "x", "autoplay": "1", "lang": "en"}
    link = address(
        "https://example.org/compare?old=1",
        settings,
        free=("adam.lr", "x"),
        autoplay=False,
        view="overlay",
        lang="zh",
    )
    assert urlsplit(link).path == "/compare"
    assert {key: value for key, (value,) in parse_qs(urlsplit(link).query).items()} == {
        "f": "x^2 & y=1",
        "steps": "100",
        "lang": "zh",
        "view": "overlay",
        "autoplay": "0",
        "lock": "adam.lr,x",
    }


def test_what_is_usual_is_not_in_the_link():
    assert address("https://example.org", {"lang": "en"}) == "https://example.org/"


def tasks(app: AppTest) -> list[str]:
    """The tasks on the page, as HTML."""
    found = [part.proto.body for part in app.get("html")]
    return [body for body in found if 'class="task"' in body]


TASKS = {
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "link": "[free](http://evil.example) ![](http://evil.example/x.png)",
    "latex": r"$\href{http://evil.example}{x}$ \(x\)",
    "marks": "**bold** `code` :material/home: :red[red]",
}


@pytest.mark.parametrize("task", TASKS.values(), ids=TASKS)
def test_a_task_is_shown_as_the_text_that_it_is(task):
    (body,) = tasks(opened(task=task, lock="adam.lr"))
    assert f'<bdi dir="auto">{escape(task)}</bdi>' in body


def test_a_task_cannot_turn_what_stands_around_it():
    (body,) = tasks(opened(task="a\u202eb\u2066c\u200f\n\td\u200de", lock="adam.lr"))
    assert '<bdi dir="auto">a b c d\u200de</bdi>' in body


def test_a_task_that_is_too_long_is_ignored_with_a_sentence():
    app = opened(task="x" * 10_000)
    assert not tasks(app)
    assert "`task=" in app.warning[0].value
    assert len(app.warning[0].value) < 200


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_run_says_whether_the_goal_is_met(lang):
    link = {
        "lang": lang,
        "surface": "ravine",
        "runs": "sgd,adam",
        "steps": "150",
        "lock": "adam.lr",
    }
    catalog = catalogue(lang)
    for goal, name in (("150", "task.met"), ("20", "task.open")):
        app = opened(**link, goal=goal)
        at = int(tables(app)[0][2][3])
        outcomes = catalog["task.at"].replace("{name}", "Adam").replace("{step}", str(at))
        sentence = catalog[name].replace("{steps}", goal).replace("{outcomes}", outcomes)
        assert sentence in said(app), "of what can be touched alone"


def test_a_reader_finds_back_to_the_teachers_setting():
    """After a reload, too: what the teacher set is in the link by then."""
    app = opened(runs="adam", task="Turn it.", **{"adam.lr": "0.2"})
    assert "task.back" not in [button.key for button in app.button]
    app.selectbox(key="surface@en").set_value("ravine").run()
    assert app.query_params["surface"] == "ravine"
    again = opened(**dict(app.query_params))
    for page in (app, again):
        page.button(key="task.back").click().run()
        assert page.selectbox(key="surface@en").value == "rosenbrock"
        assert page.select_slider(key="adam.lr").value == 0.2
        assert page.query_params["task"] == "Turn it."
        assert "taught" not in page.query_params


@pytest.mark.parametrize("page", ["compare", "network", "anatomy", "maps", "lessons", *LABS])
def test_every_page_with_settings_can_be_handed_out(page):
    app = sharing(page)
    assert catalogue("en")["share.task"] in [area.label for area in app.text_area]


def sharing(page: str, **link: str | list[str]) -> AppTest:
    """The page of a link, as it is being handed out."""
    app = opened(page, **link)
    app.session_state["share.asked"] = True
    return again(app)


def test_both_ends_of_a_range_are_handed_out():
    ends = ["0.01", "0.1"]
    app = sharing("maps", cells="8", **{"range.lr": ends})
    assert parse_qs(urlsplit(app.code[0].value).query)["range.lr"] == ends


def test_what_was_handed_out_is_handed_on():
    """A task, a goal and a picture that stands still are the first teacher's until changed."""
    given = {"task": "Turn it.", "goal": "150", "autoplay": "0", "view": "overlay"}
    app = sharing("compare", **given)
    link = {key: said[-1] for key, said in parse_qs(urlsplit(app.code[0].value).query).items()}
    assert given.items() <= link.items()


def site_alone() -> None:
    from ui.share.site import embed_from_site

    embed_from_site()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", ["lessons", "compare"])
def test_a_lesson_offers_its_experiments_of_a_site_that_is_named(page, lang, monkeypatch):
    monkeypatch.setattr("ui.share.site.texts", lambda: Texts(lang))
    monkeypatch.setenv(SITE, "https://example.org/course/")
    app = AppTest.from_function(site_alone)
    app.session_state["page"], app.query_params["lesson"] = page, "4"
    found = [re.findall(r'src="([^"]*)"', code.value) for code in app.run().code]
    expected = [f"https://example.org/course/{lang}/embed/4-agreeing-slopes.html"]
    assert found == ([expected] if page == "lessons" else [])


def test_the_line_that_embeds_a_page_holds_it_in_a_sandbox():
    line = embedding(address("https://example.org", {"f": 'x"<y'}, embed=True), 'a "title"')
    (source,) = re.findall(r'src="([^"]*)"', line)
    assert parse_qs(urlsplit(unescape(source)).query) == {"f": ['x"<y'], "embed": ["true"]}
    assert 'sandbox="allow-scripts allow-same-origin' in line
    assert line.count("<") == 2


def test_an_address_of_the_site_without_its_scheme_ends_the_program(monkeypatch):
    monkeypatch.setenv(SITE, "example.org/course")
    with pytest.raises(SystemExit, match=SITE):
        named_site()
