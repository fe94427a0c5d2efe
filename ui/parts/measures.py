"""What a check can ask of runs, for those who write one."""

import streamlit as st

from lessons.checks import MEASURES
from ui.frame.text import t


def reference() -> None:
    """A button that opens the list of measures."""
    with st.popover(t("check.reference"), icon=":material/help:"):
        st.markdown(t("check.reference_says", run="sgd"))
        rows = [f"- `{m.signature}`: {t(f'measure.{key}')}" for key, m in MEASURES.items()]
        st.markdown("\n".join(rows))
