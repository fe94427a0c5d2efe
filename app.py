"""The entry: language and navigation, nothing else."""

from ui.frame.frame import navigate

navigate().run()
