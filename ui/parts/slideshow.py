"""A slide show as text: one link per line, with the title and the words that stand before it.

    # A title
    > Words for the class, as many lines as are wanted
    compare?surface=ravine&steps=200

An empty line ends a slide; one without a link has words alone. Links are those of this app, without
its address, so that a show opens wherever the app is served.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

import streamlit as st

from ui.frame import lock
from ui.frame.frame import LABS, PAGES, PROJECTOR
from ui.frame.link import held
from ui.frame.setting import Lines, packed
from ui.frame.text import language, t

KEY = "show"
"""The name of a show in a link, and of its text in the session."""
LONGEST = 16_000
MOST = 60
"""The maximum number of items of a text that are shown."""
TITLE, WORDS = "#\N{FULLWIDTH NUMBER SIGN}", ">\N{FULLWIDTH GREATER-THAN SIGN}"
"""What a line of a title and one of words begin with, as it is typed in Chinese, too."""
LONGEST_TITLE = 80
"""The maximum number of letters of a title that are shown."""
SHOWABLE = ("compare", "network", "lessons", PROJECTOR)
"""The pages whose links can be slides."""
NOT_SHOWN = ("lang", lock.LOCK, "autoplay")
"""What a link says to its reader, not of what is shown."""


@dataclass(frozen=True)
class Item:
    """One slide: the link as it stands in the text, without one a slide of words.

    page, query: what the link opens; page is "" for a slide of words, and None for a link that
    cannot be shown, for the reason `problem`: "foreign" (not of this app), "page" (no slide can
    show that page) or "broken".
    """

    title: str = ""
    words: str = ""
    link: str = ""
    page: str | None = ""
    query: str = ""
    problem: str = ""


def parsed(text: str, base: str) -> list[Item]:
    """The items of a text. base: the address of the app, such as http://host/app."""
    items, title, words = [], "", []

    def end(**link) -> None:
        nonlocal title, words
        if title or words or link:
            items.append(Item(title, "\n".join(words), **link))
        title, words = "", []

    for line in map(str.strip, text.splitlines()):
        if line.startswith(tuple(TITLE)):
            end()
            title = line.lstrip(f"{TITLE} ")
        elif line.startswith(tuple(WORDS)):
            words.append(line.lstrip(f"{WORDS} "))
        elif line:
            end(link=line, **_opened(line, base))
        else:
            end()
    end()
    return items


def _opened(link: str, base: str) -> dict[str, str | None]:
    """What a link opens; a link without an address is one of this app."""
    try:
        parts, home = urlsplit(link), urlsplit(base)
    except ValueError:
        return {"page": None, "problem": "broken"}
    if parts.scheme or parts.netloc:
        own = parts.scheme in ("http", "https") and parts.netloc == home.netloc
        if not own or not parts.path.startswith(home.path.rstrip("/")):
            return {"page": None, "problem": "foreign"}
    path = parts.path.removeprefix(home.path.rstrip("/")) if parts.netloc else parts.path
    page = path.strip("/") or SHOWABLE[0]
    if page in SHOWABLE:
        return {"page": page, "query": parts.query}
    return {"page": None, "problem": "page" if page in (*PAGES, *LABS) else "broken"}


def written(items: Iterable[Item]) -> str:
    """The text of items; links of this app lose its address."""
    lines = []
    for item in items:
        lines += [f"# {item.title}"] * bool(item.title or not (item.link or item.words))
        lines += [f"> {line}" for line in item.words.split("\n") if line]
        if item.link:
            query = f"?{item.query}" if item.query else ""
            lines.append(f"{item.page}{query}" if item.page else item.link)
        lines.append("")
    return "\n".join(lines)


def setting(label: str = "", **more) -> Lines:
    """The text of a show as a setting."""
    return Lines(KEY, label, "", LONGEST, **more)


def base() -> str:
    """The address of the app, without the page that is open."""
    url = (st.context.url or "").partition("?")[0]
    home, _, page = url.rpartition("/")
    return home if page and urlsplit(url).path else url


def here(page: str) -> str:
    """The link of the open page, as a show holds it."""
    kept = {key: said for key, said in held().items() if key not in NOT_SHOWN}
    return f"{page}?{urlencode(kept, doseq=True, safe=',')}" if kept else page


def collect(link: str, key: str = "collect") -> None:
    """A button that adds a link to the visitor's show, and the way there once the link is in it."""
    if lock.locked():
        return
    text = st.session_state.get(KEY) or ""
    full = len(_longer(text, link)) > LONGEST
    st.button(
        t("slideshow.add"),
        key=key,
        icon=":material/playlist_add:",
        help=t("slideshow.full", longest=LONGEST) if full else t("slideshow.add_help"),
        on_click=_add,
        args=(link,),
        disabled=full,
    )
    if link in text.splitlines():
        st.page_link(
            "pages/slideshow.py",
            label=t("slideshow.open", count=len(parsed(text, base()))),
            icon=":material/slideshow:",
            query_params={KEY: packed(text), "lang": language()},
            width="content",
        )


def _add(link: str) -> None:
    longer = _longer(st.session_state.get(KEY) or "", link)
    if len(longer) <= LONGEST:
        st.session_state[KEY] = longer


def _longer(text: str, link: str) -> str:
    """The text with one more slide."""
    return f"{text.rstrip()}\n\n{link}\n".lstrip()


def moved(items: Sequence[Item], place: int, by: int) -> list[Item]:
    """The items with the one at `place` moved; by: 0 to take it out."""
    rest = [item for k, item in enumerate(items) if k != place]
    if by:
        rest.insert(min(max(place + by, 0), len(rest)), items[place])
    return rest
