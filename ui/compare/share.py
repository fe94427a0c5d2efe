"""Share: the page as a link and a QR code, for a class to open with what it may touch."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import segno
import streamlit as st

from optimizers import HYPERS
from player import VIEWS
from ui.frame import lock
from ui.frame.text import LANGUAGES, language, t, words

CHOSEN_HERE = ("autoplay", "view", "lang", lock.LOCK)


def address(
    base: str,
    settings: Mapping[str, str],
    *,
    free: Sequence[str] = (),
    autoplay: bool = True,
    view: str = VIEWS[0],
    lang: str | None = None,
) -> str:
    """The link that opens the page at `base` with `settings`.

    free: keys of the only controls that can be touched; none: all can. lang: None leaves the
    language to the visitor's browser.
    """
    kept = {key: value for key, value in settings.items() if key not in CHOSEN_HERE}
    if lang:
        kept["lang"] = lang
    if view != VIEWS[0]:
        kept["view"] = view
    if not autoplay:
        kept["autoplay"] = "0"
    if free:
        kept[lock.LOCK] = ",".join(free)
    page = base.partition("?")[0]
    if page.count("/") == 2:
        page += "/"
    return f"{page}?{urlencode(kept, safe=',')}" if kept else page


def share() -> None:
    """The button that opens the hand-out; on a locked page there is none."""
    if not lock.locked() and st.button(t("share.button"), icon=":material/qr_code_2:"):
        st.dialog(t("share.title"), width="large")(_hand_out)()


def _hand_out() -> None:
    picture, options = st.columns([3, 2], gap="large")
    with options, st.container():
        link = address(st.context.url or "", st.query_params.to_dict(), **_options())
        st.code(link, language=None, wrap_lines=True)
        st.caption(t("share.hint"))
    with picture:
        try:
            st.html(_image(link))
        except segno.DataOverflowError:
            st.info(t("share.too_long"))


def _image(link: str) -> str:
    """The QR code as an image that fills its column, or the window's height."""
    source = segno.make(link, error="l", micro=False).svg_data_uri(border=4, light="#fff")
    size = "width: 100%; max-height: 78vh; object-fit: contain; object-position: left top"
    return f'<img class="hand-out" alt="{t("share.alt")}" style="{size}" src="{source}">'


def _in_order(titles: Mapping[str, str]) -> dict[str, str]:
    """A run's controls one after another as its rule declares them, all others as they are drawn.

    On the page η comes last, since its marks depend on the rest.
    """
    place = {name: k for k, name in enumerate(HYPERS)}
    runs = {}
    for key in titles:
        run, _, name = key.rpartition(".")
        runs.setdefault(run if name in place else key, []).append((place.get(name, 0), key))
    return {key: titles[key] for run in runs.values() for _, key in sorted(run)}


def _options() -> dict:
    free = ()
    some = st.toggle(t("share.some"), key="share.some", help=t("share.some_help"))
    if some:
        titles = _in_order(lock.offered())
        free = st.pills(
            t("share.free"),
            titles,
            format_func=titles.__getitem__,
            selection_mode="multi",
            key="share.free",
        )
        if not free:
            st.info(t("share.nothing"))
    now = st.query_params.get("view")
    view = st.segmented_control(
        t("player.view"),
        VIEWS,
        format_func=words("player").__getitem__,
        default=now if now in VIEWS else VIEWS[0],
        required=True,
        key="share.view",
    )
    own = t("share.own_language")
    lang = st.segmented_control(
        t("share.language"),
        ["", *LANGUAGES],
        format_func=lambda lang: LANGUAGES.get(lang, own),
        default=language(),
        required=True,
        key="share.lang",
    )
    autoplay = st.toggle(t("share.autoplay"), value=True, key="share.autoplay")
    return {"free": free, "view": view, "lang": lang, "autoplay": autoplay}
