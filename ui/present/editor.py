"""Making a slide show: the list of its links as text, and what each line of it shows."""

from collections.abc import Sequence

import streamlit as st

from lessons.slides import Slide
from player.page import text_files
from ui.course.lesson import title as lesson_title
from ui.course.shelf import lessons
from ui.frame.draw import draw_wide
from ui.frame.form import Form
from ui.frame.frame import arrived
from ui.frame.link import quotable
from ui.frame.put import put, says
from ui.frame.setting import packed
from ui.frame.text import language, t
from ui.parts.slideshow import KEY, LONGEST, MOST, Item, base, moved, parsed, setting, written
from ui.present.slide import expanded

LARGEST = 4 * LONGEST
"""The maximum size of a file, in bytes: four for each letter of the text."""


def take_link() -> None:
    """Take a link that was followed at its word, whatever list was made before."""
    if arrived() and KEY in st.query_params:
        st.session_state.pop(KEY, None)


def editor() -> None:
    """The whole page below its title."""
    body, files = st.container(), st.container(horizontal=True, vertical_alignment="center")
    save = files.container(width="content")
    with files:
        _open()
    with body:
        form = Form()
        text = form.on_page().add(
            setting(t("slideshow.text"), hint=t("slideshow.hint"), help=t("slideshow.help"))
        )
        items = parsed(text, base())
        _ways(items)
        for place, item in enumerate(items[:MOST]):
            _row(item, place, len(items))
        if len(items) > MOST:
            st.warning(t("slideshow.too_many", count=len(items), most=MOST))
        draw_wide(form)
    save.download_button(
        t("slideshow.save"),
        text,
        "slides.txt",
        "text/plain",
        icon=":material/download:",
        on_click="ignore",
        disabled=not text,
    )


def _ways(items: Sequence[Item]) -> None:
    """To the projector: this list, and the course."""
    shown = [item for item in items if not item.problem]
    with st.container(horizontal=True, vertical_alignment="center"):
        if shown:
            st.page_link(
                "pages/present.py",
                label=t("slideshow.present"),
                icon=":material/slideshow:",
                query_params={KEY: packed(written(items)), "lang": language()},
                width="content",
            )
        else:
            st.markdown(t("slideshow.empty"))
        with st.popover(t("slideshow.course"), icon=":material/school:"):
            for lesson in lessons().values():
                st.page_link(
                    "pages/present.py",
                    label=lesson_title(lesson),
                    query_params={"lesson": lesson.id, "lang": language()},
                )


def _row(item: Item, place: int, count: int) -> None:
    """A line of the list, which has `count`: what it shows, and the buttons that move it."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.markdown(f"{place + 1}. {_name(item)}")
        for name, icon, by in (
            ("up", "arrow_upward", -1),
            ("down", "arrow_downward", 1),
            ("out", "delete", 0),
        ):
            st.button(
                t(f"slideshow_move.{name}"),
                key=f"slideshow.{name}.{place}",
                icon=f":material/{icon}:",
                type="tertiary",
                width=24,
                wrap=False,
                help=t(f"slideshow_move.{name}"),
                on_click=_move,
                args=(item, place, by),
                disabled=by != 0 and not 0 <= place + by < count,
            )


def _move(item: Item, place: int, by: int) -> None:
    """Move what stood at `place`; by: 0 to take it out.

    In the text as it is by now: what was typed or moved since the page was drawn stays.
    """
    items = parsed(says(KEY) or "", base())
    places = [k for k, other in enumerate(items) if written([other]) == written([item])]
    if places:
        nearest = min(places, key=lambda k: abs(k - place))
        put(KEY, written(moved(items, nearest, by)))


def _name(item: Item) -> str:
    """What a line shows, in words; what is wrong with it, if it cannot be shown."""
    if item.problem:
        return t(f"slideshow_fault.{item.problem}", link=f"`{quotable(item.link)}`")
    said = f"`{quotable(item.title)}` " if item.title else ""
    if not item.page:
        return f"{said}{t('slideshow.words')}"
    found = expanded(item)
    if not isinstance(found[0], Slide):
        return f"{said}{t(f'nav.{item.page}')}: `{quotable(item.query)}`"
    named = lesson_title(found[0].lesson)
    return f"{said}{named}: {t('slideshow.slides', count=len(found))}"


def _open() -> None:
    """Take a list from a file in place of the one on the page, and say what is wrong with it."""
    found = text_files("slideshow.file", t("slideshow.load"), ".txt", LARGEST, many=1)
    for text in found.values():
        if text is None or len(text) > LONGEST:
            st.error(t("slideshow_file.too_long", longest=LONGEST))
        elif "\N{REPLACEMENT CHARACTER}" in text or "\0" in text:
            st.error(t("slideshow_file.no_text"))
        else:
            put(KEY, text)
