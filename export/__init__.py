"""A comparison to take away: as a table of its paths, as a PyTorch script that repeats it."""

from export.rule import torch_classes
from export.script import pytorch_script
from export.table import outcomes_csv, trajectories_csv

__all__ = ["outcomes_csv", "pytorch_script", "torch_classes", "trajectories_csv"]
