"""What asking for an address says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What became of an address.

    ``moved``: it works, and its server says for good that it is another now. ``unsure``: its server
    was busy, slow, or does not answer programs, so only a person can tell.
    """

    WORKS = "works"
    MOVED = "moved"
    BROKEN = "broken"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Answer:
    """A verdict with its reason in words; ``to`` is the new address of what moved.

    ``wait`` are the seconds after which the server wants to be asked again, 0 where it said nothing
    of that.
    """

    verdict: Verdict
    why: str = ""
    to: str = ""
    wait: float = 0.0


Ask = Callable[[str], Answer]
"""Asks for one address; never raises."""

Clock = Callable[[], float]
"""Seconds, from whatever beginning."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How patient we are, in seconds: for a connection, for each answer, and for all in all.

    ``patience`` is the longest wait that a server may ask for and get.
    """

    connect: float = 10.0
    read: float = 20.0
    whole: float = 90.0
    patience: float = 60.0
