"""What a claim, an answer or a goal says of runs, as a line of text that can be judged."""

from lessons.checks.measures import MEASURES, Measure
from lessons.checks.read import Amount, Check, CheckError

__all__ = ["MEASURES", "Amount", "Check", "CheckError", "Measure"]
