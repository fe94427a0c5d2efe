"""The glossary of hyper-parameters: what each may be, and what it is where nothing is said."""

from dataclasses import dataclass, replace

from expressions.symbols import GREEK, symbol


@dataclass(frozen=True)
class Hyper:
    """A hyper-parameter: its key in every signature and the stops of its slider.

    `log` says that its values differ by factors, not by amounts: a map's axis is then logarithmic.
    `default` is its value in a typed rule that does not say another one. `entry` is the text that
    tells what it means, where that is not the one of its key; None where none does. `also` are
    names that papers and libraries give it.
    """

    key: str
    stops: tuple[float, ...]
    log: bool = False
    default: float = 0.0
    entry: str | None = ""
    also: tuple[str, ...] = ()

    @property
    def symbol(self) -> str:
        """Its LaTeX."""
        return symbol(self.key).latex

    @property
    def spellings(self) -> tuple[str, ...]:
        """Other names that mean it: its letter's, and those of papers and libraries."""
        letter = (name for name in GREEK if symbol(name) == symbol(self.key))
        return (*(name for name in letter if name != self.key), *self.also)

    @property
    def plain(self) -> str:
        """The same without typesetting, for the names of controls."""
        return symbol(self.key).plain.strip() or self.key

    @property
    def low(self) -> float:
        """The lower end of an axis: the first stop, or the first above zero if the axis is log."""
        return next(stop for stop in self.stops if stop > 0 or not self.log)

    @property
    def high(self) -> float:
        """The upper end of an axis: the last stop."""
        return self.stops[-1]


def _decades(first: int, last: int, mantissas: str) -> tuple[float, ...]:
    """Stops on a log scale, 10**first to 10**last: each the very number that its text names."""
    stops = [float(f"{m}e{d}") for d in range(first, last) for m in mantissas.split()]
    return (*stops, float(f"1e{last}"))


# How much of the past an average keeps; close to 1 every further nine is ten times the memory.
_KEPT = (
    *(0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85),
    *(0.9, 0.92, 0.95, 0.97, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9995, 0.9999),
)

HYPERS: dict[str, Hyper] = {
    hyper.key: hyper
    for hyper in (
        Hyper(
            "lr",
            _decades(-6, 1, "1 1.2 1.5 2 2.5 3 4 5 6 8"),
            log=True,
            default=0.001,
            also=("alpha", "learning_rate", "step_size"),
        ),
        Hyper("gamma", _KEPT, default=0.9, also=("mu", "momentum")),
        Hyper("beta1", _KEPT, default=0.9, also=("b1",)),
        Hyper("beta2", _KEPT, default=0.999, also=("b2",)),
        Hyper("beta3", _KEPT, default=0.99),
        Hyper("rho", _KEPT, default=0.9),
        Hyper("eps", _decades(-12, 0, "1 3"), log=True, default=1e-8),
        Hyper(
            "decay",
            (0.0, *_decades(-5, 1, "1 2 5")),
            log=True,
            default=0.01,
            also=("weight_decay",),
        ),
        Hyper("psi", (0.0, *_decades(-4, 0, "1 2 4")), log=True, default=0.004),
    )
}


AVERAGING = {"gamma": replace(HYPERS["gamma"], entry="average")}
"""Letters that mean something else where they weigh an average: γ is momentum's in v = γv + g."""


def declared(name: str, default: float, stops: tuple[float, ...], weighs: bool = False) -> Hyper:
    """What is known of a hyper-parameter that a rule uses: what the rule says, or the glossary.

    weighs: whether the rule weighs an average by it. Of positive stops that are far apart, an axis
    is logarithmic.
    """
    known = (AVERAGING.get(name) if weighs else None) or HYPERS.get(name)
    if known and not stops:
        return known
    stops = stops_around(default, stops)
    log = stops[0] > 0 and stops[-1] >= FAR_APART * stops[0]
    return Hyper(name, stops, log=log, entry=known.entry if known else "")


FAR_APART = 30


def stops_around(default: float, stops: tuple[float, ...]) -> tuple[float, ...]:
    """The stops of a slider that a typed rule declares, its default among them.

    Where it declares none they lie around the default: by factors, or from -1 to 1 for 0.
    """
    if len(stops) < 2:
        factors = (0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5, 10)
        steps = range(-10, 11)
        stops = (
            tuple(float(f"{default * f:.6g}") for f in factors)
            if default
            else tuple(k / 10 for k in steps)
        )
    return tuple(sorted({float(f"{stop:.6g}") for stop in (*stops, default)}))
