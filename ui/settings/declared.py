"""Settings that several pages have, each declared once."""

from figures import letters
from optimizers import HYPERS, Hyper
from simulation.comparison import DEFAULT_STEPS, NOISE, STEPS
from simulation.link import plain
from ui.frame.setting import Choice, Field, Number
from ui.frame.text import t


def steps(key: str = "steps", default: int = DEFAULT_STEPS, more: tuple[int, ...] = ()) -> Number:
    """How many steps every run has. more: further stops, for long runs."""
    return Number(key, t("compare.steps"), default, (*STEPS, *more))


def noise(key: str = "noise", default: float = 0.0) -> Number:
    """The strength of the gradient noise."""
    return Number(key, t("compare.noise_level"), default, NOISE, help=t("compare.noise_help"))


def seed(key: str = "seed", default: int = 0) -> Field:
    """The seed of all that is random."""
    return Field(key, t("compare.seed"), default, 0, 9999, help=t("compare.seed_help"))


def hyper(
    key: str, known: Hyper, default: float, *, owner: str = "", said: bool = False, marks=()
) -> Number:
    """A hyper-parameter of a run. owner: whose it is; `said` where the slider must say so."""
    name = known.key
    title = f"{owner} {known.plain}".strip()
    return Number(
        key,
        f"{title if said else known.plain} {hyper_label(name)}".strip(),
        float(plain(default)),
        known.stops,
        marks=marks,
        help=t(f"hyper.{name}.help") if name in HYPERS else None,
        title=title,
    )


def hyper_label(name: str) -> str:
    """What a hyper-parameter is called; "" for one that only a typed rule has."""
    return t(f"hyper.{name}.label") if name in HYPERS else ""


EITHER = (0, 1)
"""The stops of a parameter that is no quantity, but one of two ways."""


def parameter(key: str, declared, default: float) -> Number | Choice:
    """A parameter that a surface declares; a choice has its number as text, as the link has it."""
    if declared.stops == EITHER:
        return Choice(
            key,
            t(f"parameter.{declared.key}.label"),
            plain(default),
            list(map(plain, EITHER)),
            reads={"0": t("parameter.shuffle.off"), "1": t("parameter.shuffle.on")}.__getitem__,
            look="buttons",
            help=t(f"parameter.{declared.key}.help"),
        )
    return Number(
        key,
        f"{letters(declared.symbol)} {t(f'parameter.{declared.key}.label')}",
        default,
        declared.stops,
        help=t(f"parameter.{declared.key}.help"),
    )
