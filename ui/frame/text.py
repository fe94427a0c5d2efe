"""The app's words in the visitor's language, from `locales/*.toml`."""

import tomllib
from collections.abc import Iterable
from contextvars import ContextVar
from functools import cache, reduce
from pathlib import Path

import streamlit as st

LANGUAGES = {"en": "English", "zh": "中文"}
_SPOKEN: ContextVar[str | None] = ContextVar("language", default=None)
LOCALES = Path(__file__).parents[2] / "locales"


@cache
def catalogue(lang: str) -> dict[str, str]:
    """All texts of a language under dotted keys."""
    flat = {}

    def walk(table, prefix):
        for key, value in table.items():
            if isinstance(value, dict):
                walk(value, f"{prefix}{key}.")
            else:
                flat[prefix + key] = value

    walk(tomllib.loads((LOCALES / f"{lang}.toml").read_text("utf-8")), "")
    return flat


def browser_language() -> str:
    """The language that the visitor's browser prefers, if the app speaks it; else English."""
    locale = str(st.context.locale or "")
    return next((lang for lang in LANGUAGES if locale.startswith(lang)), "en")


def language() -> str:
    """The language in use: the choice in the link, else the browser's."""
    return _SPOKEN.get() or _asked_language()


def speak(lang: str | None) -> None:
    """Settle the language for this run of the page, or of a fragment: hundreds of texts ask."""
    _SPOKEN.set(lang)


def _asked_language() -> str:
    asked = st.query_params.get("lang")
    said = asked if asked in LANGUAGES else browser_language()
    return st.session_state.get("lang") or said


def t(key: str, **values) -> str:
    """The text `key` with each `{name}` replaced by its value. KeyError for a missing text."""
    text = catalogue(language())[key]
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text


def words(table: str) -> dict[str, str]:
    """All texts of one table, by their last name."""
    prefix = f"{table}."
    return {
        k.removeprefix(prefix): v for k, v in catalogue(language()).items() if k.startswith(prefix)
    }


def listed(parts: Iterable[str]) -> str:
    """The parts one after another, set apart as the language does it."""
    first, *rest = [*parts] or [""]
    return reduce(lambda before, after: t("app.pair", before=before, after=after), rest, first)


def number(value: float) -> str:
    """Three significant digits, the same in panel, table and sentence."""
    if value != value:
        return "NaN"
    if value in (float("inf"), float("-inf")):
        return "∞" if value > 0 else "−∞"
    if value == 0:
        return "0"
    value = float(f"{value:.3g}")
    if 1e3 <= abs(value) < 1e4:
        text = f"{value:.0f}"
    else:
        text = f"{value:#.3g}" if 1e-3 <= abs(value) < 1e3 else f"{value:.2e}"
    if "e" in text:
        digits, power = text.split("e")
        text = f"{digits}e{int(power)}"
    return text.rstrip(".").replace("-", "−")
