"""Settings that several pages have, each declared once."""

from optimizers import HYPERS, Hyper
from player.comparison import parameter_label, ways
from simulation import SCHEDULES
from simulation.comparison import DEFAULT_STEPS, LAST_SEED, NOISE, STEPS
from simulation.link import plain
from ui.frame.form import Form
from ui.frame.setting import Choice, Field, Number
from ui.frame.text import t, texts


def steps(key: str = "steps", default: int = DEFAULT_STEPS, more: tuple[int, ...] = ()) -> Number:
    """How many steps every run has. more: further stops, for long runs."""
    return Number(key, t("compare.steps"), default, (*STEPS, *more))


def noise(key: str = "noise", default: float = 0.0) -> Number:
    """The strength of the gradient noise."""
    return Number(key, t("compare.noise_level"), default, NOISE, help=t("compare.noise_help"))


def seed(key: str = "seed", default: int = 0) -> Field:
    """The seed of all that is random."""
    return Field(key, t("compare.seed"), default, 0, LAST_SEED, help=t("compare.seed_help"))


def schedule(key: str = "schedule") -> Choice:
    """By which schedule η changes."""
    return Choice(
        key,
        t("compare.schedule"),
        "constant",
        list(SCHEDULES),
        reads=lambda name: t(f"schedule.{name}.name"),
    )


RATES = ("own", "same", "tuned")
"""Where runs have their η from: each its own, all the same, or each the one that suits it best."""


def read_rates(form: Form, prefix: str, default: float, help_text: str) -> tuple[str, float | None]:
    """Where the runs have their η from, one of RATES, and that of all runs if it is the same.

    prefix: what the keys of both settings begin with. default: the η that all share at first.
    """
    choice = Choice(
        f"{prefix}rates",
        t("compare.rates"),
        RATES[0],
        RATES,
        reads=lambda name: t(f"compare.rates_{name}"),
        look="buttons",
        help=help_text,
    )
    rates = form.add(choice)
    if rates != "same":
        return rates, None
    label = f"η {t('hyper.lr.label')}"
    return rates, form.add(Number(f"{prefix}lr", label, default, HYPERS["lr"].stops))


def note_tuned(form: Form, label: str, lr: float) -> None:
    """Say which η suits a run best."""
    form.note(f"**{label}** $\\eta$ = {plain(lr)}", "text")


def hyper(
    key: str, known: Hyper, default: float, *, owner: str = "", said: bool = False, marks=()
) -> Number:
    """A hyper-parameter of a run. owner: whose it is; `said` where the slider must say so."""
    text = _entry(known)
    title = f"{owner} {known.plain}".strip()
    return Number(
        key,
        f"{title if said else known.plain} {hyper_label(known)}".strip(),
        float(plain(default)),
        known.stops,
        marks=marks,
        help=t(f"hyper.{text}.help") if text else None,
        title=title,
    )


def hyper_label(known: Hyper) -> str:
    """What a hyper-parameter is called; "" for one that only a typed rule has."""
    text = _entry(known)
    return t(f"hyper.{text}.label") if text else ""


def _entry(known: Hyper) -> str:
    """Its entry in the texts; "" if it has none."""
    if known.entry is None:
        return ""
    return known.entry or (known.key if known.key in HYPERS else "")


def parameter(key: str, declared, default: float) -> Number | Choice:
    """A parameter that a surface declares; a choice has its number as text, as the link has it."""
    label, stops = parameter_label(texts(), declared), list(map(plain, declared.stops))
    if declared.either:
        return Choice(
            key,
            label,
            plain(default),
            stops,
            reads=dict(zip(stops, ways(texts(), declared), strict=True)).__getitem__,
            look="buttons",
            help=t(f"parameter.{declared.key}.help"),
        )
    return Number(
        key,
        label,
        default,
        declared.stops,
        help=t(f"parameter.{declared.key}.help"),
    )
