"""The frame around every page: title, language, navigation."""

from functools import partial
from pathlib import Path

import streamlit as st

from ui.frame import later, link, lock, put
from ui.frame.draw import draw
from ui.frame.form import Form
from ui.frame.setting import Language
from ui.frame.text import LANGUAGES, browser_language, reads_traditional, speak, t

ASSETS = Path(__file__).parents[2] / "assets"
ICON = (ASSETS / "icon.svg").read_text("utf-8")
PAGE, BARE = ((ASSETS / f"{name}.css").read_text("utf-8") for name in ("page", "bare"))
PAGES = ("compare", "network", "anatomy", "maps", "lessons", "practice", "slideshow")
"""The pages in the order of the navigation, the first being the one the app opens on."""
LABS = ("minibatch", "sparse", "decay", "rotation")
"""The laboratories, which share an entry of the navigation."""
PROJECTOR = "present"
"""The page that only a link leads to."""


def navigate():
    """Draw the language switch and the navigation; before a page has been complete, see `surround`.

    The page to run, and the place beside the language switch; None on a bare page, which has none.
    """
    st.session_state["framed"] = True
    later.begin()
    link.begin()
    lock.begin()
    _configure()
    form = Form()
    choice = Language(
        "lang",
        "Language / 语言",
        browser_language(),
        list(LANGUAGES),
        reads=LANGUAGES.__getitem__,
        look="buttons",
        bare=True,
    )
    lang = form.add(choice)
    corner = None
    if not lock.bare():
        row = {"horizontal": True, "vertical_alignment": "center", "gap": "small"}
        with st.sidebar, st.container(key="corner", **row):
            later.later(partial(draw, form))
            corner = st.container(width="content")
    speak(lang)
    if corner is not None and lang == "zh" and reads_traditional():
        st.sidebar.caption(t("app.simplified"))
    page = _navigation(shown=later.at_once())
    here, st.session_state["page"] = st.session_state.get("page"), page.url_path
    st.session_state["arrived"] = here != page.url_path
    put.arrive() if arrived() else put.link_again()
    if arrived() and link.settings() and link.returned() is None:
        link.follow()
    return page, corner


def arrived() -> bool:
    """Whether the visitor has just come to this page, by a link or from another page."""
    return st.session_state.get("arrived", True)


def controls(under):
    """Where a page's controls stand: in the sidebar, on a bare page `under` its picture."""
    return under if lock.bare() else st.sidebar


def surround() -> None:
    """The page is complete: draw what has waited for that, if anything has."""
    if not later.at_once():
        _navigation(shown=True)
        later.draw_waiting()


def _configure() -> None:
    st.set_page_config(page_icon=ICON, layout="wide")
    st.html(f"<style>{PAGE}{BARE if lock.bare() else ''}</style>")


def _navigation(shown: bool = False):
    first, *others = PAGES
    # The page the app opens on is served at the root; a link may name it all the same.
    opening = [_page(first, "root", default=True), _page(first, visibility="hidden")]
    pages = [*opening, *map(_page, others), _page(PROJECTOR, visibility="hidden")]
    return st.navigation(
        {"": pages, t("nav.labs"): list(map(_page, LABS))},
        position="top" if shown and not lock.bare() else "hidden",
    )


def _page(name: str, path: str | None = None, **settings):
    # No icon: the browser would fetch it from a font server to show it in its tab.
    title = t(f"nav.{name}")
    return st.Page(file(name), title=title, url_path=path or name, **settings)


def file(name: str) -> str:
    """The file of a page, as Streamlit's links name it."""
    return f"pages/{name}.py"


def through_app() -> None:
    """Start again through app.py if this page runs without it.

    A server with a folder named `pages` lets the first deep link run the page alone, until
    st.navigation has been called once.
    """
    if "framed" not in st.session_state:
        _configure()
        _navigation()
        st.rerun()
