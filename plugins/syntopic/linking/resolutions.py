"""What resolving a reference ends in: found, missing, ambiguous, or outside of the garden."""

from __future__ import annotations

from dataclasses import dataclass, field

from syntopic.linking.places import Place
from syntopic.model import NotePath


@dataclass(frozen=True, slots=True)
class Part:
    """What of the garden a reference means.

    A note; with ``line`` the heading on that line of it, with ``block`` the block of that id. Or a
    topic's ``page``; with ``block`` the facet of that name on it.
    """

    note: NotePath | None = None
    line: int = 0
    block: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The place that a reference means.

    ``other_case`` is how it is really spelled, where only upper and lower case differ. ``by_name``
    tells that a path leads nowhere and only its last part was found; ``lost`` that there is no such
    heading or block there, and ``nearest`` are headings that look like it. ``name`` and
    ``fragment`` are the reference as it was understood.
    """

    place: Place
    attachment: NotePath | None = None
    other_case: str = ""
    by_name: bool = False
    part: Part | None = None
    lost: bool = False
    nearest: tuple[str, ...] = ()
    name: str = field(default="", compare=False)
    fragment: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Missing:
    """No such place; ``nearest`` are names that look like it.

    ``private`` is the private file that is meant: it is missing on purpose.
    """

    nearest: tuple[str, ...] = ()
    private: NotePath | None = None


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Several things could be meant, and nothing is guessed."""

    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class External:
    """An address outside the garden, or the page itself: left as written."""


Resolution = Found | Missing | Ambiguous | External
