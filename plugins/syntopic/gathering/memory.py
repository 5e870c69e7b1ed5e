"""What is kept of sorting a garden by concept: while an author writes, few notes change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from syntopic.gathering.register import Entered, Registered
from syntopic.memory import Last, Lasts
from syntopic.model import (
    Claim,
    Concept,
    Facet,
    Gathered,
    Leftover,
    NotePath,
    ParsedNote,
    Problem,
)


class Words(NamedTuple):
    """By which headings are understood: a language, by its code, and what its author adds."""

    language: str
    headings: Mapping[str, Facet]


class Claimed(NamedTuple):
    """What one note says: of concepts, of none, and what of that the register of names enters.

    The content of ``claims`` is without empty headings; none is without blocks.
    """

    claims: Sequence[Claim]
    leftover: Leftover | None
    entered: tuple[Entered, ...]
    problems: tuple[Problem, ...]


class ClaimedFrom(NamedTuple):
    """What that is found from."""

    note: ParsedNote
    words: Words


class GatheredFrom(NamedTuple):
    """What is gathered of a concept."""

    concept: Concept
    claims: tuple[Claim, ...]
    words: Words


@dataclass(slots=True)
class Memory:
    """What is kept of one garden.

    ``order`` are the places of notes in the author's order of sources, ``words`` by which headings
    are understood, ``claimed`` what each note says, ``registered`` which names mean which concept,
    ``gathered`` what was put together of each concept.
    """

    order: Last[tuple[int, ...]] = field(default_factory=Last)
    words: Last[Words] = field(default_factory=Last)
    claimed: Lasts[NotePath, Claimed] = field(default_factory=Lasts)
    registered: Last[Registered] = field(default_factory=Last)
    gathered: Lasts[str, Gathered] = field(default_factory=Lasts)
