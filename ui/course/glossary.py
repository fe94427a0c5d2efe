"""What marks and words mean, one tap away."""

import streamlit as st

from lessons.text import LessonText
from ui.frame.text import t, words


def glossary(text: LessonText) -> None:
    """A button that opens the symbols of a lesson, and the words that all lessons use."""
    with st.popover(t("lesson.glossary"), icon=":material/dictionary:"):
        if section := text.sections.get("symbols"):
            st.markdown(f"#### {section.title}\n\n{section.body}")
        st.markdown(f"#### {t('lesson.words')}\n\n{_listed(words('glossary'))}")


def _listed(meanings: dict[str, str]) -> str:
    """`term: meaning` each, as a list with the terms in bold."""
    parted = (text.partition("|") for text in meanings.values())
    return "\n".join(f"- **{term.strip()}**: {meaning.strip()}" for term, _, meaning in parted)
