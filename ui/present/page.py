"""The page of a slide show: one slide on the whole screen, turned by the keyboard."""

from dataclasses import replace
from html import escape

import streamlit as st

from lessons.text import Part
from player.page import tend_slide
from ui.frame.frame import arrived
from ui.frame.link import ignored, quotable
from ui.frame.put import link_says, put_link
from ui.frame.text import language, listed, t
from ui.parts.slideshow import KEY
from ui.present.deck import Deck
from ui.present.pictures import Turn
from ui.present.slide import Plain, Shown

WIDTH = 548
"""What the page is laid out for, px: enlarged to 1280 px, its smallest letters, of 12, have 28."""
STEPS = range(896, 3904, 64)
"""Widths of the window, px, from each of which on the page is enlarged to it."""
ENLARGED = "".join(
    f"@media (min-width: {w}px) {{ [data-testid=stMain] {{ zoom: {w / WIDTH:.4f}; }} }}"
    for w in STEPS
)
ROOM = 44
"""The height of the bar at the bottom, px."""
STYLE = f"""<style>
[data-testid="stHeader"], [data-testid="stSidebar"] {{ display: none; }}
[data-testid="stMainBlockContainer"] {{ padding: 6px 14px 0; }}
[data-testid="stMainBlockContainer"] > [data-testid="stVerticalBlock"] {{ gap: 2px; }}
.st-key-slide-head {{ flex-wrap: nowrap; justify-content: space-between; min-height: 24px; }}
.st-key-slide-head h1 {{ margin: 0; padding: 2px 0; font-size: 1rem; }}
.st-key-slide-head > :last-child {{ margin-left: auto; }}
.st-key-slide-words {{ position: fixed; inset: 24px 0 {ROOM}px; padding: 0 5%; }}
.st-key-slide-words {{ justify-content: safe center; gap: 0.5rem; overflow-y: auto; }}
.st-key-slide-words h1 {{ margin: 0; padding: 0; font-size: 1.75rem; line-height: 1.2; }}
.st-key-slide-words [data-testid="stHeading"] h1 {{ padding-bottom: 1rem; }}
.st-key-slide-words p {{ line-height: 1.35; }}
.st-key-slide-tools {{ position: fixed; z-index: 9; right: 8px; bottom: 0; width: auto; }}
.st-key-slide-tools {{ height: {ROOM}px; }}
.st-key-slide-tools button {{ min-width: 26px; min-height: 26px; padding: 2px; }}
.st-key-slide-tools kbd {{ display: none; }}
.st-key-slide-tools button p {{ position: absolute; width: 1px; height: 1px; overflow: hidden; }}
.st-key-slide-sheet {{ position: fixed; z-index: 8; inset: 0 0 {ROOM}px; padding: 6px 14px;
  overflow-y: auto; flex-wrap: nowrap; gap: 6px; }}
.st-key-slide-sheet::after {{ content: ""; flex: 0 0 100%; }}
.st-key-slide-sheet h1 {{ padding: 0 0 1rem; font-size: 1.25rem; }}
.st-key-slide-sheet .katex-display {{ margin: 2px 0 6px; text-align: left; overflow: visible; }}
.st-key-slide-sheet [data-testid="stMarkdownContainer"] {{ overflow: visible; }}
.st-key-slide-sheet .katex-display > .katex {{ text-align: left; white-space: normal; }}
.st-key-slide-sheet [class*="st-key-formula-"] {{ gap: 0; width: auto; }}
.st-key-slide-formulas {{ gap: 10px 40px; }}
.st-key-slide-formulas :is([data-testid="stMarkdownContainer"], p) {{ margin: 0; }}
.st-key-slide-formulas > * {{ flex: 0 0 auto; width: auto; max-width: 100%; }}
.st-key-slide-formulas [data-testid="stMarkdown"] > div {{ align-items: start; }}
[data-testid="stMain"]:has(.st-key-slide-sheet)
  :is(.player, .st-key-slide-head, .st-key-slide-asked) {{ opacity: 0; }}
.player-image, .player-page, .player-loop, .player-speed, .player-start, .player-end
  {{ display: none !important; }}
.player-bar {{ padding: 4px 204px 0 0; min-height: {ROOM}px; flex-wrap: nowrap; gap: 6px; }}
@media (max-width: 480px) {{ .player-bar {{ padding: 4px 0 {ROOM}px; gap: 2px; }} }}
[data-testid="stMain"] {{ --player-small: 12px; }}
.player {{ display: flex; flex-direction: column; }}
.player-key {{ order: 1; }}
.player-bar {{ order: 2; }}
.player-legend-row .player-value {{ display: none; }}
{ENLARGED}
</style>"""
# Which marks a picture has may tell the answer.
WAITS = "<style>.player-key { visibility: hidden; }</style>"
LONG = 30
"""Letters of a title over words from which on it is set smaller."""
SMALLER = "<style>.st-key-slide-words h1 { font-size: 1.25rem; }</style>"
OR = " \N{EN SPACE}·\N{EN SPACE} "
SHEET, CURVE, TURNS, ANSWERED = "slide.sheet", "slide.curve", "slide.turns", "slide.answered"
LAST = "slide.last"
"""Where the session keeps which slide was shown last, and after how many turns."""


def _state(name: str):
    return st.session_state.get(name)


def _put(name: str, value) -> None:
    st.session_state[name] = value


def toggle(name: str, value) -> None:
    """Show `value`, or nothing if it is shown by now: a key may come again before the page does."""
    _put(name, None if _state(name) == value else value)


def turn(deck: Deck, by: int) -> None:
    """To the slide `by` places on.

    From the one that the link names by now: keys may come quicker than pages are drawn.
    """
    here = link_says("slide") or deck.here
    now = replace(deck, here=here if here in deck.slides else deck.here)
    put_link("slide", now.beside(by))
    _put(TURNS, (_state(TURNS) or 0) + 1)


def _begin(deck: Deck) -> None:
    """Leave nothing of before on a slide that was turned to, or come back to."""
    now = (deck.here, _state(TURNS))
    if arrived() or _state(LAST) != now:
        for key in (SHEET, CURVE, ANSWERED):
            _put(key, None)
    _put(LAST, now)


def present(deck: Deck, shown: Shown) -> None:
    """The slide, with its keys and buttons."""
    _begin(deck)
    waits = bool(shown.asked) and not _state(ANSWERED)
    st.html(STYLE + WAITS * waits + SMALLER * (len(shown.title) > LONG))
    with st.container(key="slide-head", horizontal=True, gap="xsmall"):
        if shown.picture:
            _title(shown.title)
        st.caption(f"{deck.place + 1} / {len(deck.slides)}", width="content")
    _say(deck, shown)
    if shown.asked:
        _options(shown, shown.asked[1])
    if shown.picture is None:
        with st.container(key="slide-words"):
            _title(shown.title)
            _text(shown.words)
    else:
        curve = bool(_state(CURVE)) and not waits
        replay = f"{deck.here} {_state(TURNS) or 0}"
        shown.picture(Turn(curve, replay, _seen if shown.asked else None))
    if sheet := _state(SHEET):
        with st.container(key="slide-sheet"):
            _words(shown, waits) if sheet == "words" else _formulas(shown)
    _tools(deck, shown, waits)
    tend_slide(deck.here)


def _title(title: str) -> None:
    if isinstance(title, Plain):
        st.html(f"<h1>{escape(title)}</h1>")
    else:
        st.title(title, anchor=False)


def _text(words: str) -> None:
    if isinstance(words, Plain):
        st.html("".join(f"<p>{escape(line)}</p>" for line in words.split("\n")))
    else:
        st.markdown(words)


def _say(deck: Deck, shown: Shown) -> None:
    """What cannot be shown, of this slide, and on the first one of the whole list."""
    ignored()
    for text in shown.faults:
        st.warning(text)
    if deck.refused and deck.place == 0:
        links = listed(f"`{quotable(item.link)}`" for item in deck.refused[:3])
        st.warning(t("slideshow.refused", count=len(deck.refused), links=links))


def _seen(*_) -> None:
    _put(ANSWERED, True)


def _options(shown: Shown, part: Part) -> None:
    """What the class may answer, and once the run was seen, which of it came true."""
    right = shown.answer()[0] if _state(ANSWERED) else None
    labels = {key: option.label for key, option in part.options.items()}
    if right:
        labels[right] = f":material/check: **{labels[right]}**"
    with st.container(key="slide-asked"):
        st.caption(OR.join(labels.values()))


def _words(shown: Shown, waits: bool) -> None:
    _title(shown.title)
    _text(shown.words)
    if shown.asked:
        _, part = shown.asked
        if waits:
            st.markdown("\n".join(f"- {option.label}" for option in part.options.values()))
        else:
            right, why = shown.answer()
            st.markdown(f":material/check: **{part.options[right].label}** {why}")


def _formulas(shown: Shown) -> None:
    with st.container(key="slide-formulas", horizontal=True):
        for place, (name, latex) in enumerate(shown.formulas()):
            with st.container(key=f"formula-{place}"):
                st.markdown(f"**{name}**")
                st.latex(latex)


def _tools(deck: Deck, shown: Shown, waits: bool) -> None:
    """The buttons of the page, each with its key."""
    with st.container(key="slide-tools", horizontal=True, vertical_alignment="center", gap=None):
        if shown.picture:
            for name, icon, key in (("words", "notes", "w"), ("formula", "function", "f")):
                _button(name, icon, key, on_click=toggle, args=(SHEET, name))
            settings = {"on_click": toggle, "args": (CURVE, True), "disabled": waits}
            _button("curve", "show_chart", "l", **settings)
        _button("before", "arrow_back", "PageUp", on_click=turn, args=(deck, -1))
        _button("after", "arrow_forward", "PageDown", on_click=turn, args=(deck, 1))
        if _button("leave", "close", "Escape"):
            page, query = shown.home
            if deck.own:
                page, query = "slideshow", {KEY: st.query_params[KEY]}
            st.switch_page(f"pages/{page}.py", query_params={**query, "lang": language()})


def _button(name: str, icon: str, shortcut: str, **reaction) -> bool:
    settings = {"icon": f":material/{icon}:", "type": "tertiary", "width": "content"}
    label = t(f"present.{name}")
    says = t("present.keys") if name in ("before", "after", "leave") else label
    key = f"present.{name}"
    return st.button(label, key=key, shortcut=shortcut, help=says, **settings, **reaction)
