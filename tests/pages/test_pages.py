"""Every page opens in both languages, whatever the link says; Compare bears its sliders' ends."""

import pytest
from streamlit.testing.v1 import AppTest

from optimizers import OPTIMIZERS
from surfaces import SURFACES
from tests.page import opened, tables, unfold
from ui.frame.frame import LABS, PAGES
from ui.frame.text import LANGUAGES, catalogue

HOSTILE = (
    "<script>alert(1)</script>",
    "**bold** [x](javascript:alert(1))",
    "'; DROP TABLE runs; --",
    "../../etc/passwd",
    "{surface}",
    "$\\frac{1}{0}$",
    "\u202e\x00" + "`" * 5,
    "漢" * 3000,
)
BAD = {
    "surface": ("unknown", "", *HOSTILE),
    "runs": ("sgd,unknown", "SGD"),
    "steps": ("-5", "1e9", "nan", "ten"),
    "adam.lr": ("abc", "-1", "0", "inf", "nan", "1e99"),
    "adam.beta1": ("1", "2"),
    "rosenbrock.x": ("abc", "nan", "inf", "1e30"),
    "noise": ("-1", "x"),
    "seed": ("-1", "x"),
    "schedule": ("never",),
    "rates": ("wrong",),
    "curve": ("banana",),
    "view": ("xyz", HOSTILE[0]),
    "arrows": ("perhaps",),
    "autoplay": ("2",),
}
FIRST = next(iter(OPTIMIZERS))
ALL = {"runs": ",".join(OPTIMIZERS)}


def warnings(app: AppTest) -> str:
    return "\n".join(warning.value for warning in app.warning)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", [*PAGES, *LABS])
def test_a_page_opens(page: str, lang: str):
    app = opened(page, lang=lang)
    assert not app.warning
    assert not app.error
    assert app.main.children


def test_an_unknown_language_in_the_link_is_not_used():
    app = opened(lang="xx")
    assert "`lang=xx`" in warnings(app)


@pytest.mark.parametrize(("key", "value"), [(key, bad) for key in BAD for bad in BAD[key]])
def test_a_bad_setting_is_named_and_the_default_used(key: str, value: str, usual):
    app = opened(**{key: value})
    assert f"`{key}=" in warnings(app)
    assert rows(app) == usual


@pytest.fixture(scope="module")
def usual() -> list[list[str]]:
    """The table of the page with all its defaults."""
    return rows(opened(surface="rosenbrock"))


def rows(app: AppTest) -> list[list[str]]:
    """The cells of the page's table."""
    return tables(app)[0][1:]


def test_many_bad_settings_are_all_named():
    link = {key: values[0] for key, values in BAD.items()}
    said = warnings(opened(**link))
    assert all(f"`{key}=" in said for key in link)


@pytest.mark.parametrize("key", SURFACES)
def test_every_surface_can_be_compared(key: str):
    app = opened(surface=key, **ALL)
    assert not app.warning
    assert len(rows(app)) == len(OPTIMIZERS)


@pytest.mark.parametrize("end", [0, -1], ids=["low", "high"])
@pytest.mark.parametrize("key", OPTIMIZERS)
def test_the_ends_of_every_slider_are_borne(key: str, end: int, caplog):
    app = unfold(opened(runs=key))
    names = [slider.key for slider in app.select_slider]
    own = {f"{key}.{name}" for name in OPTIMIZERS[key].defaults}
    assert set(names) >= own
    for name in own if key != FIRST else names:  # what all runs share is turned alone once
        usual = by_key(app, name).value
        put(app, name, end).run()
        assert not app.exception, name
        by_key(app, name).set_value(usual)
    for name in names:
        put(app, name, end)
    app.run()
    assert not app.exception
    assert not app.warning
    # Of what is logged, only Streamlit's word about running without a server is no complaint.
    logged = {record.getMessage() for record in caplog.records}
    assert not {text for text in logged if "streamlit run" not in text}


def by_key(app: AppTest, key: str):
    return next(slider for slider in app.select_slider if slider.key == key)


def put(app: AppTest, key: str, end: int):
    """The slider, moved to one end of what it offers."""
    slider = by_key(app, key)
    return slider.set_value(float(slider.options[end]))


def test_no_optimizer_at_all_is_a_page_too():
    app = opened(runs="sgd")
    pills = next(group for group in app.button_group if group.key == "runs@en.0")
    pills.set_value([]).run()
    assert not app.exception
    assert not tables(app)


def test_all_diverged_is_said_with_the_step():
    link = {f"{key}.lr": "10" for key in ("sgd", "momentum")}
    app = opened(runs="sgd,momentum", surface="rosenbrock", **link)
    last = [row[-1] for row in rows(app)]
    assert all(cell.isdigit() for cell in last)


def test_a_start_outside_the_view_is_used(usual):
    app = opened(**{"rosenbrock.x": "-9", "rosenbrock.y": "20"})
    assert not app.warning
    assert rows(app) != usual


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_noise_sgd_is_called_by_its_name(lang: str):
    said = catalogue(lang)["compare.plain_sgd"]
    assert any(said in caption.value for caption in opened(lang=lang).caption)
    assert said not in [caption.value for caption in opened(lang=lang, noise="0.5").caption]
