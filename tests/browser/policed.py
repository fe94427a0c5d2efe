"""The app's server, with the content security policy that `deploy/nginx` puts before it."""

import re
import sys
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from server import MIDDLEWARE  # noqa: E402 -- a script is started in its own folder
from ui.serving.origin import Policy  # noqa: E402

SITE = (ROOT / "deploy" / "nginx" / "site.conf").read_text()
POLICY = re.search(r'Content-Security-Policy "([^"]+)"', SITE)[1]
app = st.App(ROOT / "app.py", middleware=[Middleware(Policy, policy=POLICY), *MIDDLEWARE])
