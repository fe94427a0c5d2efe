"""What a page needs of the browser beside its figures: a language, a memory, the reader's place."""

from typing import Any
from urllib.parse import unquote

import streamlit as st
from streamlit.components.v2 import component

from player.component import script, sealed

_page = component("page", js=script("page"), isolate_styles=False)
_file = component("file", js=script("file"), isolate_styles=False)
_progress = component("progress", js=script("progress"), isolate_styles=False)
_place = component("place", js=script("place"), isolate_styles=False)
_remember = component("memory", js=script("remember"), isolate_styles=False)

DOCUMENT, WAITS = "document", "document.waits"
"""In the session: the page's own component, and the player or the controls the page waits for."""
CONTROLS = ".controls"
"""After a player's name: what the page waits for are the controls that go with the picture."""
COMPLETE = ".complete"
"""In the session, after the name of what a page waits for: whether it has come to stand."""


def tend(lang: str, hears_back: bool) -> None:
    """Tell the browser the page's language, and let the keyboard scroll its wide tables.

    To be called when the page has run: if it has asked whether its picture `stands`, or whether its
    controls do, and they do not yet, the page runs again as soon as they do.
    lang: the code of the language, as HTML has it: a screen reader speaks, and a browser breaks
    lines and picks letters, by it.
    hears_back: whether the server hears of it when the browser goes back or forth within the page;
    if not, the browser opens the page anew.
    """
    part = st.session_state.pop(WAITS, None)
    said = _page(
        key=DOCUMENT,
        data=sealed({"lang": lang, "waits": part, "hears_back": hears_back}),
        default={"stands": None},
        height=1,
        on_stands_change=_nothing,
    )
    if part and _tells(said.stands, part):  # a browser whose server has been another until now
        st.rerun()


def stands(player: str) -> bool:
    """Whether the picture of `player` has come to stand on the visitor's screen."""
    return _stands(player)


def controls_stand(player: str) -> bool:
    """Whether the controls that go with the picture of `player` have come to stand, too."""
    return _stands(player + CONTROLS)


def _stands(part: str) -> bool:
    """Whether `part` stands; otherwise the page waits for it."""
    if _tells(st.session_state.get(DOCUMENT, {}).get("stands"), part):
        _mark(part)
    known = st.session_state.setdefault(f"{part}{COMPLETE}", False)
    if not known:
        st.session_state[WAITS] = part
    return known


def _tells(said: str | None, part: str) -> bool:
    """Whether a browser that has `said` what stands means that `part` does: controls come last."""
    return said in (part, part + CONTROLS)


def waits() -> bool:
    """Whether this run leaves out what the page sends when its picture, or its controls, stand."""
    return WAITS in st.session_state


def mark_complete(player: str) -> None:
    """Note that the page sends all its parts, whether or not the picture of `player` stands."""
    for part in (player, player + CONTROLS):
        _mark(part)


def _mark(part: str) -> None:
    st.session_state[f"{part}{COMPLETE}"] = True
    wait_for_nothing()


def wait_for_nothing() -> None:
    """The page waits for no picture; to be called before it runs, as a run may have broken off."""
    st.session_state.pop(WAITS, None)


def follow(key: str, store: dict[str, Any]) -> tuple[Any, bool]:
    """Have the browser keep `store`; what it knows beyond, if anything, and whether it keeps it.

    As soon as it knows more (from an earlier visit, or another tab), the page runs again.
    store: as `lessons.exercises.progress.Progress.written` has it; what comes back may be anything.
    """
    said = _progress(
        key=key,
        data=sealed({"store": store, "asks": True}),
        default={"store": None, "kept": True},
        height=1,
        on_store_change=_nothing,
        on_kept_change=_nothing,
    )
    return said.store, said.kept is not False


def keep(key: str, store: dict[str, Any]) -> None:
    """Have the browser keep `store` too: for a part of a page that runs alone."""
    _progress(key=key, data=sealed({"store": store, "asks": False}), height=1)


def text_files(
    key: str, label: str, accept: str, most: int, many: int = 4
) -> dict[str, str | None]:
    """A button by which the visitor opens text files; those just opened, name -> text.

    accept: their endings (".md,.txt"). most: bytes of a file; a larger one comes as None. many: how
    many at once. What comes back may be anything that a browser sends, within these bounds.
    """
    data = {"label": label, "accept": accept, "most": most, "many": many}
    said = _file(key=key, data=sealed(data), on_files_change=_nothing).files
    pairs = said.items() if isinstance(said, dict) else ()
    found = [(n, t) for n, t in pairs if isinstance(n, str) and (t is None or isinstance(t, str))]
    return {name: t if t is None or len(t) <= most else None for name, t in found[:many]}


def _nothing() -> None:
    """What is said is read where the component stands."""


def remember(key: str, **values: str) -> None:
    """Let the browser remember texts by their names; an empty text is forgotten.

    key: of this call on the page.
    """
    _remember(key=key, data=sealed({"values": values}), height=1)


def recall(name: str) -> str:
    """What the browser remembered under `name` when it opened this page; "" for nothing."""
    return unquote(st.context.cookies.get(name, ""))


def keep_place(lesson: str) -> None:
    """Let the browser remember the lesson, or the exercise, and the reader's place in it.

    One that is turned to is read from its beginning, one that is come back to from that place on.
    """
    _place(key="place", data=sealed({"lesson": lesson}), height=1)


_slide = component("slide", js=script("slide"), isolate_styles=False)


def tend_slide(name: str) -> None:
    """Give the slide of that name its key that blanks the screen.

    When another one comes, the button that was pressed loses the focus, so that the space bar
    plays and does not press it again.
    """
    _slide(key="slide.keys", data=sealed({"slide": name}), height=1)
