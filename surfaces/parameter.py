"""Numbers that the reader may turn: what they may be, and what they are now."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from numbers import Real


@dataclass(frozen=True)
class Parameter:
    """A number that the reader may turn.

    `stops` are the slider's values, in ascending order; any number between the first and the last
    is allowed, only integers where `whole`. `default` is NaN where a function's signature has it.
    `unit` is what one slider unit is worth in a formula (an angle is turned in degrees, cosines
    are taken of radians). `log` asks for a log axis. A parameter that is not `in_formula` steers
    how data are drawn.
    """

    key: str
    symbol: str
    stops: tuple[float, ...]
    default: float = math.nan
    unit: float = 1.0
    whole: bool = False
    log: bool = False
    in_formula: bool = True

    @property
    def either(self) -> bool:
        """Whether it is no quantity, but one of two ways."""
        return self.stops == (0, 1)

    @property
    def low(self) -> float:
        return self.stops[0]

    @property
    def high(self) -> float:
        return self.stops[-1]

    def check(self, value: float) -> float:
        """`value` as a number; ValueError where it is out of range, or broken but `whole`."""
        if not isinstance(value, Real):
            raise ValueError(f"{self.key} must be a number, not {value!r}")
        if not self.low <= value <= self.high:
            raise ValueError(f"{self.key} must be from {self.low:g} to {self.high:g}, not {value}")
        if self.whole and value != int(value):
            raise ValueError(f"{self.key} must be a whole number, not {value}")
        return int(value) if self.whole else float(value)


def current(owner) -> dict[str, float]:
    """The value of each of the owner's parameters: its `settings`, the defaults if there are none.

    owner: what is declared with `parameters`; a surface, a schedule.
    """
    settings = owner.settings or [parameter.default for parameter in owner.parameters]
    return {p.key: value for p, value in zip(owner.parameters, settings, strict=True)}


def turned(owner, changed: Mapping[str, float]) -> tuple[float, ...]:
    """The owner's `settings` with some of them changed; ValueError names one that will not do."""
    known = {parameter.key: parameter for parameter in owner.parameters}
    for key in changed:
        if key not in known:
            allowed = ", ".join(known) or "none"
            raise ValueError(f"{owner.key} has no parameter {key} (it has: {allowed})")
    checked = {key: known[key].check(value) for key, value in changed.items()}
    return tuple((current(owner) | checked).values())
