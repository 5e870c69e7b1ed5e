"""A key for what is worked out once per note or topic: comparing those by value takes too long."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")


class Same(Generic[T]):
    """Holds a value that never changes; equal to what holds the very same one."""

    __slots__ = ("value",)

    def __init__(self, value: T) -> None:
        """Holds the value, so that its identity stays taken."""
        self.value = value

    def __eq__(self, other: object) -> bool:
        """Whether the other holds the same object."""
        return isinstance(other, Same) and self.value is other.value

    def __hash__(self) -> int:
        """The identity's hash."""
        return hash(id(self.value))
