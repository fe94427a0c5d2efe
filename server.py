"""The server: `streamlit run server.py` serves app.py to its own pages alone."""

import streamlit as st
from starlette.middleware import Middleware

from ui.frame.origin import SameOrigin

app = st.App("app.py", middleware=[Middleware(SameOrigin)])
