"""What came out, in sentences told from the runs; over seeds where one run proves nothing."""

from collections.abc import Mapping

import streamlit as st

from locales import percent, whole_percent
from networks import Trained
from networks.reading.judge import GOOD, ahead_every_time, dead_units, ends, judge, spread
from networks.reading.trial import SEEDS, Trial, Worked
from ui.frame.heading import section
from ui.frame.text import listed, number, t
from ui.network.stage import Labels

SILENT = 0.2
"""From this share of silent units on, a sentence speaks of them."""


def story(trial: Trial, labels: Labels, found: Worked) -> None:
    """A line for every run of the one seed."""
    lines = [f"- **{labels[line.key]}** {sentence(found.runs[line.key])}" for line in trial.lines]
    section("network.outcome", *lines)
    st.caption(t("network.one_seed", good=percent(GOOD)))


def sentence(run: Trained) -> str:
    """What became of one network."""
    found = judge(run)
    details = {
        "accuracy": percent(found.accuracy),
        "reached": found.reached,
        "lowest": found.lowest,
        "best": number(found.best),
        "last": number(found.last),
        "stopped": percent(found.stopped),
        "loss": number(spread(ends(run, "train_loss"))[1]),
    }
    told = t(f"network_outcome.{found.kind}", **details)
    dead = dead_units(run)
    if found.kind != "broken" and dead >= SILENT:
        return t("network.dead", told=told, share=whole_percent(dead))
    return told


def story_over_seeds(trial: Trial, labels: Labels, seeded: Mapping[str, Trained]) -> None:
    """The median and the range of every line, and who is ahead of the last on every seed."""
    final = {line.key: ends(seeded[line.key], "test_accuracy") for line in trial.lines}
    lines = []
    for key, values in final.items():
        low, middle, high = map(percent, spread(values))
        told = t("network.seeds_line", low=low, middle=middle, high=high)
        lines.append(f"- **{labels[key]}** {told}")
    if len(final) > 1:
        last, ahead = ahead_every_time(final)
        names = listed(labels[key] for key in ahead)
        told = t("network.seeds_mixed", last=labels[last], seeds=SEEDS)
        if ahead:
            told = t("network.seeds_apart", ahead=names, last=labels[last], seeds=SEEDS)
        lines.append(f"- {told}")
    section("network.outcome_seeds", *lines, seeds=SEEDS)
