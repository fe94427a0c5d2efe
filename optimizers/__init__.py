"""The update rules, in teaching order: each differs from a neighbour by a line or two.

A rule is a function of a few lines of arithmetic, whose signature declares its state and its
hyper-parameters; it is read into data from which all else is derived (see `Optimizer`). Conventions
are PyTorch's, or optax's where PyTorch lacks the rule; where neither has it as its paper does, the
paper's. `read_rule` makes an optimizer of typed text.
"""

from expressions.error import RuleError
from optimizers.adam import ADAM, ADAM_L2, ADAMAX, AMSGRAD
from optimizers.adaptive import ADADELTA, ADAGRAD, ADAGRAD_FULL, RMSPROP
from optimizers.averaging import ASGD, SCHEDULE_FREE
from optimizers.belief import ADABELIEF, ADAN, YOGI
from optimizers.decoupled import ADAMW, LION
from optimizers.descent import MOMENTUM, NESTEROV, SGD
from optimizers.hypers import HYPERS, Hyper
from optimizers.optimizer import Look, Optimizer, rule_text
from optimizers.signs import RPROP
from optimizers.typed import LOOKS, read_rule
from optimizers.warmup import NADAM, RADAM

OPTIMIZERS: dict[str, Optimizer] = {
    optimizer.key: optimizer
    for optimizer in (
        *(SGD, MOMENTUM, NESTEROV, ASGD),
        *(ADAGRAD, RMSPROP, ADADELTA, ADAGRAD_FULL, RPROP),
        *(ADAM, ADAM_L2, AMSGRAD, ADAMAX),
        *(NADAM, RADAM, YOGI, ADABELIEF, ADAN),
        *(ADAMW, SCHEDULE_FREE, LION),
    )
}

__all__ = [
    "HYPERS",
    "LOOKS",
    "OPTIMIZERS",
    "Hyper",
    "Look",
    "Optimizer",
    "RuleError",
    "read_rule",
    "rule_text",
]
