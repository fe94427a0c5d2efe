"""What a name looks like: m_hat is m̂, beta1 is β₁, in LaTeX and in plain text."""

from dataclasses import dataclass, replace
from functools import cache

_GREEK_NAMES = (
    *("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa"),
    *("lambda", "mu", "nu", "xi", "omicron", "pi", "rho", "sigma", "tau", "upsilon", "phi"),
    *("chi", "psi", "omega"),
)
GREEK = dict(zip(_GREEK_NAMES, "αβγδεζηθικλμνξοπρστυφχψω", strict=True))
ACCENTS = {
    "hat": (r"\hat", "\u0302"),
    "bar": (r"\bar", "\u0304"),
    "tilde": (r"\tilde", "\u0303"),
}
SUBSCRIPTS = {
    **{str(digit): (str(digit), chr(0x2080 + digit)) for digit in range(10)},
    **{"max": (r"\max", "ₘₐₓ"), "min": (r"\min", " min"), "inf": (r"\infty", "∞")},
}


@dataclass(frozen=True)
class Symbol:
    """A letter with its accent and subscript. `ahead`: it is the value of the next step."""

    letter: str
    plain: str
    below: tuple[str, ...] = ()
    accent: str = ""
    ahead: bool = False

    @property
    def latex(self) -> str:
        """Without an index of time."""
        return self.at("")

    def at(self, index: str, primes: int = 0) -> str:
        """LaTeX with an index of time such as "t-1", none where it is empty."""
        below = ",".join(filter(None, (*self.below, index)))
        letter = f"{self.accent} {self.letter}" if self.accent else self.letter
        short = len(below) == 1 or (below.startswith("\\") and below[1:].isalpha())
        return letter + "'" * primes + (f"_{below if short else f'{{{below}}}'}" if below else "")


# What the literature writes for names that cannot be spelt.
SPECIAL = {
    "lr": Symbol(r"\eta", "η"),
    "eps": Symbol(r"\varepsilon", "ε"),
    "decay": Symbol(r"\lambda", "λ"),
    "Eg2": Symbol(r"\mathrm{E}[g^2]", "E[g²]"),
    "Edx2": Symbol(r"\mathrm{E}[\Delta x^2]", "E[Δx²]"),
    "dx": Symbol(r"\Delta x", "Δx"),
    "ahead": Symbol("v", "ṽ", accent=r"\tilde"),
}


@cache
def symbol(name: str) -> Symbol:
    """The symbol of a name of letters, digits and underscores: beta1, v_hat, theta_next.

    Of a name that says nothing, its letters as they are.
    """
    if name in SPECIAL:
        return SPECIAL[name]
    base, *suffixes = name.strip("_").split("_")
    stem = base.rstrip("0123456789")
    found = _letter(stem or base)
    for digit in base[len(stem) :] if stem else "":
        found = _below(found, digit)
    for suffix in suffixes:
        if suffix in ACCENTS and not found.accent:
            accent, mark = ACCENTS[suffix]
            found = replace(found, accent=accent, plain=found.plain[:1] + mark + found.plain[1:])
        elif suffix == "next":
            found = replace(found, ahead=True, plain=f"{found.plain} next")
        elif suffix and suffix != "t":
            found = _below(found, suffix)
    return found


def _letter(stem: str) -> Symbol:
    if stem in GREEK:
        latex = r"\varepsilon" if stem == "epsilon" else "o" if stem == "omicron" else f"\\{stem}"
        return Symbol(latex, GREEK[stem])
    if len(stem) == 1:
        return Symbol(stem, stem)
    return Symbol(rf"\mathrm{{{stem}}}", stem)


def _below(found: Symbol, suffix: str) -> Symbol:
    latex, plain = SUBSCRIPTS.get(suffix, (rf"\mathrm{{{suffix}}}", f" {suffix}"))
    if suffix in GREEK:
        latex, plain = f"\\{suffix}", f" {GREEK[suffix]}"
    elif len(suffix) == 1 and suffix not in SUBSCRIPTS:
        latex = suffix
    return replace(found, below=(*found.below, latex), plain=found.plain + plain)
