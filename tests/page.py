"""A page of the app as the visitor with a link finds it, without a browser."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from ui.frame.frame import LABS, file

APP = Path(__file__).resolve().parents[1] / "app.py"


def opened(page: str = "compare", **link: str | list[str]) -> AppTest:
    """The page, opened with the settings of the link; no exception was raised."""
    app = AppTest.from_file(str(APP), default_timeout=120)
    for key, value in link.items():
        app.query_params[key] = value
    if page != "compare":  # which app.py opens on
        app.switch_page(file(page))
    for player in ("compare", "training", *LABS):
        app.session_state[f"{player}.complete"] = True  # as a browser says
    app.run()
    assert not app.exception
    return app


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
