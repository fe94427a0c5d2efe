"""A function as the lessons show it."""

import inspect
from functools import lru_cache


@lru_cache
def code(function) -> str:
    """The function's source as it runs, without its documentation: the lesson is that."""
    source = inspect.getsource(function)
    start = source.find('"""')
    end = source.find('"""', start + 3) + 3
    begin = source.rfind("\n", 0, start) + 1
    return source[:begin] + source[end:].lstrip("\n")
