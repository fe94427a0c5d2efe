"""Numbers that learners are given and type: drawn from a seed, rounded, and read.

`player/web/do/numbers.js` does the same in the browser, to the last digit.
"""

import re
import unicodedata
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context
from typing import TypeVar

T = TypeVar("T")
WORD = 0xFFFFFFFF
LONGEST = 40
"""Characters that a typed number may have."""
LARGEST_SEED = 999_999
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
_WORKINGS = re.compile(r"\d.*[-+*/^=·×÷√⁄()]|[*/^=·×÷√⁄()].*\d", re.ASCII)
_SIGNS = str.maketrans({"−": "-", "–": "-", "‐": "-", "。": "."})


class Stream:
    """Whole numbers of 32 bits from a seed: xorshift.

    G. Marsaglia, 2003, "Xorshift RNGs", Journal of Statistical Software 8(14).
    """

    def __init__(self, seed: int) -> None:
        # Seeds that are neighbours begin far from each other.
        self.word = ((seed + 1) * 2654435761) & WORD or 1
        for _ in range(8):
            self.next()

    def next(self) -> int:
        word = self.word
        word ^= (word << 13) & WORD
        word ^= word >> 17
        word ^= (word << 5) & WORD
        self.word = word
        return word

    def pick(self, among: Sequence[T]) -> T:
        """One of several."""
        return among[self.next() % len(among)]


def rounded(value: float, digits: int = 3) -> float:
    """The number with `digits` significant digits, a half away from zero."""
    return float(Context(digits, ROUND_HALF_UP).create_decimal_from_float(float(value)))


class NumberError(ValueError):
    """A text that is no number; `code` says why not: empty, long, workings, word or huge."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_number(text: str) -> float:
    """The number that a learner typed: a decimal comma and full-width digits will do.

    Raises NumberError.
    """
    if len(text) > LONGEST:
        raise NumberError("long")
    plain = unicodedata.normalize("NFKC", text).translate(_SIGNS)
    plain = "".join(plain.split())
    if not plain:
        raise NumberError("empty")
    if plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    if not _NUMBER.fullmatch(plain):
        raise NumberError("workings" if _WORKINGS.search(plain) else "word")
    value = float(plain)
    if abs(value) == float("inf"):
        raise NumberError("huge")
    return value
