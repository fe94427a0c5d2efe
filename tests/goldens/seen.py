"""What a link shows, read from the messages that the page sends to the browser.

It knows nothing of the code that makes a page, only its messages: so the same lines can look at an
older state of the project, whose links this one has promised to open.
"""

import base64
import json
import re
from pathlib import Path

import numpy as np
from streamlit.testing.v1 import AppTest

from tests.page import APP, again

MOST_RUNS = 6
"""The maximum number of runs of a player that are looked at: a fan has dozens."""


def seen(page: str, link: dict[str, str | list[str]], app: Path = APP) -> dict:
    """What `page` shows with the settings of `link`, as numbers that survive as JSON.

    players: of every player by its name the start, the view and the step that it shows, its number
    of steps, and of every run the last point and the loss there. maps: of every chart's grid of
    cells their number and their mean. ignored: the settings that the page says it cannot use.
    The page raises no exception.
    """
    test = AppTest.from_file(str(app), default_timeout=120)
    for key, value in link.items():
        test.query_params[key] = value
    if page != "compare":  # on which the app opens
        (file,) = app.parent.glob(f"pages/**/{page}.py")
        test.switch_page(str(file.relative_to(app.parent)))
    again(test)
    messages = {name: bodies for name in ("player", "chart") if (bodies := sent(test, name))}
    players = {m["name"]: _player(m) for m in messages.get("player", ())}
    found = {
        "players": {name: body for name, body in players.items() if not name.endswith(".close")},
        "maps": [grid for m in messages.get("chart", ()) for grid in _grids(m)],
        "ignored": sorted(
            key for text in test.warning for key in re.findall(r"`([\w.]+)=", text.value)
        ),
    }
    return {name: value for name, value in found.items() if value}


def sent(test: AppTest, component: str) -> list[dict]:
    """The messages that the page sends to all components of that name."""
    found = []
    for element in test.get("bidi_component"):
        if element.proto.component_name == component:
            message = json.loads(element.proto.bytes)
            found.append(unpacked(message) | {"name": message.get("name")})
    return found


def unpacked(message: dict) -> dict:
    """The body of a message, with its arrays in their places."""
    arrays = {name: _array(packed) for name, packed in message["arrays"].items()}
    return _filled(message["body"], arrays)


def _array(packed: dict) -> np.ndarray:
    content = base64.b64decode(packed.get("planes") or packed["bdata"])
    if "planes" in packed:  # the first byte of every number, then the second of every number, ...
        size = np.dtype(packed["dtype"]).itemsize
        content = np.frombuffer(content, np.uint8).reshape(size, -1).T.tobytes()
    flat = np.frombuffer(content, packed["dtype"])
    shape = packed.get("shape", flat.shape)
    return flat.reshape([int(n) for n in shape.split(",")] if isinstance(shape, str) else shape)


def _filled(value, arrays: dict[str, np.ndarray]):
    if isinstance(value, list):
        return [_filled(item, arrays) for item in value]
    if isinstance(value, dict):
        if value.keys() == {"$array"}:
            return arrays[value["$array"]]
        if "bdata" in value:  # as plotly packs an array
            return _array(value)
        return {key: _filled(item, arrays) for key, item in value.items()}
    return value


def _player(body: dict) -> dict:
    keys = ("start", "view", "step", "steps")
    shown = {key: value for key in keys if (value := body.get(key)) is not None}
    if inside := body.get("inside"):  # shown before its step is taken
        shown["step"] = inside["step"] - 1
    with np.errstate(over="ignore"):  # what a screen can tell, whatever comes over the wire
        ends = {
            run["key"]: np.float32([*run["path"][-1], run["value"][-1]])
            for run in body["runs"][:MOST_RUNS]
        }
    runs = {key: end.astype(float).tolist() for key, end in ends.items()}
    return shown | {"runs": runs}


def _grids(body: dict) -> list[list[float]]:
    traces = [trace for panel in body["panels"] for trace in panel["figure"]["data"]]
    drawn = "z" if any("z" in trace for trace in traces) else "y"
    values = [np.asarray(trace[drawn], float) for trace in traces if drawn in trace]
    return [[v.size, float(v[np.isfinite(v)].mean())] for v in values if np.isfinite(v).any()]
