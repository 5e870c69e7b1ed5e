"""Footnotes: each page carries the notes that its own text refers to, and no others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from syntopic.model import Block, Kind, Note, NotePath, ParsedNote

_REFERENCE = re.compile(r"\[\^([^\]\s]+)\](?!:)")
_DEFINITION = re.compile(r"^\[\^([^\]\s]+)\]:", re.MULTILINE)


def definitions(note: ParsedNote) -> dict[str, Block]:
    """The footnotes that a note defines, by label."""
    found: dict[str, Block] = {}
    for block in note.blocks:
        if block.kind is Kind.FOOTNOTE:
            found.update((label, block) for label in _DEFINITION.findall(block.text))
    return found


def referred(text: str) -> frozenset[str]:
    """The labels that a text refers to."""
    return frozenset(_REFERENCE.findall(text))


def is_elsewhere(block: Block, note: ParsedNote | None) -> bool:
    """Whether a footnote goes where it is referred to: to the foot of each such page."""
    if note is None or block.kind is not Kind.FOOTNOTE:
        return False
    labels = set(_DEFINITION.findall(block.text))
    others = (b.text for b in note.blocks if b.id != block.id)
    return any(labels & referred(text) for text in others)


def needed(
    told: Iterable[tuple[Note, str]], notes: Mapping[NotePath, ParsedNote]
) -> Iterator[tuple[Note, str]]:
    """The definitions that some texts of a page need, each once, those of footnotes included."""
    given: set[str] = set()
    for note, text in told:
        waiting = sorted(referred(text))
        known = definitions(notes[note.path]) if waiting and note.path in notes else {}
        while waiting:
            block = known.get(waiting.pop(0))
            if block is not None and block.id not in given:
                given.add(block.id)
                waiting += sorted(referred(block.text))
                yield note, block.text
