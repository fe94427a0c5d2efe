"""Share: the page as a link and a QR code, for a class to open with what it may touch."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import urlencode, urlsplit

import segno
import streamlit as st

from optimizers import HYPERS
from player import VIEWS
from player.page import recall, remember
from ui.frame import lock
from ui.frame.form import given
from ui.frame.link import held
from ui.frame.text import LANGUAGES, language, t, words
from ui.share import task
from ui.share.address import LONGEST, loopback, moved, places, typed
from ui.share.site import embed_from_site

CHOSEN_HERE = ("autoplay", "view", "lang", "embed", "embed_options", *task.KEPT)
ADDRESS = "optimizers.address"
"""What the browser remembers the teacher's own address by."""
MANY, HIGH = 200, 116
"""A link of more characters than that is moved to and fro in a field so high, px."""
SANDBOX = "allow-scripts allow-same-origin allow-downloads allow-popups"
"""What an embedded page needs: its code, its own connection, saved files, links in other tabs."""


def address(
    base: str,
    settings: Mapping[str, str | Sequence[str]],
    *,
    free: Sequence[str] = (),
    autoplay: bool = True,
    view: str = VIEWS[0],
    lang: str | None = None,
    words: str = "",
    goal: int = 0,
    embed: bool = False,
) -> str:
    """The link that opens the page at `base` with `settings`.

    free: keys of the only controls that can be touched; none: all can. lang: None leaves the
    language to the visitor's browser. words: the task. goal: the step by which the runs are to have
    arrived; 0: none. embed: as a part of another page.
    """
    kept = {key: value for key, value in settings.items() if key not in CHOSEN_HERE}
    chosen = {
        "lang": lang,
        "view": view if view != VIEWS[0] else "",
        "autoplay": "" if autoplay else "0",
        task.TASK.key: words,
        task.GOAL.key: str(goal) if goal else "",
        lock.LOCK: ",".join(free),
        "embed": "true" if embed else "",
    }
    kept |= {key: value for key, value in chosen.items() if value}
    page = base.partition("?")[0]
    if page.count("/") == 2:
        page += "/"
    return f"{page}?{urlencode(kept, doseq=True, safe=',')}" if kept else page


def embedding(link: str, title: str) -> str:
    """The line of HTML that shows what `link` opens in a page elsewhere."""
    return (
        f'<iframe src="{escape(link)}" title="{escape(title)}" width="100%" height="640" '
        f'style="border: 0" loading="lazy" sandbox="{SANDBOX}"></iframe>'
    )


def hand_out() -> None:
    """Open the hand-out."""
    st.dialog(t("share.title"), width="large")(_hand_out)()


def _hand_out() -> None:
    picture, options = st.columns([3, 2], gap="large")
    with options, st.container():
        top = st.container()
        base = public(st.context.url or "")
        settings, chosen = held(), _options()
        link = address(base, settings, **chosen)
        with top:
            st.code(
                link, language=None, wrap_lines=True, height=HIGH if len(link) > MANY else "content"
            )
            st.caption(t("share.hint"))
        with st.expander(t("share.embed")):
            line = embedding(address(base, settings, **chosen, embed=True), t("app.title"))
            st.code(line, language="html", wrap_lines=True)
            st.caption(t("share.embed_hint"))
        embed_from_site()
    with picture:
        try:
            st.html(_image(link))
        except segno.DataOverflowError:
            st.info(t("share.too_long"))


def public(url: str) -> str:
    """The address of this page for the class: as it was reached, or one in the room."""
    if not url or not loopback(urlsplit(url).hostname):
        return url
    found = places(url)
    own = st.text_input(
        t("share.address"),
        recall(ADDRESS),
        LONGEST,
        key="share.address",
        placeholder=found[0].host if found else "192.168.1.20",
        help=t("share.address_help"),
    ).strip()
    base = typed(own, url) if own else None
    if own and base is None:
        st.error(t("share.address_wrong"))
    if not own or base:
        remember("share.remembered", **{ADDRESS: own})
    if base:
        st.caption(t("share.address_typed"))
        return base
    if not found:
        st.warning(t("share.address_none"), icon=":material/wifi_off:")
        return url
    reads = {
        place.host: t("share.address_set", host=place.host)
        if place.source == "set"
        else t("share.address_own", host=place.host, network=place.source)
        for place in found
    }
    host = found[0].host
    if len(found) > 1:
        host = st.selectbox(
            t("share.found"), list(reads), format_func=reads.__getitem__, key="share.found"
        )
    else:
        st.caption(reads[host])
    st.caption(t("share.address_try"))
    return moved(url, host)


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
    """What the teacher decides: see `address`."""
    played = lock.was_asked("view")
    chosen = {"free": _free(), **_task(), "view": VIEWS[0]}
    if played:
        now = st.query_params.get("view")
        chosen["view"] = st.segmented_control(
            t("player.view"),
            VIEWS,
            format_func=words("player").__getitem__,
            default=now if now in VIEWS else VIEWS[0],
            required=True,
            key="share.view",
        )
    own = t("share.own_language")
    chosen["lang"] = st.segmented_control(
        t("share.language"),
        ["", *LANGUAGES],
        format_func=lambda lang: LANGUAGES.get(lang, own),
        default=language(),
        required=True,
        key="share.lang",
    )
    if played:
        still = st.query_params.get("autoplay") == "0"
        chosen["autoplay"] = st.toggle(t("share.autoplay"), not still, key="share.autoplay")
    return chosen


def _free() -> Sequence[str]:
    """Keys of the only controls that the class may touch; none: all."""
    if not st.toggle(t("share.some"), key="share.some", help=t("share.some_help")):
        return ()
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
    return free


def _task() -> dict:
    """The teacher's words, and the goal where runs can arrive."""
    said = st.text_area(
        t("share.task"),
        st.query_params.get(task.TASK.key, ""),
        max_chars=task.LONGEST,
        height="content",
        placeholder=t("share.task_hint"),
        key="share.task",
    )
    chosen: dict[str, Any] = {"words": task.TASK.fit(said or "")}
    if task.judged():
        low, high = task.GOAL.low, task.GOAL.high
        now = given().read(task.GOAL)
        found = st.number_input(
            t("share.goal"), low, high, now, 10, key="share.goal", help=t("share.goal_help")
        )
        chosen["goal"] = int(found or 0)
    return chosen
