"""What is often believed, and what a run says to it."""

import streamlit as st

from ui.course.myths import myths
from ui.frame.frame import through_app
from ui.frame.link import ignored

through_app()
notes = st.container()
myths()
with notes:
    ignored()
