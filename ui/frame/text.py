"""The app's words in the visitor's language, from `locales/*.toml`."""

from collections.abc import Iterable
from contextvars import ContextVar

import streamlit as st

from locales import LANGUAGES, LOCALES, Named, Texts, catalogue, number

__all__ = [
    "LANGUAGES",
    "LOCALES",
    "browser_language",
    "catalogue",
    "language",
    "listed",
    "named",
    "number",
    "speak",
    "t",
    "texts",
    "words",
]
_SPOKEN: ContextVar[str | None] = ContextVar("language", default=None)


def browser_language() -> str:
    """The language that the visitor's browser prefers, if the app speaks it; else English."""
    locale = str(st.context.locale or "")
    return next((lang for lang in LANGUAGES if locale.startswith(lang)), "en")


def reads_traditional() -> bool:
    """Whether the visitor's browser prefers Chinese in traditional characters."""
    locale = str(st.context.locale or "").replace("_", "-").split("-")
    if locale[0] != "zh" or "Hans" in locale:  # some write them so in Hong Kong and Macau, too
        return False
    return bool({"Hant", "TW", "HK", "MO"} & set(locale[1:]))


def language() -> str:
    """The language in use: the choice that the page has, or its link, else the browser's."""
    return _SPOKEN.get() or _asked_language()


def speak(lang: str | None) -> None:
    """Settle the language for this run of the page, or of a fragment: hundreds of texts ask."""
    _SPOKEN.set(lang)


def _asked_language() -> str:
    asked = st.query_params.get("lang")
    said = asked if asked in LANGUAGES else browser_language()
    return st.session_state.get("lang") or said


def texts() -> Texts:
    """The texts in the language in use."""
    return Texts(language())


def t(key: str, **values) -> str:
    """The text `key` with each `{name}` replaced by its value. KeyError for a missing text."""
    return texts()(key, **values)


def named(rule: Named) -> str:
    """The name of a rule in the language in use."""
    return texts().named(rule)


def words(table: str) -> dict[str, str]:
    """All texts of one table, by their last name."""
    return texts().words(table)


def listed(parts: Iterable[str]) -> str:
    """The parts one after another, set apart as the language does it."""
    return texts().listed(parts)
