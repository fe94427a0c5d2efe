"""The network page below its title: what is shown of a trial, in the order in which it is sent."""

from dataclasses import dataclass
from functools import partial

import streamlit as st

from export.network import network_script
from lessons.networks import labels_of
from networks.points import LEAST_POINTS
from networks.reading.trial import SEEDS, Trial
from player.page import mark_complete
from ui.frame.form import Form
from ui.frame.setting import Switch
from ui.frame.text import language, named, t, texts
from ui.network.paint import paint
from ui.network.settings import (
    OWN,
    query,
    read_data,
    read_declared,
    read_experiment,
    read_trial,
)
from ui.network.stage import PLAYER, Labels, stage, table
from ui.network.story import story, story_over_seeds
from ui.network.views import views
from ui.network.work import over_seeds, worked
from ui.parts.slideshow import collect, here

EDGES = ("edge", "adams_edge")
"""Experiments that are about sharpness."""


@dataclass(frozen=True)
class NetworkSettings:
    """What the page is to show. trial: None if there is nothing to train. experiment: the declared
    one, or OWN. ten: whether the curves are those of ten seeds. data: a key of the data.
    """

    trial: Trial | None
    experiment: str
    ten: bool
    data: str

    @property
    def labels(self) -> dict[str, str]:
        """How each line is called."""
        lines = self.trial.lines if self.trial else ()
        if self.experiment == OWN:
            return {line.key: named(line.optimizer) for line in lines}
        return labels_of(self.experiment, texts())


def read(form: Form) -> NetworkSettings:
    """All settings of the page."""
    experiment = read_experiment(form)
    part = form.part()
    label = t("network.ten", seeds=SEEDS)
    ten = form.add(Switch("net.ten", label, False, help=t("network.ten_help")))
    if experiment != OWN:
        trial = read_declared(part, experiment)
        return NetworkSettings(trial, experiment, ten, trial.setup.data)
    data = read_data(part)
    return NetworkSettings(read_trial(part, data, ten), experiment, ten, data)


def nothing_to_train() -> str:
    """What to do where there is nothing to train."""
    return t("network.nothing", least=LEAST_POINTS)


def show(settings: NetworkSettings) -> bool:
    """The pictures and curves, all that a visitor waits for; whether there are any."""
    trial, experiment = settings.trial, settings.experiment
    if settings.data == "points":
        paint()
    if trial is None:
        st.info(nothing_to_train())
        mark_complete(PLAYER)
        return False
    title = t("network.title")
    if experiment != OWN:
        title = t(f"network_experiment.{experiment}.name")
        st.markdown(t(f"network_experiment.{experiment}.claim"))
    seeded = over_seeds(trial) if settings.ten else None
    stage(trial, settings.labels, worked(trial), seeded, title)
    return True


def explain(settings: NetworkSettings) -> None:
    """What came out, the table, further views, and what can be taken away."""
    trial = settings.trial
    if trial is None:
        return
    found, seeded = worked(trial), over_seeds(trial) if settings.ten else None
    if seeded:
        story_over_seeds(trial, settings.labels, seeded)
    else:
        story(trial, settings.labels, found)
    table(trial, settings.labels, found, seeded)
    if settings.experiment != OWN:
        _turn_its_knobs(trial)
    views(trial, settings.labels, found, "sharpness" if settings.experiment in EDGES else "none")
    _take_away(trial, settings.labels)


def _turn_its_knobs(trial: Trial) -> None:
    """The way from a declared experiment to its settings."""
    rates = {line.rule: line.values["lr"] for line in reversed(trial.alike)}
    st.page_link(
        "pages/network.py",
        label=t("network.turn"),
        icon=":material/tune:",
        query_params={**query(trial.setup, rates, trial.seed), "lang": language()},
    )


def _take_away(trial: Trial, labels: Labels) -> None:
    with st.container(horizontal=True):
        for name, lesson in (("lessons", "10"), ("recipe", "recipe")):
            st.page_link(
                "pages/lessons.py",
                label=t(f"network.to_{name}"),
                icon=":material/menu_book:",
                query_params={"lesson": lesson, "lang": language()},
            )
    with st.container(horizontal=True):
        collect(here("network"))
        st.download_button(
            t("take.script"),
            partial(network_script, trial, labels),
            "training.py",
            "text/x-python",
            icon=":material/code:",
            help=t("network.script_help"),
            on_click="ignore",
        )
