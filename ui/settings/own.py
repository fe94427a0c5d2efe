"""Rules of the visitor's own: typed text among the optimizers, with its editor on the page."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from expressions.rules.read import MAX_LENGTH
from expressions.symbols import symbol
from locales import Texts
from networks.muon import MUON
from optimizers import LOOKS, OPTIMIZERS, Optimizer, RuleError, rule_text
from optimizers import read_rule as read
from ui.frame.form import Form, Given
from ui.frame.setting import Choice, Lines, Title
from ui.frame.text import LANGUAGES, listed, named, t, texts
from ui.parts.formula import fault

OWN = {f"own{number}": look for number, look in enumerate(LOOKS, 1)}
"""The keys of the rules that can be typed, and how their runs are drawn."""
LONGEST_NAME = 24
HINT = "theta = theta - lr * g"


def _text(key: str, name: str) -> Lines:
    return Lines(key, t("own.text", name=name), "", MAX_LENGTH, hint=HINT, help=t("own.help"))


def _title(key: str) -> Title:
    label = t("own.name", name=_usual(key))
    return Title(f"name.{key}", label, "", LONGEST_NAME)


def _usual(key: str) -> str:
    return t("own.usual", number=key.removeprefix("own"))


def own_names(given: Given) -> dict[str, str]:
    """The names of the typed rules by their keys, and of the next one that can be typed.

    No two runs have the same name, be it one of a pair.
    """
    empty = [key for key in OWN if not given.read(replace(_text(key, ""), title=""))]
    taken: set[str] = set()
    for rule in (*OPTIMIZERS.values(), MUON):
        taken |= _pair(rule.name) | _pair(named(rule))
    names: dict[str, str] = {}
    for key in OWN:
        if key in empty[1:]:
            continue
        name = given.read(replace(_title(key), title="")) or _usual(key)
        while taken & _pair(name):
            name += f" {key.removeprefix('own')}"
        names[key] = name
        taken |= _pair(name)
    return names


def _pair(name: str) -> set[str]:
    """A rule's name, and those of its runs where it runs twice."""
    return {name.lower(), f"{name} a".lower(), f"{name} b".lower()}


def read_rule(form: Form, key: str, label: str) -> Optimizer:
    """One optimizer of all, those of the visitor's own among them; Adam while that will not do."""
    own = own_names(form.given)
    names = {key: named(rule) for key, rule in OPTIMIZERS.items()} | own
    chosen = form.add(Choice(key, label, "adam", list(names), reads=names.__getitem__))
    if chosen in OPTIMIZERS:
        return OPTIMIZERS[chosen]
    return read_own(form, chosen, own[chosen]) or OPTIMIZERS["adam"]


def read_own(form: Form, key: str, name: str, plane: bool = True) -> Optimizer | None:
    """The rule that is typed under `key`, with an editor on the page.

    While the text will not do, the last one that did; None if there has been none.
    plane: whether it is to move a point of the plane, as every rule can; few are for that alone.
    """
    sides = form.on_page().part("sides", columns=2)
    left, right = sides.part(), sides.part()
    head = left.row(2)
    head.add(_title(key))
    head.copies(key, t("own.copy"), _texts(texts(), plane))
    text = left.add(_text(key, name))
    found, worked = _read(text, key, name, plane), form.given.worked
    if isinstance(found, RuleError):
        _explain(left if text.strip() else None, right, found, text, key)
        kept = worked.get(key)
        found = _read(kept, key, name, plane) if kept and text.strip() else None
        return found if isinstance(found, Optimizer) else None
    worked[key] = text
    right.note(found.formula, "latex", of=key)
    right.note(_facts(found), of=key)
    return found


@lru_cache(maxsize=512)
def _read(text: str, key: str, name: str, plane: bool) -> Optimizer | RuleError:
    try:
        found = read(text, name, key=key, look=OWN[key])
    except RuleError as error:
        return error
    return found if plane or not found.planar else RuleError("planar")


@lru_cache(maxsize=2 * len(LANGUAGES))
def _texts(called: Texts, plane: bool) -> Mapping[str, str]:
    offered = (rule for rule in OPTIMIZERS.values() if plane or not rule.planar)
    return {called.named(rule): rule_text(rule) for rule in offered}


def _explain(left: Form | None, right: Form, error: RuleError, text: str, key: str) -> None:
    """What is wrong, under the line it belongs to; an empty editor says what can be typed."""
    if left is None:
        right.note(t("own.empty"), of=key)
        right.note(t("own.given"), of=key)
        return
    right.note(fault(error), "error", of=key)
    if error.line is not None and error.position is not None:
        line = text.split("\n")[error.line - 1]
        start = max(0, error.position - 40)
        shown = "".join(c if c.isprintable() else " " for c in line[start : start + 80])
        right.note(f"{shown}\n{' ' * (error.position - start)}^", "code", of=key)


def _facts(optimizer: Optimizer) -> str:
    """What the rule is given, what it keeps, and the sliders that it makes."""
    parts = [t("own.given")]
    if optimizer.state:
        parts.append(t("own.state", names=listed(map(_typeset, optimizer.state))))
    if optimizer.defaults:
        parts.append(t("own.sliders", names=listed(map(_typeset, optimizer.defaults))))
    return "  \n".join(parts)


def _typeset(name: str) -> str:
    return f"${symbol(name).latex}$ (`{name}`)"
