"""Tables of facts, as text: st.table brings a megabyte of code that a few rows do not need."""

from collections.abc import Mapping, Sequence

import streamlit as st


def facts(rows: Sequence[Mapping[str, str]]) -> None:
    """A row per mapping, a column per name; the cells are Markdown. Nothing if there is no row."""
    if rows:
        head = list(rows[0])
        lines = [head, ["---"] * len(head), *(row.values() for row in rows)]
        st.markdown("\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines))


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
