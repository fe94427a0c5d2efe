"""The entry: language and navigation, nothing else."""

from ui.frame import navigate

navigate().run()
