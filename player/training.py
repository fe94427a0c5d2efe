"""Networks in training on the screen: their pictures and curves on one timeline. See `training`."""

import base64
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

import numpy as np
from streamlit.components.v2 import component

from figures import Style
from player.component import script, sealed
from player.wire import fingerprint, pack, single


@dataclass(frozen=True)
class TrainedRun:
    """A network as it is shown.

    key: unique in the message. name, detail: its title. figures: by the names of the charts' lines
    and "test_accuracy", (R,) each, at the steps `readings` (R,). bands: (low, high) around a
    figure, likewise.
    regions: (F, bytes) as `networks.reading.regions.packed` makes them. filters: (F, count *
    pixels) uint8, 128 being zero. guesses: (F, images) uint8, the class that each image gets.
    """

    key: str
    name: str
    detail: str
    style: Style
    readings: np.ndarray
    figures: Mapping[str, np.ndarray]
    bands: Mapping[str, tuple[np.ndarray, np.ndarray]] = field(default_factory=dict)
    regions: np.ndarray | None = None
    filters: np.ndarray | None = None
    guesses: np.ndarray | None = None


@dataclass(frozen=True)
class Chart:
    """A chart under the pictures: `train` and `test` name the runs' figures, drawn faint and full.

    percent: shares from 0 to 1.
    """

    title: str
    train: str
    test: str
    log: bool = False
    percent: bool = False


@dataclass(frozen=True)
class TrainingShow:
    """How trainings are shown.

    text: the words of the controls by name. alt: the picture in a sentence. steps: how long the
    runs are; frames: the steps (F,) of the pictures. replay: when it
    changes, the playback starts again. tallest: height of a picture in px. picture: what the
    networks learn from, None where there is nothing to see:
    `{"kind": "plane", "view", "train", "test", "size"}` or
    `{"kind": "images", "size", "pixels", "truth", "filter"}`.
    keys, fill: as in `player.Show`. curves: whether the charts are drawn beside pictures.
    """

    text: Mapping[str, str]
    title: str
    alt: str
    steps: int
    frames: np.ndarray
    charts: Sequence[Chart]
    picture: Mapping | None = None
    replay: str = ""
    file: str = "training"
    autoplay: bool = True
    tallest: int = 230
    keys: str = "own"
    fill: bool = False
    curves: bool = True


_training = component("training", js=script("training"), isolate_styles=False)


def training_message(runs: Sequence[TrainedRun], show: TrainingShow) -> dict:
    """What the browser is told, deflated: regions shrink to a quarter."""
    body = {
        **asdict(show),
        "runs": [
            {
                **{name: single(figure) for name, figure in run.figures.items()},
                "bands": {
                    name: {"low": single(low), "high": single(high)}
                    for name, (low, high) in run.bands.items()
                },
                "key": run.key,
                "readings": run.readings,
                "name": run.name,
                "detail": run.detail,
                "style": asdict(run.style),
                "regions": run.regions,
                "filters": run.filters,
                "guesses": run.guesses,
            }
            for run in runs
        ],
    }
    message = json.dumps(pack(body), separators=(",", ":")).encode()
    deflated = base64.b64encode(zlib.compress(message, 6)).decode()
    return {"id": fingerprint(message), "deflated": deflated}


def training(key: str, message: dict) -> None:
    """Show trainings and play them; message: of `training_message`."""
    _training(key=key, data=sealed({**message, "name": key}))
