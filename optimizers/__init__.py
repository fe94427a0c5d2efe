"""The update rules, in teaching order: each differs from a neighbour by a line or two.

A rule is a pure NumPy function whose signature declares its state and its hyper-parameters (see
`Optimizer`). Conventions are PyTorch's; Lion's are optax's. Powers are `np.float_power`, not `**`:
it gives the same bits for a number as for an array of any length, so that one run equals its column
in a batch.
"""

from optimizers.adam import ADAM, ADAM_L2, ADAMAX, AMSGRAD
from optimizers.adaptive import ADADELTA, ADAGRAD, RMSPROP
from optimizers.decoupled import ADAMW, LION
from optimizers.descent import MOMENTUM, NESTEROV, SGD
from optimizers.optimizer import Optimizer
from optimizers.symbols import HYPERS, STATES, WORKINGS, Hyper
from optimizers.warmup import NADAM, RADAM

OPTIMIZERS: dict[str, Optimizer] = {
    optimizer.key: optimizer
    for optimizer in (
        *(SGD, MOMENTUM, NESTEROV),
        *(ADAGRAD, RMSPROP, ADADELTA),
        *(ADAM, ADAM_L2, AMSGRAD, ADAMAX),
        *(NADAM, RADAM),
        *(ADAMW, LION),
    )
}

__all__ = ["HYPERS", "OPTIMIZERS", "STATES", "WORKINGS", "Hyper", "Optimizer"]
