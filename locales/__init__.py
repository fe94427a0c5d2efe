"""The texts of `*.toml` in one language. Knows nothing of who reads them."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, reduce
from pathlib import Path
from typing import Protocol

LANGUAGES = {"en": "English", "zh": "中文"}
LOCALES = Path(__file__).parent


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


class Named(Protocol):
    """What has a key and a name: a rule."""

    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str: ...


@dataclass(frozen=True)
class Texts:
    """The texts of a language; called with a key, it says the text."""

    lang: str

    def __call__(self, key: str, **values) -> str:
        """The text with each `{name}` replaced by its value. KeyError for a missing text."""
        text = catalogue(self.lang)[key]
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", str(value))
        return text

    def words(self, table: str) -> dict[str, str]:
        """All texts of one table, by their last name."""
        prefix = f"{table}."
        return {
            key.removeprefix(prefix): text
            for key, text in catalogue(self.lang).items()
            if key.startswith(prefix)
        }

    def named(self, rule: Named) -> str:
        """The name of a rule: a word of the language, where it has one of its own."""
        t, has_one = self, f"rule_name.{rule.key}" in catalogue(self.lang)
        return t(f"rule_name.{rule.key}") if has_one else rule.name

    def listed(self, parts: Iterable[str]) -> str:
        """The parts one after another, set apart as the language does it."""
        first, *rest = [*parts] or [""]
        return reduce(lambda a, b: self("app.pair", before=a, after=b), rest, first)


def number(value: float) -> str:
    """Three significant digits, the same in panel, table and sentence; ∞ and NaN are called so."""
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


def percent(share: float) -> str:
    """A share to a tenth of a percent."""
    return "–" if share != share else f"{100 * share:.1f} %"


def whole_percent(share: float) -> str:
    """A share to whole percents; what is not nothing or all is not called so."""
    if 0 < share < 0.005:
        return "<1%"
    if -0.005 <= share < 0:
        return ">−1%"
    return ">99%" if 0.995 <= share < 1 - 1e-9 else f"{share:.0%}".replace("-", "−")
