"""Small networks and their data, trained by the same rules that walk on surfaces."""

from networks.data import DATA, Data, Examples, Source
from networks.layers import ACTIVATIONS, Convolution, Dense
from networks.losses import LOSSES
from networks.muon import MUON, Layered
from networks.network import Network, cnn, mlp
from networks.training import Trained, train, train_all

__all__ = [
    "ACTIVATIONS",
    "DATA",
    "LOSSES",
    "MUON",
    "Convolution",
    "Data",
    "Dense",
    "Examples",
    "Layered",
    "Network",
    "Source",
    "Trained",
    "cnn",
    "mlp",
    "train",
    "train_all",
]
