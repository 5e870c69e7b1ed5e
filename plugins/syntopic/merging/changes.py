"""What the notes say differently since a synthesis was written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from syntopic.languages import Language
from syntopic.merging.folding import NEAR_IDENTICAL, contrast
from syntopic.merging.similarity import similarity
from syntopic.model import Block, Change, Passage
from syntopic.parsing.cards import without_name


@dataclass(frozen=True, slots=True)
class Remembered:
    """A block that a synthesis was written against."""

    note: str
    text: str


@dataclass(frozen=True, slots=True)
class Record:
    """All the blocks that a synthesis was written against."""

    blocks: tuple[Remembered, ...]

    @property
    def digest(self) -> str:
        """Equal records have equal digests."""
        told = "\0".join(f"{block.note}\0{block.text}" for block in self.blocks)
        return hashlib.sha256(told.encode()).hexdigest()[:12]


def record(passages: Iterable[Passage]) -> Record:
    """What a synthesis written now is written against: every public block, note by note."""
    return Record(
        tuple(
            Remembered(passage.note.path, _told(block))
            for passage in sorted(passages, key=lambda p: (p.note.path, p.origin.first_line))
            for block in passage.blocks
        )
    )


def changes(before: Record, passages: Sequence[Passage], language: Language) -> tuple[Change, ...]:
    """New, changed and vanished blocks; a near-identical edit or a moved note is no change.

    An edit that turns a word into its opposite, changes a number or denies is a change, however
    small: the synthesis may now be wrong.
    """
    now = [(p.note.path, b.origin.first_line, _told(b)) for p in passages for b in p.blocks]
    told = [text for _, _, text in now]
    old = [b for b in before.blocks if not _known(b.text, told, language)]
    remembered = [b.text for b in before.blocks]
    new = [item for item in now if not _known(item[2], remembered, language)]
    found: list[Change] = []
    for path, line, text in new:
        gone = next((b for b in old if b.note == path), None)
        if gone is not None:
            old.remove(gone)
        found.append(Change(path, line, gone.text if gone else "", text))
    found += (Change(block.note, 1, block.text, "") for block in old)
    return tuple(found)


def _told(block: Block) -> str:
    """A block's text; that of a card without its id, for a name changes nothing that it says."""
    return without_name(block.text, block.card.id) if block.card else block.text


def _known(text: str, others: Sequence[str], language: Language) -> bool:
    folded = " ".join(text.split())
    if any(" ".join(other.split()) == folded for other in others):
        return True
    return any(
        similarity(text, other, language) >= NEAR_IDENTICAL
        and contrast(other, text, language) is None
        for other in others
    )
