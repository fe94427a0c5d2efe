"""Making a slide show: the list of its links as text, and what each line of it shows."""

from collections.abc import Sequence

import streamlit as st

from lessons import COURSE
from lessons.slides import Slide
from ui.course.lesson import title as lesson_title
from ui.frame.draw import draw_wide
from ui.frame.form import Form
from ui.frame.frame import arrived
from ui.frame.link import quotable
from ui.frame.setting import packed
from ui.frame.text import language, t
from ui.parts.slideshow import KEY, LONGEST, Item, base, moved, parsed, setting, written
from ui.present.slide import expanded

UPLOAD = "slideshow.file"
FAULT = "slideshow.fault"
LARGEST = 4 * LONGEST
"""The maximum size of a file, in bytes: four for each letter of the text."""


def take_link() -> None:
    """Take a link that was followed at its word, whatever list was made before."""
    if arrived() and KEY in st.query_params:
        st.session_state.pop(KEY, None)


def editor() -> None:
    """The whole page below its title."""
    form = Form()
    text = form.on_page().add(
        setting(t("slideshow.text"), hint=t("slideshow.hint"), help=t("slideshow.help"))
    )
    items = parsed(text, base())
    _ways(items)
    for place, item in enumerate(items):
        _row(items, place, item)
    draw_wide(form)
    _files(text)


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
            for lesson in COURSE:
                st.page_link(
                    "pages/present.py",
                    label=lesson_title(lesson),
                    query_params={"lesson": str(lesson.number), "lang": language()},
                )


def _row(items: Sequence[Item], place: int, item: Item) -> None:
    """A line of the list: what it shows, and the buttons that move it."""
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
                on_click=_put,
                args=(written(moved(items, place, by)),),
                disabled=by != 0 and not 0 <= place + by < len(items),
            )


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


def _put(text: str) -> None:
    st.session_state[KEY] = text


def _files(text: str) -> None:
    """The list as a file, to keep and to open again."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.download_button(
            t("slideshow.save"),
            text,
            "slides.txt",
            "text/plain",
            icon=":material/download:",
            on_click="ignore",
            disabled=not text,
        )
        st.file_uploader(
            t("slideshow.load"), ["txt"], key=UPLOAD, max_upload_size=1, on_change=_load
        )
    fault = st.session_state.pop(FAULT, None)
    if fault == "no_text":
        st.error(t("slideshow_file.no_text"))
    elif fault == "too_long":
        st.error(t("slideshow_file.too_long", longest=LONGEST))


def _load() -> None:
    file = st.session_state[UPLOAD]
    if file is None:
        return
    try:
        text = file.getvalue()[: LARGEST + 1].decode("utf-8-sig")
    except UnicodeDecodeError:
        st.session_state[FAULT] = "no_text"
        return
    if len(text) > LONGEST:
        st.session_state[FAULT] = "too_long"
    else:
        _put(text)
