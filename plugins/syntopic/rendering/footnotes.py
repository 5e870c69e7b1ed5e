"""Footnotes: each page carries the notes that its own text refers to, and no others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from syntopic.model import Block, Kind, Note, NotePath, ParsedNote, Shown, Topic
from syntopic.rendering.identity import Same

_REFERENCE = re.compile(r"\[\^([^\]\s]+)\](?!:)")
_DEFINITION = re.compile(r"^\[\^([^\]\s]+)\]:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Footnotes:
    """What a note defines, by label, and the labels that its own text leads to."""

    defined: Mapping[str, Block]
    reached: frozenset[str]


def definitions(note: ParsedNote) -> Mapping[str, Block]:
    """The footnotes that a note defines, by label."""
    return _footnotes(Same(note)).defined


def mentioned(text: str) -> frozenset[str]:
    """The labels that a text refers to or defines."""
    return referred(text) | frozenset(_DEFINITION.findall(text))


def referred(text: str) -> frozenset[str]:
    """The labels that a text refers to."""
    return frozenset(_REFERENCE.findall(text))


def is_elsewhere(block: Block, note: ParsedNote | None) -> bool:
    """Whether a footnote goes where it is referred to: to the foot of each such page."""
    if note is None or block.kind is not Kind.FOOTNOTE:
        return False
    reached = _footnotes(Same(note)).reached
    return not reached.isdisjoint(_DEFINITION.findall(block.text))


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


@lru_cache(maxsize=8)
def _footnotes(note: Same[ParsedNote]) -> _Footnotes:
    defined: dict[str, Block] = {}
    waiting: list[str] = []
    for block in note.value.blocks:
        if block.kind is Kind.FOOTNOTE:
            defined.update((label, block) for label in _DEFINITION.findall(block.text))
        else:
            waiting += referred(block.text)
    reached: set[str] = set()
    while waiting:  # footnotes that only refer to one another are reached from nowhere
        label = waiting.pop()
        if label not in reached:
            reached.add(label)
            waiting += referred(defined[label].text) if label in defined else ()
    return _Footnotes(defined, frozenset(reached))


def told(topic: Topic) -> Iterator[tuple[Note, str]]:
    """All texts of a topic's page with their notes, the folded ones included."""
    if topic.synthesis is not None:
        opening = (part for part in topic.opening if isinstance(part, Shown))
        yield from _told(topic.synthesis.note.note, opening)
    for entry in topic.entries:
        yield from _told(entry.passage.note, entry.shown)


def _told(note: Note, parts: Iterable[Shown]) -> Iterator[tuple[Note, str]]:
    for shown in parts:
        if shown.block.kind is not Kind.FOOTNOTE:
            yield note, shown.text
        yield from ((variant.note, variant.text) for variant in shown.also)
