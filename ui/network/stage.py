"""The trainings on the screen: pictures, curves, and the table under them."""

from collections.abc import Mapping

from locales import percent
from networks import Trained
from networks.reading.judge import ends, lowest_test_loss, spread
from networks.reading.trial import Line, Trial, Worked
from player.trained import FIGURES, frame_steps, picture, shown_run
from player.training import Chart, TrainedRun, TrainingShow, training, training_message
from simulation.link import plain
from ui.frame.text import listed, number, t, words
from ui.parts.facts import facts

PLAYER = "training"
Seeded = Mapping[str, Trained]
Labels = Mapping[str, str]


def stage(
    trial: Trial,
    labels: Labels,
    found: Worked,
    seeded: Seeded | None,
    title: str,
    key: str = PLAYER,
) -> None:
    """The player with all lines of the trial. seeded: the same over seeds, for the curves."""
    training(key, training_message(*shown(trial, labels, found, seeded, title)))


def shown(
    trial: Trial, labels: Labels, found: Worked, seeded: Seeded | None, title: str, **settings
) -> tuple[list[TrainedRun], TrainingShow]:
    """The trial's lines as the player shows them. settings: of TrainingShow."""
    lines = trial.lines
    steps = max(line.setup.steps for line in lines)
    runs = [
        shown_run(
            line,
            found,
            seeded[line.key] if seeded else None,
            steps,
            labels[line.key],
            rate(line),
        )
        for line in lines
    ]
    names = listed(labels.values())
    said = {
        "text": {**words("player"), **words("training")},
        "title": title,
        "alt": t("network.alt", names=names, data=t(f"network_data.{trial.setup.data}.name")),
        "steps": steps,
        "frames": frame_steps(steps),
        "charts": _charts(bool(seeded)),
        "picture": picture(trial, found),
        "replay": repr([(line.setup.data, line.setup.network, trial.seed) for line in lines]),
        "file": f"training-{trial.setup.data}",
    }
    return runs, TrainingShow(**said | settings)


def rate(line: Line) -> str:
    """What stands beside a line's name; nothing for a rule without a rate."""
    return f"η {plain(line.values['lr'])}" if "lr" in line.values else ""


def _charts(seeded: bool) -> list[Chart]:
    loss, accuracy = t("network.loss_curve"), t("network.accuracy_curve")
    if seeded:
        loss, accuracy = (t("network.over_seeds", title=title) for title in (loss, accuracy))
    return [
        Chart(loss, "train_loss", "test_loss", log=True),
        Chart(accuracy, "train_accuracy", "test_accuracy", percent=True),
    ]


def table(trial: Trial, labels: Labels, found: Worked, seeded: Seeded | None) -> None:
    """A row per line: what it came to."""
    rows = []
    for line in trial.lines:
        run = seeded[line.key] if seeded else found.runs[line.key]
        final = {name: spread(ends(run, name))[1] for name in FIGURES}
        cells = {
            "name": f"**{labels[line.key]}**",
            "rate": rate(line).removeprefix("η "),
            "train_loss": number(final["train_loss"]),
            "test_loss": number(final["test_loss"]),
            "lowest": number(lowest_test_loss(run)),
            "train_accuracy": percent(final["train_accuracy"]),
            "test_accuracy": percent(final["test_accuracy"]),
        }
        rows.append({t(f"network.column_{name}"): cell for name, cell in cells.items()})
    facts(rows, "training")
