"""What a page lets its visitor set: every setting is a record, read by `form` and drawn by `draw`.

A record knows what its texts in a link mean and which values it can have, and nothing of Streamlit.
Labels are in the visitor's language and in Markdown.
"""

import zlib
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

from simulation.link import SEPARATOR, plain


def parsed(text: str, whole: bool = False):
    """The finite number that a text spells, None if it spells none; an int if `whole`."""
    try:
        value = float(text)
        return None if not isfinite(value) else int(text) if whole else value
    except ValueError:
        return None


@dataclass(frozen=True)
class Setting:
    """One setting of a page.

    key: its name in the link. label: how its control is called; "" if it has none. default: its
    value if nothing is said. help: a sentence beside the control. title: its name where the label
    alone does not tell it from others; "" where it is read and has no control.
    """

    key: str
    label: str
    default: Any
    help: str | None = field(default=None, kw_only=True)
    title: str | None = field(default=None, kw_only=True)

    @property
    def translated(self) -> bool:
        """Whether the control's options read differently in each language."""
        return False

    @property
    def shared(self) -> bool:
        """Whether all pages have it, so that no link of one page decides on it."""
        return False

    def spelled(self, texts: Sequence[str]) -> Any:
        """The value that the link means by `texts`, at least one; None if by no value at all."""
        raise NotImplementedError

    def fit(self, value: Any) -> Any:
        """The control's value as the setting can have it, None if it cannot."""
        return value


@dataclass(frozen=True)
class Number(Setting):
    """A number with a slider: it stops at `stops` and `marks`, and any number between may be typed.

    Whole if all stops are.
    """

    stops: Sequence[float]
    marks: Sequence[float] = field(default=(), kw_only=True)

    @property
    def whole(self) -> bool:
        return all(isinstance(stop, int) for stop in self.stops)

    @property
    def low(self) -> float:
        return min(self.stops)

    @property
    def high(self) -> float:
        return max(self.stops)

    def offered(self, *values: float) -> list[float]:
        """Where the slider stops if it can stand at any of `values`."""
        inside = [mark for mark in self.marks if self.fit(mark) is not None]
        return sorted({*self.stops, *inside, *values})

    def spelled(self, texts: Sequence[str]) -> float | None:
        value = parsed(texts[-1], self.whole)
        # The slider finds its stops by their text, so there is one text for each number.
        return None if value is None or plain(value) != texts[-1] else self.fit(value)

    def fit(self, value: float) -> float | None:
        return value if self.low <= value <= self.high else None

    def typed(self, value: float) -> float:
        """The number nearest to what was typed that the setting can have and a link can hold."""
        near = min(max(value, self.low), self.high)
        return round(near) if self.whole else float(plain(near))


@dataclass(frozen=True)
class Ends(Setting):
    """Two ends of a range, each one of `stops`; the default is a pair."""

    stops: Sequence[float]

    def spelled(self, texts: Sequence[str]) -> tuple[float, float] | None:
        found = {plain(stop): stop for stop in self.stops}
        ends = sorted(found[text] for text in texts if text in found)
        return (ends[0], ends[1]) if len(texts) == len(ends) == 2 else None

    def fit(self, value: Sequence[float]) -> tuple[float, float] | None:
        low, high = value
        return (low, high) if {low, high} <= set(self.stops) else None


@dataclass(frozen=True)
class Field(Setting):
    """A number from `low` to `high` with a field, whole if the default is.

    step: what a press of its buttons adds. form: how it reads.
    """

    low: float
    high: float
    step: float = field(default=1.0, kw_only=True)
    form: str | None = field(default=None, kw_only=True)

    @property
    def whole(self) -> bool:
        return isinstance(self.default, int)

    def spelled(self, texts: Sequence[str]) -> float | None:
        value = parsed(texts[-1])  # its field rounds, too, what it finds in the link
        return None if value is None else self.fit(value)

    def fit(self, value: float) -> float | None:
        if not self.low <= value <= self.high:
            return None
        return round(value) if self.whole else value

    def text(self, value: float) -> str:
        """How the link says `value`, to the last bit."""
        return repr(self.fit(value))


@dataclass(frozen=True)
class Step(Setting):
    """A whole number from 1 to `last`, which may have been larger when the number was set."""

    last: int

    def spelled(self, texts: Sequence[str]) -> int | None:
        value = parsed(texts[-1], whole=True)
        return int(value) if value is not None and 1 <= value <= self.last else None

    def fit(self, value: int) -> int:
        return min(max(int(value), 1), self.last)


@dataclass(frozen=True)
class Switch(Setting):
    """On or off."""

    def spelled(self, texts: Sequence[str]) -> bool | None:
        return {"true": True, "false": False}.get(texts[-1].lower())


@dataclass(frozen=True)
class Text(Setting):
    """A line of text of at most `longest` characters."""

    longest: int

    def spelled(self, texts: Sequence[str]) -> str | None:
        return texts[-1] if len(texts[-1]) <= self.longest else None


@dataclass(frozen=True)
class Title(Text):
    """A name that the visitor gives: letters, digits, spaces and hyphens, so that it reads the same
    wherever it stands, in Markdown too."""

    def spelled(self, texts: Sequence[str]) -> str:
        return self.fit(texts[-1])

    def fit(self, value: str) -> str:
        kept = "".join(sign for sign in value if sign.isalnum() or sign in " -")
        return " ".join(kept.split()).lstrip("- ")[: self.longest].rstrip("- ")

    def text(self, value: str) -> str:
        """How the link says `value`."""
        return value


JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
"""Signs that cannot be seen, but without which some scripts cannot be written."""


@dataclass(frozen=True)
class Words(Text):
    """Plain words in one paragraph, without any sign that could turn what stands around them."""

    def spelled(self, texts: Sequence[str]) -> str | None:
        return self.fit(texts[-1]) if len(texts[-1]) <= self.longest else None

    def fit(self, value: str) -> str:
        seen = (sign if sign.isprintable() or sign in JOINERS else " " for sign in value)
        return " ".join("".join(seen).split())[: self.longest]


@dataclass(frozen=True)
class Point(Setting):
    """A point of the plane, "x,y" in the link. low, high: the corners between which it lies."""

    low: tuple[float, float]
    high: tuple[float, float]

    def spelled(self, texts: Sequence[str]) -> tuple[float, float] | None:
        match [parsed(part) for part in texts[-1].split(SEPARATOR)]:
            case [float(x), float(y)]:
                return self.fit((x, y))
        return None

    def fit(self, value: tuple[float, float]) -> tuple[float, float] | None:
        within = (a <= v <= b for a, v, b in zip(self.low, value, self.high, strict=True))
        return value if all(within) else None

    def text(self, value: tuple[float, float]) -> str:
        """How the link says `value`, to the last bit."""
        return SEPARATOR.join(repr(float(part)) for part in value)


@dataclass(frozen=True)
class Lines(Text):
    """A text of several lines, which stands packed in the link: in a third of the room.

    hint: what an empty field shows.
    """

    hint: str = field(default="", kw_only=True)

    def spelled(self, texts: Sequence[str]) -> str | None:
        return unpacked(texts[-1], self.longest)

    def fit(self, value: str) -> str:
        return value.replace("\r\n", "\n")[: self.longest]

    def text(self, value: str) -> str:
        """How the link says `value`."""
        return packed(value)


def packed(text: str) -> str:
    """A text as the link holds it: its UTF-8 compressed by DEFLATE, in base64 for URLs."""
    if not text:
        return ""
    packer = zlib.compressobj(9, wbits=-15)
    data = packer.compress(text.encode()) + packer.flush()
    return urlsafe_b64encode(data).decode().rstrip("=")


def unpacked(link: str, longest: int) -> str | None:
    """The text that `packed` packed; None if it is none, or has more than `longest` characters."""
    most = 4 * longest
    if len(link) > 2 * most or not link.isascii():
        return None
    try:
        data = b64decode(link + "=" * (-len(link) % 4), b"-_", validate=True)
        unpacker = zlib.decompressobj(wbits=-15)
        text = unpacker.decompress(data, most + 1).decode() if data else ""
    except (ValueError, zlib.error):
        return None
    return text if len(text) <= longest and (not data or unpacker.eof) else None


@dataclass(frozen=True)
class Choice(Setting):
    """One of several options, which stand in the link by their names.

    reads: how an option reads. look: "list" or "buttons". bare: the label is not shown.
    """

    options: Sequence[str]
    reads: Callable[[str], str] = field(default=str, kw_only=True)
    look: str = field(default="list", kw_only=True)
    bare: bool = field(default=False, kw_only=True)

    @property
    def translated(self) -> bool:
        return not self.shared

    def spelled(self, texts: Sequence[str]) -> str | None:
        return self.fit(texts[-1])

    def fit(self, value: str) -> str | None:
        return value if value in self.options else None

    def text(self, value: str) -> str:
        """How the link says `value`."""
        return value


@dataclass(frozen=True)
class Language(Choice):
    """The language: the reader's on all pages, and each reads the same in all of them."""

    @property
    def shared(self) -> bool:
        return True


@dataclass(frozen=True)
class Choices(Choice):
    """Any number of options, in the order of `options`.

    look: "pills", or "list". empty: what a list without any says. groups: where pills stand in
    rows, the options of each row under its label.
    """

    empty: str | None = field(default=None, kw_only=True)
    groups: Mapping[str, Sequence[str]] = field(default_factory=dict, kw_only=True)

    def spelled(self, texts: Sequence[str]) -> tuple[str, ...] | None:
        wanted = {part for part in texts[-1].split(SEPARATOR) if part}
        return self.fit(wanted) if wanted <= set(self.options) else None

    def fit(self, value: Collection[str]) -> tuple[str, ...]:
        return tuple(option for option in self.options if option in value)

    def text(self, value: Sequence[str]) -> str:
        return SEPARATOR.join(value)
