"""One symbol for each concept: the glossary of hyper-parameters and of what a rule remembers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Hyper:
    """A hyper-parameter: its key in every signature, its LaTeX symbol, the stops of its slider.

    `log` says that its values differ by factors, not by amounts: a map's axis is then logarithmic.
    """

    key: str
    symbol: str
    stops: tuple[float, ...]
    log: bool = False

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
        Hyper("lr", r"\eta", _decades(-6, 1, "1 1.2 1.5 2 2.5 3 4 5 6 8"), log=True),
        Hyper("gamma", r"\gamma", _KEPT),
        Hyper("beta1", r"\beta_1", _KEPT),
        Hyper("beta2", r"\beta_2", _KEPT),
        Hyper("rho", r"\rho", _KEPT),
        Hyper("eps", r"\varepsilon", _decades(-12, 0, "1 3"), log=True),
        Hyper("decay", r"\lambda", (0.0, *_decades(-5, 1, "1 2 5")), log=True),
        Hyper("psi", r"\psi", (0.0, *_decades(-4, 0, "1 2 4")), log=True),
    )
}

# LaTeX of the state: the name of an argument -> what the literature writes.
STATES: dict[str, str] = {
    "v": "v",
    "G": "G",
    "Eg2": r"\mathrm{E}[g^2]",
    "Edx2": r"\mathrm{E}[\Delta x^2]",
    "m": "m",
    "v_max": r"v_{\max}",
    "u": "u",
    "c": "c",
}

# LaTeX of what a rule works out within a step.
WORKINGS: dict[str, str] = {
    "theta": r"\theta",
    "g": "g",
    "t": "t",
    "ahead": r"\tilde v",
    "dx": r"\Delta x",
    "m_hat": r"\hat m",
    "v_hat": r"\hat v",
    "mu": r"\mu_t",
    "mu_next": r"\mu_{t+1}",
    "c_next": r"c_{t+1}",
    "beta2_t": r"\beta_2^t",
    "rho_inf": r"\rho_\infty",
    "rho_t": r"\rho_t",
    "trusted": r"[\rho_t > 5]",
    "n": "n",
    "n_inf": r"n_\infty",
    "r": "r_t",
    "scale": "s_t",
}
