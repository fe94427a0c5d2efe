"""Tables of facts, as text: st.table brings a megabyte of code that a few rows do not need."""

from collections.abc import Mapping, Sequence

import streamlit as st

# A wide table is moved to and fro on a phone, not the page, and its cells stay legible.
STYLE = """<style>
[class*="st-key-facts"] table { display: block; overflow-x: auto; }
[class*="st-key-facts"] table[data-more] { mask-image: linear-gradient(to left, #0002, #000 3rem); }
[class*="st-key-facts"] td { min-width: 6rem; }
:is(.st-key-facts-lines td:last-child, .st-key-facts-handin td:nth-child(n + 4)) {
  min-width: 13rem; /* sentences */
}
.st-key-facts-handin td:is(:nth-child(2), :nth-child(3)) { min-width: 4.25rem; }
.st-key-facts-trace :is(td, th) { min-width: 0; padding: 0.25rem 0.5rem; font-size: 0.8125rem; }
</style>"""


def facts(rows: Sequence[Mapping[str, str]], name: str = "run") -> None:
    """A row per mapping, a column per name; the cells are Markdown. Nothing if there is no row.

    name: of the table, its own on the page.
    """
    if rows:
        head = list(rows[0])
        lines = [head, ["---"] * len(head), *(row.values() for row in rows)]
        st.html(STYLE)
        with st.container(key=f"facts-{name}"):
            st.markdown("\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines))


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
