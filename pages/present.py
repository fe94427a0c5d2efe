"""Present: the course's experiments, one at a time, large, turned by the keyboard."""

from ui.frame import through_app
from ui.link import ignored
from ui.slides import current, show, turn

through_app()
slide = current()
turn(slide)
ignored()
show(slide)
