"""The entry: language, navigation, and what surrounds every page; nothing else."""

from ui.frame.frame import navigate
from ui.share.around import around

around(*navigate())
