"""Which slides there are, and which of them the link names."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import streamlit as st

from lessons.slides import Slide, slides
from ui.frame.form import given
from ui.frame.setting import Choice
from ui.parts.slideshow import KEY, MOST, Item, base, parsed, setting
from ui.present.slide import expanded, presented


@dataclass(frozen=True)
class Deck:
    """A slide show. slides: by their names in the link, in their order. here: the present one.

    own: whether it is somebody's list, not the course. refused: what cannot be shown of the list.
    """

    slides: Mapping[str, Slide | Item]
    here: str
    own: bool = False
    refused: tuple[Item, ...] = ()

    @property
    def place(self) -> int:
        """The number of the present slide, from 0."""
        return list(self.slides).index(self.here)

    def beside(self, by: int) -> str:
        """The name of the slide `by` places on; at the ends, that of the last there is."""
        names = list(self.slides)
        return names[min(max(self.place + by, 0), len(names) - 1)]

    @property
    def slide(self) -> Slide | Item:
        return self.slides[self.here]


def listed_deck(text: str, named: Callable[[list[str]], str]) -> Deck:
    """The show of a list. named(names): which of the slides the link names. Empty for no slide."""
    items = parsed(text, base())[:MOST]
    kept = [slide for item in items if not item.problem for slide in expanded(item)]
    found = {str(number): slide for number, slide in enumerate(kept, 1)}
    refused = tuple(item for item in items if item.problem)
    return Deck(found, named(list(found)) if found else "", True, refused)


def read_deck() -> Deck:
    """The show that the link names, at the slide that it names: a list, the course, or a lesson of
    a teacher's own."""
    said = given()
    if KEY in st.query_params and (text := said.read(setting())):
        return listed_deck(text, lambda names: said.read(Choice("slide", "", names[0], names)))
    taught = presented()
    known = slides(tuple(taught.values()))
    lesson = said.read(Choice("lesson", "", next(iter(taught)), list(taught)))
    here = said.read(Choice("slide", "", lesson, list(known)))
    own = known[here].lesson
    return Deck(slides((own,)) if own.texts else slides(), here)
