"""A training as a PyTorch script: the same first weights, the same batches, the same rule."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from export.pieces import harmless, scheduler_imports, tensor
from export.rule import class_name, exported, torch_classes
from networks.data import INIT_SEED, ORDER_SEED, SPLIT_SEED
from networks.layers import Convolution, Dense, MaxPool
from networks.muon import COEFFICIENTS, STEPS, Layered
from networks.reading.trial import Line, Trial
from networks.setup import Setup
from optimizers import Optimizer

ACTIVATIONS = {"Tanh": "nn.Tanh()", "ReLU": "nn.ReLU()", "Sigmoid": "nn.Sigmoid()"}
DIGITS = """digits = load_digits()
rows = np.random.default_rng([SEED, {stream}]).permutation(len(digits.target))
train, test = rows[:{train}], rows[{train} : {train} + {test}]
x, y = torch.tensor(digits.data / 16), torch.tensor(digits.target)
x_train, y_train, x_test, y_test = x[train], y[train], x[test], y[test]"""
CHANNELS_LAST = '''class ChannelsLast(nn.Module):
    """An image's features in the order (row, column, channel)."""

    def forward(self, x):
        return x.permute(0, 2, 3, 1).flatten(1)


'''
NETWORK = '''{channels_last}def network():
    """The network with the first weights of the seed."""
    model = nn.Sequential(
{layers}
    )
    rng = np.random.default_rng([SEED, {stream}])
    with torch.no_grad():
        for layer in model:
            if not hasattr(layer, "weight"):
                continue
            outputs, inputs = layer.weight.flatten(1).shape
            weights = {init} * np.sqrt(2 / {fan}) * rng.standard_normal((inputs, outputs))
            if layer.weight.ndim == 4:
                weights = weights.reshape(3, 3, -1, outputs).transpose(3, 2, 0, 1)
            else:
                weights = weights.T
            layer.weight.copy_(torch.from_numpy(weights.copy()))
            layer.bias.zero_()
    return model'''
TRAINING = '''criterion = {criterion}


def order(rng):
    """The order of the examples in a pass."""
    count = len(x_train)
    return range(count) if count <= BATCH else rng.permutation(count).tolist()


def validate(model, x, y):
    """Loss and share of right answers."""
    model.eval()
    with torch.no_grad():
        z = model(x)
        right = {right}
        return criterion(z, {targets}).item(), right.double().mean().item()


{counting}def run({arguments}, /, **settings):
    model = network()
    weights = [p for p in model.parameters() if p.ndim > 1]
    biases = [p for p in model.parameters() if p.ndim == 1]
    groups = [{{"params": weights}}, {{"params": biases}}]
{decayed}    optimizer = rule(groups, **settings)
{scheduled}    rng = np.random.default_rng([SEED, {stream}])
    for epoch in range(EPOCHS):
        model.train()
        for x, y in DataLoader(TensorDataset(x_train, y_train), BATCH, sampler=order(rng)):
            model.zero_grad()
            criterion(model(x), {targets}).backward()
{clip}{pulled}            optimizer.step()
{stepped}        if epoch % max(1, EPOCHS // 10) == 0:
            test = validate({judged}, x_test, y_test)
            print(f"# {{label}} epoch {{epoch}}: test", *test)
    train_loss, _ = validate({judged}, x_train, y_train)
    test = validate({judged}, x_test, y_test)
    print(label, train_loss, *test, sep="\\t")'''
COUNTING = '''def counting(model, optimizer, point):
    """The network that counts: with `point`, its weights are what the rule keeps by that name."""
    if point is None:
        return model
    found = network()
    with torch.no_grad():
        for p, last in zip(found.parameters(), model.parameters()):
            p.copy_(optimizer.state[last][point])
    return found


'''
CLIPPED = """            if CLIP:
                nn.utils.clip_grad_norm_(model.parameters(), CLIP)
"""
DECAYED = """    if decay is not None:
        groups[0][decay], groups[1][decay] = DECAY, 0.0
"""
PULLED = """            if decay is None:  # the rule has none of its own
                for p in weights:
                    p.grad += DECAY * p.detach()
"""
SCHEDULED = """    scheduler = SCHEDULE and SCHEDULE(optimizer)
"""
STEPPED = """            if scheduler:
                scheduler.step()
"""
TRAINED_BY = ("batch", "epochs", "weight_decay", "clip", "schedule")
"""In what the setups of a script may differ."""
DECAYS = {"ASGD": "lambd", "Rprop": None}
"""What classes of torch.optim call their weight decay where it is not `weight_decay`."""
POINTS = {"ASGD": "ax"}
"""What they call the state that counts in place of θ."""
TOGETHER = '''def together(rule):
    """The rule for one vector of all parameters: `norm` and `dot` look at all of them."""

    def made(groups, /, **settings):
        params = [p for group in groups for p in group["params"]]
        vector = nn.utils.parameters_to_vector(params).detach()
        for name in groups[0].keys() - {"params"}:  # what the groups do not share
            each = [torch.full_like(p, group[name]) for group in groups for p in group["params"]]
            settings[name] = nn.utils.parameters_to_vector(each)
        optimizer = rule([vector], **settings)

        def gather(*_):
            vector.grad = nn.utils.parameters_to_vector([p.grad for p in params])

        def spread(*_):
            nn.utils.vector_to_parameters(vector, params)

        optimizer.register_step_pre_hook(gather)
        optimizer.register_step_post_hook(spread)
        return optimizer

    return made'''
LAYERED = f'''def orthogonal(m):
    """About U Vᵀ where m = U S Vᵀ: {STEPS} Newton-Schulz steps."""
    a, b, c = {COEFFICIENTS}
    tall = len(m) > len(m.T)
    x = m.T if tall else m
    x = x / x.norm().clamp(min=1e-7)
    for _ in range({STEPS}):
        square = x @ x.T
        x = a * x + (b * square + c * square @ square) @ x
    return x.T if tall else x


class Muon(torch.optim.AdamW):
    """Muon for matrices, AdamW for all else. torch.optim.Muon rounds its steps to bfloat16."""

    def __init__(self, params, momentum, **settings):
        super().__init__(params, **settings)
        self.momentum = momentum

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                if p.ndim == 2:
                    self._move(p, group["lr"], group["weight_decay"])
                    p.grad = None  # so that AdamW leaves it alone
        super().step()

    def _move(self, p, lr, decay):
        average = self.state[p].setdefault("average", torch.zeros_like(p))
        average.lerp_(p.grad, 1 - self.momentum)
        ahead = p.grad.lerp(average, self.momentum)
        outputs, inputs = p.shape
        p.mul_(1 - lr * decay)
        p.sub_(lr * max(1, outputs / inputs) ** 0.5 * orthogonal(ahead))'''


def network_script(trial: Trial, labels: Mapping[str, str]) -> str:
    """A script that trains every line of the trial, as one writes it in PyTorch.

    labels: by the lines' keys. It needs PyTorch and NumPy, and scikit-learn for the digits. Prints
    for each line its label, training loss, test loss and test accuracy at the end, parted by tabs;
    other output begins with #. Rules that PyTorch lacks are classes in the script. Raises
    ValueError if the lines' setups differ in anything but TRAINED_BY.
    """
    setups = list(trial.groups())
    given = {name: getattr(trial.setup, name) for name in TRAINED_BY}
    if any(replace(setup, **given) != trial.setup for setup in setups):
        raise ValueError("the lines learn from other data, or train another network")
    rules = {line.optimizer.key: line.optimizer for line in trial.lines}.values()
    averages = any(getattr(rule, "point", None) for rule in rules)
    decayed = any(setup.weight_decay is not None for setup in setups)
    parts = [_head(setups), _data(trial.setup, trial.seed), _network(trial.setup)]
    parts.append(_training(setups, averages, decayed))
    lacked = [rule for rule in rules if isinstance(rule, Optimizer) and rule.torch is None]
    parts += [torch_classes(lacked)] if lacked else []
    parts += [TOGETHER] * any(rule.rule.joint for rule in lacked)
    parts += [LAYERED] * any(isinstance(rule, Layered) for rule in rules)
    for setup, lines in trial.groups().items():
        runs = [_run(line, averages, decayed, labels[line.key]) for line in lines]
        parts.append("\n".join([*_settings(setup, setups, decayed), *runs]))
    return "\n\n\n".join(parts) + "\n"


def _head(setups: Sequence[Setup]) -> str:
    lines = ["# Trains one network several times, always from the same first weights.", ""]
    lines += ["import numpy as np", "import torch"]
    lines += ["from sklearn.datasets import load_digits"] * (setups[0].data == "digits")
    lines += ["from torch import nn"]
    lines += scheduler_imports(line for setup in setups for line in _schedule(setup))
    lines += ["from torch.utils.data import DataLoader, TensorDataset"]
    return "\n".join([*lines, "", "torch.set_default_dtype(torch.float64)"])


def _schedule(setup: Setup) -> tuple[str, ...]:
    return setup.schedule.torch_lines(setup.steps)


def _settings(setup: Setup, setups: Sequence[Setup], decayed: bool) -> list[str]:
    """What `run` reads of how a setup trains: constants that some setup of the script needs."""
    lines = [f"BATCH, EPOCHS = {setup.batch}, {setup.epochs}"]
    if any(each.clip for each in setups):
        lines.append(f"CLIP = {setup.clip!r}")
    if decayed:
        lines.append(f"DECAY = {float(setup.weight_decay or 0)!r}")
    if any(map(_schedule, setups)):
        name = setup.schedule.key if _schedule(setup) else None
        lines = [*_scheduler(setup), *lines, f"SCHEDULE = {name}"]
    return lines


def _scheduler(setup: Setup) -> list[str]:
    """The function that makes a setup's scheduler, if it has one."""
    made = _schedule(setup)
    if not made:
        return []
    body = ['lr = optimizer.defaults["lr"]', *made, "return scheduler"]
    return [f"def {setup.schedule.key}(optimizer):", *(f"    {line}" for line in body), "", ""]


def _data(setup: Setup, seed: int) -> str:
    data = setup.source(seed)
    lines = [f"SEED = {seed}"]
    if setup.data == "digits":
        counts = {"train": len(data.train), "test": len(data.test)}
        lines.append(DIGITS.format(**counts, stream=SPLIT_SEED))
        if setup.flip:
            lines.append(tensor("y_train", data.train.y))
    else:
        for name, part in (("train", data.train), ("test", data.test)):
            lines += [tensor(f"x_{name}", part.x), tensor(f"y_{name}", part.y)]
    if setup.network.outputs == 1:
        lines.append("y_train, y_test = y_train[:, None].double(), y_test[:, None].double()")
    return "\n".join(lines)


def _network(setup: Setup) -> str:
    layers = _layers(setup)
    rectified = "nn.ReLU()" in layers
    return NETWORK.format(
        channels_last=CHANNELS_LAST if "ChannelsLast()" in layers else "",
        layers="\n".join(f"        {layer}," for layer in layers),
        init=repr(float(setup.init)),
        fan="inputs" if rectified else "(inputs + outputs)",
        stream=INIT_SEED,
    )


def _layers(setup: Setup) -> list[str]:
    """The modules of the network, in PyTorch's words."""
    found, images = [], False
    for layer in setup.network.layers:
        if isinstance(layer, Convolution):
            size = (layer.channels, layer.height, layer.width)
            found += [] if images else [f"nn.Unflatten(1, {size})"]
            images = True
            found.append(f"nn.Conv2d({layer.channels}, {layer.filters}, 3, padding=1)")
        elif isinstance(layer, Dense):
            found += ["ChannelsLast()"] if images else []
            images = False
            found.append(f"nn.Linear({layer.inputs}, {layer.outputs})")
        elif isinstance(layer, MaxPool):
            found.append("nn.MaxPool2d(2)")
        else:
            found.append(ACTIVATIONS[type(layer).__name__])
    return found


def _training(setups: Sequence[Setup], averages: bool, decayed: bool) -> str:
    """averages, decayed: whether `run` asks for the state that counts, and the decay's name."""
    single = setups[0].network.outputs == 1
    criterion, targets = _criterion(setups[0], single)
    scheduled = any(map(_schedule, setups))
    return TRAINING.format(
        criterion=criterion,
        right="(z > 0) == (y > 0)" if single else "z.argmax(dim=1) == y",
        targets=targets,
        counting=COUNTING if averages else "",
        judged="counting(model, optimizer, point)" if averages else "model",
        arguments="label, rule" + ", point" * averages + ", decay" * decayed,
        decayed=DECAYED * decayed,
        scheduled=SCHEDULED * scheduled,
        clip=CLIPPED * any(setup.clip for setup in setups),
        pulled=PULLED * any(setup.weight_decay for setup in setups),
        stepped=STEPPED * scheduled,
        stream=ORDER_SEED,
    )


def _criterion(setup: Setup, single: bool) -> tuple[str, str]:
    """The loss, and what it compares the outputs with."""
    if setup.loss == "squared":
        hot = f"nn.functional.one_hot(y, {setup.network.outputs}).double()"
        return "nn.MSELoss()", "2 * y - 1" if single else hot
    return "nn.BCEWithLogitsLoss()" if single else "nn.CrossEntropyLoss()", "y"


def _run(line: Line, averages: bool, decayed: bool, label: str) -> str:
    """averages, decayed: whether `run` asks for the state that counts, and the decay's name."""
    values = {key: float(value) for key, value in line.values.items()}
    rule, settings, decay, point = _called(line.optimizer, values)
    arguments = [repr(harmless(label)), rule, *([repr(point)] if averages else [])]
    own = None if line.setup.weight_decay is None else decay
    arguments += [repr(own)] if decayed else []
    settings = {key: value for key, value in settings.items() if key != own}
    arguments += [f"{key}={value!r}" for key, value in settings.items()]
    return f"run({', '.join(arguments)})"


def _called(
    optimizer: Optimizer | Layered, values: Mapping[str, float]
) -> tuple[str, dict[str, Any], str | None, str | None]:
    """A rule in the script: its class, the arguments, and what that calls its decay and point."""
    if isinstance(optimizer, Layered):
        names = {"lr": "lr", "gamma": "momentum", "decay": "weight_decay"}
        return "Muon", {names[key]: value for key, value in values.items()}, "weight_decay", None
    if optimizer.torch:
        called, settings = optimizer.torch(**values)
        decay = DECAYS.get(called, "weight_decay")
        return f"torch.optim.{called}", settings, decay, POINTS.get(called)
    rule = class_name(optimizer)
    return (
        f"together({rule})" if optimizer.rule.joint else rule,
        exported(optimizer, values),
        "decay" if optimizer.decays else None,
        optimizer.point,
    )
