"""The player as a Streamlit component."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from math import isfinite

import streamlit as st

from player.assets import urls
from player.message import (
    Family,
    PlayedRun,
    Show,
    family_message,
    run_message,
    runs_message,
    scene_message,
)
from player.wire import fingerprint


def script(export: str) -> str:
    """A module that hands the component on to the function `export` of the player's code."""
    return f"""
export default async (component) => {{
  const data = JSON.parse(new TextDecoder().decode(component.data));
  const code = await import(new URL(data.urls.code, document.baseURI));
  return code.{export}({{ ...component, data }});
}};"""


def sealed(message: dict) -> bytes:
    """The message with the addresses of the player's files, as `script` reads it.

    As bytes, because Streamlit would take a dict apart and put it together again three times.
    """
    return json.dumps({**message, "urls": addresses()}, separators=(",", ":")).encode()


_keep = st.components.v2.component("player_scene", js=script("keepScene"), isolate_styles=False)
_play = st.components.v2.component("player", js=script("play"), isolate_styles=False)
_swap = st.components.v2.component("player_run", js=script("swap"), isolate_styles=False)
_shown = st.components.v2.component("player_shown", js=script("shown"), isolate_styles=False)
_reach = st.components.v2.component("player_reach", js=script("reach"), isolate_styles=False)


def understood(read: Callable, value):
    """What `read` makes of a message from the browser; None if it makes no sense."""
    try:
        return read(value)
    except (LookupError, OverflowError, TypeError, ValueError):
        return None


def finite(x, y) -> tuple[float, float]:
    """A point from the browser. Raises TypeError or ValueError if it is none."""
    point = float(x), float(y)
    if not all(map(isfinite, point)):
        raise ValueError(f"a point is finite, not {point}")
    return point


@cache
def addresses() -> dict[str, str]:
    """Where the browser finds the player's files."""
    base = st.get_option("server.baseUrlPath").strip("/")
    return {name: "/" + "/".join(filter(None, (base, url))) for name, url in urls().items()}


@lru_cache(maxsize=64)
def _scene(surface) -> tuple[str, bytes]:
    """The id of the still scene, and its message."""
    message = scene_message(surface)
    return message["id"], sealed(message)


def play(
    key: str,
    surface,
    runs: Sequence[PlayedRun],
    show: Show,
    *,
    on_start: Callable[[tuple[float, float]], None] | None = None,
    on_view: Callable[[str], None] | None = None,
    on_end: Callable[[str], None] | None = None,
    on_knob: Callable[[int], None] | None = None,
) -> None:
    """Show `runs` on `surface` and play them.

    The scene and the runs are two messages, so that a slider move sends the runs alone:
    Streamlit keeps a message that has not changed on the visitor's side.
    on_start((x, y)) is called when the visitor puts the start elsewhere, on_view(view) when
    another view is chosen, on_end(show.replay) when these runs have been seen to their end,
    on_knob(number of its stop) when the hand is off the dial; each before the page runs again.
    """
    still, ground = _scene(surface)
    _keep(key=f"{key}.scene", data=ground, height=1)
    ending = {"ending": on_end is not None}
    message = runs_message(surface, runs, replace(show, extras={**show.extras, **ending}))

    def react(name, handler, read):
        def call():
            value = getattr(st.session_state[key], name, None)
            if handler and value is not None and (said := understood(read, value)) is not None:
                handler(said)

        return call

    _play(
        key=key,
        data=sealed(
            {
                **message,
                "id": fingerprint(message),
                "name": key,
                "awaited": show.awaited,
                "scene": still,
            }
        ),
        on_start_change=react("start", on_start, lambda xy: finite(*xy)),
        on_view_change=react("view", on_view, str),
        on_end_change=react("end", on_end, str),
        on_knob_change=react("knob", on_knob, int),
        on_rest_change=lambda: None,
    )


def swap(key: str, surface, run: PlayedRun) -> None:
    """Let the player `key` show this run in place of the one of its name, at once.

    For a fragment: its script is short, so the new path is on the screen long before the page has
    run. When the visitor's hand rests, the player has the page run, and its words follow.
    """
    message = run_message(surface, run)
    data = {**message, "id": fingerprint(message), "player": key}
    _swap(key=f"{key}.{run.key}", data=sealed(data), width=1, height=1)


def shown(player: str) -> bool:
    """Whether the picture of `player` (one that is `awaited`) stands on the visitor's screen.

    As soon as it does, the page runs again. The browser also tells a server that takes over.
    """
    known = st.session_state.get(_seen_key(player), False)
    told = _shown(
        key=f"{player}.shown",
        data=sealed({"player": player, "known": known}),
        default={"shown": False},
        height=1,
        on_shown_change=lambda: whole(player),
    )
    return known or bool(told.shown)


def whole(player: str) -> None:
    """Note that the page has sent all its parts, whether or not `player` is shown."""
    st.session_state[_seen_key(player)] = True


def _seen_key(player: str) -> str:
    return f"{player}.seen"


def touched(player: str) -> tuple[str, str] | None:
    """The slider that a hand has come to since the last run, and the stop at which it stands.

    Both are what the browser says: unchecked text.
    """
    value = getattr(st.session_state.get(_reach_key(player)), "touch", None)
    return None if value is None else understood(lambda pair: (str(pair[0]), str(pair[1])), value)


def reach(player: str, surface=None, family: Family | None = None) -> None:
    """Give `player` the paths around a slider, to follow it without asking the server.

    family: of a run on `surface`; None if nothing is asked. The player asks when a hand comes to a
    slider of one of its runs: the fragment that this stands in runs again, and `touched` tells.
    """
    message = {} if family is None else family_message(surface, family)
    data = {**message, "id": fingerprint(message), "player": player}
    _reach(key=_reach_key(player), data=sealed(data), height=1, on_touch_change=lambda: None)


def _reach_key(player: str) -> str:
    return f"{player}.reach"
