"""The server: `streamlit run server.py` serves app.py, to its own pages and who may frame it."""

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from ui.course.complete import check_course
from ui.frame.text import LANGUAGES
from ui.serving.early import Early
from ui.serving.kept import Kept
from ui.serving.left import Left
from ui.serving.origin import Policy, SameOrigin, allowed_frames, frame_policy
from ui.share.site import named_site

check_course(LANGUAGES)
named_site()
MIDDLEWARE = [
    Middleware(SameOrigin),
    Middleware(Left),
    Middleware(Policy, policy=frame_policy(allowed_frames())),
    Middleware(Early),
    Middleware(Kept),
    Middleware(GZipMiddleware, compresslevel=6),
]
app = st.App("app.py", middleware=MIDDLEWARE)
