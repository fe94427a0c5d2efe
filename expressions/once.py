"""An attribute that is computed at first use."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")


class once(Generic[T]):  # noqa: N801 - it is used as a decorator
    """`functools.cached_property` as it is from Python 3.12 on: without a lock.

    Before, all objects of a class share one lock per attribute, and a slow one stops the others.
    Two threads that come at the same time both compute; the value must not depend on who is first.
    """

    def __init__(self, compute: Callable[..., T]) -> None:
        self.compute, self.__doc__ = compute, compute.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, owner: None, kind: type) -> "once[T]": ...
    @overload
    def __get__(self, owner: object, kind: type) -> T: ...
    def __get__(self, owner: Any, kind: type) -> "once[T] | T":
        if owner is None:
            return self
        value = owner.__dict__[self.name] = self.compute(owner)
        return value
