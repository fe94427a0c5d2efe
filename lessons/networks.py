"""The experiments on networks to which lessons lead, in words."""

from locales import Texts
from networks.claims.declared import EXPERIMENTS
from networks.reading.trial import RULES
from simulation.link import plain


def labels_of(experiment: str, t: Texts) -> dict[str, str]:
    """How each arm of an experiment is called."""
    return {key: _label(experiment, key, t) for key in EXPERIMENTS[experiment].arms}


def _label(experiment: str, key: str, t: Texts) -> str:
    """Its rule, or what sets it apart from others of that rule."""
    arm = EXPERIMENTS[experiment].arms[key]
    name = t.named(RULES[arm.rule])
    alike = [other for other in EXPERIMENTS[experiment].arms.values() if other.rule == arm.rule]
    if len(alike) == 1:
        return name
    parts = [t(f"network_arm.{field}", value=_said(v, t)) for field, v in arm.changes.items()]
    parts += [f"η {plain(arm.hypers['lr'])}"] * (not arm.changes)
    return f"{name} {', '.join(parts[:1])}" if parts else name


def _said(value, t: Texts) -> str:
    return t(f"schedule.{value.key}.name") if hasattr(value, "key") else plain(value)
