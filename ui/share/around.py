"""What surrounds a page: the teacher's words above it, and the way to hand it out."""

import streamlit as st

from player.page import tend, wait_for_nothing, waits
from ui.frame import link
from ui.frame.frame import PROJECTOR, surround
from ui.frame.later import later
from ui.frame.text import language, t
from ui.share import task
from ui.share.hand_out import hand_out

ASKED = "share.asked"


def around(page, corner) -> None:
    """Run the page. corner: the place of the button that hands it out; None: it has none."""
    unseen = (st.sidebar if corner is not None else st).container(gap=None)
    task.begin()
    wait_for_nothing()
    page.run()
    task.end()
    complete = not waits()
    if corner is not None and page.url_path != PROJECTOR:
        with corner:
            later(_button)
    if complete:
        surround()
    with unseen:
        tend(language(), link.hears_back())
    link.end()
    # Not before: by now the page has said which controls it has. It may have begun anew meanwhile.
    if complete and st.session_state.pop(ASKED, False):
        hand_out()


def _button() -> None:
    st.button(t("share.button"), icon=":material/qr_code_2:", type="tertiary", on_click=_ask)


def _ask() -> None:
    st.session_state[ASKED] = True
