"""One outermost piece of a note."""

from __future__ import annotations

from dataclasses import dataclass

from markdown_it.token import Token

from syntopic.model import Kind


@dataclass(frozen=True, slots=True)
class Unit:
    """A run of outermost tokens on the lines from ``first`` up to ``last``, counted from 0.

    ``kind`` is None for a heading. ``anchor`` is an id that stood in a paragraph of its own.
    ``sides`` are the units of a card: those of its question and those of its answer, or those of
    its sentence alone.
    """

    kind: Kind | None
    first: int
    last: int
    tokens: tuple[Token, ...]
    anchor: str = ""
    sides: tuple[tuple[Unit, ...], ...] = ()
