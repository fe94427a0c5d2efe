"""Update rules as data: a few lines of arithmetic, read once and written out in many forms."""

from expressions.rules.read import read_function, read_rule
from expressions.rules.rule import Declared, Rule, Statement

__all__ = ["Declared", "Rule", "Statement", "read_function", "read_rule"]
