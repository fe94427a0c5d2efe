"""A page of the app as the visitor with a link finds it, without a browser."""

from contextvars import copy_context
from pathlib import Path

from streamlit.testing.v1 import AppTest

from player.page import COMPLETE
from ui.frame.frame import file
from ui.frame.text import LANGUAGES, speak

APP = Path(__file__).resolve().parents[1] / "app.py"


def first_sight(page: str = "compare", **link: str | list[str]) -> AppTest:
    """The page, opened with the settings of the link, for a browser that shows nothing yet."""
    app = AppTest.from_file(str(APP), default_timeout=120)
    for key, value in link.items():
        app.query_params[key] = value
    if page != "compare":  # which app.py opens on
        app.switch_page(file(page))
    app.run()
    assert not app.exception
    return app


def stand(app: AppTest) -> AppTest:
    """The page with all its parts: what it waits for stands, as a browser says."""
    here = copy_context()
    # AppTest reads the options of the controls, which may come before the language switch does.
    asked = app.query_params.get("lang", "")
    here.run(speak, next((lang for lang in LANGUAGES if asked in (lang, [lang])), None))
    while waits := waiting(app):
        for key in waits:
            app.session_state[key] = True
        here.run(app.run)
        assert not app.exception
    return app


def waiting(app: AppTest) -> list[str]:
    """What the page waits for, as the session names it."""
    state = app.session_state.to_dict()
    return [key for key, known in state.items() if key.endswith(COMPLETE) and not known]


def opened(page: str = "compare", **link: str | list[str]) -> AppTest:
    """The page with all its parts, opened with the settings of the link."""
    return stand(first_sight(page, **link))


def again(app: AppTest) -> AppTest:
    """The page after something was done, with all its parts."""
    app.run()
    assert not app.exception
    return stand(app)


def unfold(app: AppTest) -> AppTest:
    """Open all that is folded: what has never been open is not drawn."""
    for box in app.expander:
        app.session_state[box.key] = True
    app.run()
    assert not app.exception
    return app


def tables(app: AppTest) -> list[list[list[str]]]:
    """The rows of every table of the page, its head first."""
    texts = [text.value for text in app.markdown if text.value.startswith("| ")]
    return [
        [line.strip("| ").split(" | ") for i, line in enumerate(text.splitlines()) if i != 1]
        for text in texts
    ]


def said(app: AppTest) -> str:
    """All texts of the page."""
    texts = (*app.title, *app.header, *app.markdown, *app.caption, *app.warning, *app.error)
    return "\n".join(text.value for text in texts)
