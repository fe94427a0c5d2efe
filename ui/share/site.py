"""The course's experiments as they stand on a site without a server, for pages elsewhere."""

import os
import sys

import streamlit as st

from lessons import COURSE
from publish.embed import snippet, titles
from ui.frame.text import t, texts

SITE = "OPTIMIZERS_SITE"
"""The environment variable that names the address at which `make site`'s pages lie."""


def named_site() -> str:
    """The address that the environment names; ends the program if it is none.

    Without its scheme a frame would lead into the page around it.
    """
    said = os.environ.get(SITE, "").strip()
    if said and not said.startswith(("https://", "http://")):
        sys.exit(f"{SITE} holds an address with http:// or https://, or nothing: {said}")
    return said


def embed_from_site() -> None:
    """On a lesson's page, if a site is named: the HTML that shows one of its experiments."""
    site, number = named_site(), st.query_params.get("lesson", "1")
    found = [lesson for lesson in COURSE if str(lesson.number) == number]
    if not site or st.session_state.get("page") != "lessons" or not found:
        return
    with st.expander(t("share.site")):
        reads = titles(found[0], texts())
        if chosen := st.selectbox(
            t("share.experiment"), list(reads), format_func=reads.__getitem__, key="share.site"
        ):
            st.code(snippet(site, chosen, texts()), language="html", wrap_lines=True)
            st.caption(t("share.site_hint"))
