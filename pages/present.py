"""Present: the course's experiments, one at a time, large, turned by the keyboard."""

from ui.course.slides import current, show, turn
from ui.frame.frame import through_app
from ui.frame.link import ignored

through_app()
slide = current()
turn(slide)
ignored()
show(slide)
