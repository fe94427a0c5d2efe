"""The player as a Streamlit component."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from math import isfinite

import streamlit as st
from streamlit.components.v2 import component

from figures.scene import Pictured
from player.assets import addresses
from player.live import Live, supplies_message
from player.message import PlayedRun, Show, runs_message, scene_message
from player.wire import fingerprint


def script(export: str) -> str:
    """A module that hands the component on to the function `export` of the player's code.

    Streamlit ends a call not only when its element has gone, but also when the next one has come
    before it was done; that one goes on with what the first has mounted.
    """
    return f"""
export default async (component) => {{
  const data = JSON.parse(new TextDecoder().decode(component.data));
  const code = await import(new URL(data.urls.code, document.baseURI));
  const leave = code.{export}({{ ...component, data }});
  return () => {{
    if (!component.parentElement.isConnected) leave?.();
  }};
}};"""


def sealed(message: dict) -> bytes:
    """The message with the addresses of the player's files, as `script` reads it.

    As bytes, because Streamlit would take a dict apart and put it together again three times.
    """
    urls = addresses(st.get_option("server.baseUrlPath"))
    return json.dumps({**message, "urls": urls}, separators=(",", ":")).encode()


_keep = component("player_kept", js=script("keep"), isolate_styles=False)
_play = component("player", js=script("play"), isolate_styles=False)


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


@lru_cache(maxsize=64)
def _scene(surface: Pictured) -> tuple[str, bytes]:
    """The id of the still scene, and its message."""
    message = scene_message(surface)
    return message["id"], sealed(message)


def play(
    key: str,
    surface: Pictured,
    runs: Sequence[PlayedRun],
    show: Show,
    *,
    live: Live | None = None,
    on_start: Callable[[tuple[float, float]], None] | None = None,
    on_view: Callable[[str], None] | None = None,
    on_end: Callable[[str], None] | None = None,
    on_knob: Callable[[int], None] | None = None,
    on_step: Callable[[int], None] | None = None,
) -> None:
    """Show `runs` on `surface` and play them.

    live: what the runs are of, and the sliders that turn it: the player follows a hand on them, and
    on the start, by itself. What is called when the hand is off then sends the server's word.
    The scene, the runs, and what no hand changes are messages of their own, so that a slider move
    sends the runs alone: Streamlit keeps a message that has not changed on the visitor's side.
    on_start((x, y)) is called when the visitor puts the start elsewhere, on_view(view) when
    another view is chosen, on_end(show.replay) when these runs have been seen to their end,
    on_knob(number of its stop) when the hand is off the dial, on_step(step) when the picture rests
    on another step of a run that is shown from inside; each before the page runs again.
    """
    scene, scene_sent = _scene(surface)
    supplies = supplies_message(live, show.knob) if live else None
    with st.container(gap=None):
        _keep(key=f"{key}.scene", data=scene_sent, height=1)
        if supplies:
            _keep(key=f"{key}.supplies", data=sealed(supplies), height=1)
    show = replace(show, extras={**show.extras, "ending": on_end is not None})
    message = runs_message(runs, show, live)
    needs = {"name": key, "scene": scene, "supplies": supplies and supplies["id"]}
    _play(
        key=key,
        data=sealed({**message, "id": fingerprint(message), **needs}),
        on_start_change=hear(key, "start", on_start, lambda xy: finite(*xy)),
        on_view_change=hear(key, "view", on_view, str),
        on_end_change=hear(key, "end", on_end, str),
        on_knob_change=hear(key, "knob", on_knob, int),
        on_step_change=hear(key, "step", on_step, int),
    )


def hear(key: str, name: str, handler: Callable | None, read: Callable) -> Callable[[], None]:
    """Hand on what a component says under that name, if it makes sense and anybody listens.

    The component `key` may be gone by then: its page was left while it spoke.
    """

    def call():
        value = getattr(st.session_state.get(key), name, None)
        if handler and value is not None and (said := understood(read, value)) is not None:
            handler(said)

    return call
