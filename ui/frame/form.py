"""Reading a page's settings: what the visitor has set counts, or else what the link says.

A page adds its settings to a form, which gives their values at once; `draw` makes the controls of
it, then or later. So a page can show its picture before its controls.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import streamlit as st

from simulation.link import SEPARATOR
from ui.frame import lock
from ui.frame.link import WORKED, assumed, following, held, report
from ui.frame.setting import Setting
from ui.frame.text import language


@dataclass(frozen=True)
class Given:
    """What a visitor has said so far, with controls and in the link.

    state: value of every control that has been drawn, and what else the visit remembers. link:
    texts by key. free(key, title): whether the link leaves a setting to the visitor.
    refuse(key, text): called where the link says what a setting cannot be. followed: the link has
    the last word, but for what is `shared` by all pages.
    """

    state: MutableMapping[Any, Any]
    link: Mapping[str, Sequence[str]]
    free: Callable[[str, str | None], bool]
    refuse: Callable[[str, str], None]
    followed: bool = False

    @property
    def worked(self) -> MutableMapping[str, str]:
        """The last text of each setting that could be read; the visitor has seen what it gave."""
        return self.state.setdefault(WORKED, {})

    def read(self, setting: Setting) -> Any:
        """The value of a setting; a locked one has the link's, whatever the session says."""
        title = setting.label if setting.title is None else setting.title
        free = bool(setting.label) and self.free(setting.key, title)
        free &= not self.followed or setting.shared
        if free and (kept := self.state.get(state_key(setting))) is not None:
            value = setting.fit(kept)
            return setting.default if value is None else value
        texts = self.link.get(setting.key)
        if not texts:
            return setting.default
        value = setting.spelled(texts)
        if value is None:
            self.refuse(setting.key, SEPARATOR.join(texts))
            return setting.default
        return value


def given() -> Given:
    """What the visitor of the running page has said."""
    said = assumed()
    link = held() if said is None else said
    return Given(st.session_state, link, lock.touchable, report, following())


def linked(query: str, refuse: Callable[[str, str], None]) -> Given:
    """What the query of a link says by itself, to somebody who has set nothing."""
    return Given({}, parse_qs(query, keep_blank_values=True), lambda key, title: True, refuse)


def state_key(setting: Setting) -> str:
    """The name of a setting's control in the session.

    One whose options are translated is another control in each language.
    """
    return f"{setting.key}@{language()}" if setting.translated else setting.key


@dataclass(frozen=True)
class Entry:
    """A setting with the value that was read."""

    setting: Setting
    value: Any


@dataclass(frozen=True)
class Note:
    """A text between the controls; look: "caption", "error", "text", "code" or "latex".

    of: see `Form.note`.
    """

    text: str
    look: str
    of: str | None


@dataclass(frozen=True)
class Presets:
    """Buttons that give the setting `of` a value, by their labels."""

    of: str
    values: Mapping[str, float]
    help: str


@dataclass(frozen=True)
class Copies:
    """A list of texts by their names; the one that is chosen becomes that of the setting `of`."""

    of: str
    label: str
    texts: Mapping[str, str]


@dataclass
class Form:
    """Settings that were read, in the order of their controls, which may stand in parts.

    look: "plain", "fold" (an expander with `label`), "row" (`columns` side by side) or
    "sides" (the same, from the top). wide: the parts that stand on the page itself, since they need
    more room than a sidebar has.
    """

    given: Given = field(default_factory=given)
    look: str = "plain"
    label: str = ""
    columns: int = 1
    items: list[Entry | Note | Presets | Copies | Form] = field(default_factory=list)
    wide: list[Form] = field(default_factory=list)

    def add(self, setting: Setting) -> Any:
        """Read a setting whose control belongs here; its value."""
        value = self.given.read(setting)
        self.items.append(Entry(setting, value))
        return value

    def part(self, look: str = "plain", label: str = "", columns: int = 1) -> Form:
        """A place for further settings, which may be filled later."""
        part = Form(self.given, look, label, columns, wide=self.wide)
        self.items.append(part)
        return part

    def on_page(self) -> Form:
        """A part that stands on the page itself."""
        part = Form(self.given, wide=self.wide)
        self.wide.append(part)
        return part

    def fold(self, label: str) -> Form:
        """A part behind a title."""
        return self.part("fold", label)

    def row(self, columns: int) -> Form:
        """A part whose controls stand side by side."""
        return self.part("row", columns=columns)

    def note(self, text: str, look: str = "caption", of: str | None = None) -> None:
        """A text; one that is `of` a setting is drawn where the visitor may touch that."""
        self.items.append(Note(text, look, of))

    def copies(self, of: str, label: str, texts: Mapping[str, str]) -> None:
        """A list of texts, any of which can become that of the setting `of`."""
        self.items.append(Copies(of, label, texts))

    def presets(self, of: str, values: Mapping[str, float], help: str) -> None:
        """Buttons that give the setting `of` a value."""
        self.items.append(Presets(of, values, help))

    def entries(self) -> Iterator[Entry]:
        """All settings, those of the parts included."""
        for item in self.items:
            if isinstance(item, Form):
                yield from item.entries()
            elif isinstance(item, Entry):
                yield item

    def drawable(self, item: Entry | Note | Presets | Copies | Form) -> bool:
        """Whether there is something to be drawn of an item: the link may lock its settings."""
        if isinstance(item, Form):
            return any(map(item.drawable, item.items))
        key = item.setting.key if isinstance(item, Entry) else item.of
        return key is None or self.given.free(key, None)
