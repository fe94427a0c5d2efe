"""Present: slides of the course, or of somebody's list, one at a time, turned by the keyboard."""

import streamlit as st

from ui.frame.frame import through_app
from ui.present.deck import read_deck
from ui.present.page import present
from ui.present.slide import read_slide

through_app()
deck = read_deck()
if not deck.slides:
    st.switch_page("pages/slideshow.py", query_params=st.query_params.to_dict())
present(deck, read_slide(deck.slide))
