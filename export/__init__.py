"""A comparison to take away: a table of its paths, a PyTorch script that repeats it, a page."""

from export.page import page
from export.rule import torch_classes
from export.script import pytorch_script
from export.setting import read_comparison
from export.table import outcomes_csv, trajectories_csv

__all__ = [
    "outcomes_csv",
    "page",
    "pytorch_script",
    "read_comparison",
    "torch_classes",
    "trajectories_csv",
]
