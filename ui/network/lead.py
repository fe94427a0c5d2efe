"""Ways from a lesson to the experiments on networks."""

from collections.abc import Sequence

import streamlit as st

from lessons.networks import labels_of
from networks.claims.declared import EXPERIMENTS
from ui.frame.text import language, t, texts
from ui.network.settings import declared_trial
from ui.network.stage import stage
from ui.network.work import worked


def networks(keys: Sequence[str], width: int) -> None:
    """Each experiment with its claim, and the way to it."""
    for key in keys:
        with st.container(width=width, border=True):
            claim = t(f"network_experiment.{key}.claim")
            name = t(f"network_experiment.{key}.name")
            st.markdown(t("lesson.headed", title=name, text=claim))
            way_to(key, t("network.open"))


def way_to(key: str, label: str) -> None:
    """A link to an experiment on networks."""
    st.page_link(
        "pages/network.py",
        label=label,
        icon=":material/hub:",
        query_params={"net.show": key, "lang": language()},
    )


def opening(key: str, width: int) -> str:
    """An experiment that moves, at the head of a lesson, its claim and the way to it below.

    The name of its player.
    """
    trial = declared_trial(key, EXPERIMENTS[key].shown)
    name = t(f"network_experiment.{key}.name")
    player = f"opening-{key}"
    stage(trial, labels_of(key, texts()), worked(trial), None, name, key=player)
    networks((key,), width)
    return player
