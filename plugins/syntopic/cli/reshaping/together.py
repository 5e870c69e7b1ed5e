"""Which of several changes of one text can be made together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

Wish = TypeVar("Wish")


def together(
    wishes: Sequence[Wish], are_good: Callable[[Sequence[Wish]], bool]
) -> tuple[Wish, ...]:
    """The wishes that are good beside those before them, in their order.

    To tell whether some are good a whole note is read, so many are tried at once, and halved where
    one of them is not good: a note of n cards, one of which is odd, is read some 2 log n times.
    """
    kept: tuple[Wish, ...] = ()
    waiting = [wishes] if wishes else []
    while waiting:
        some = waiting.pop()
        if are_good((*kept, *some)):
            kept = (*kept, *some)
        elif len(some) > 1:
            middle = len(some) // 2
            waiting += [some[middle:], some[:middle]]
    return kept
