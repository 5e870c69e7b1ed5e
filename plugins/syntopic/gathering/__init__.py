"""From notes to concepts: who says what of which concept.

Knows names, aliases, facets and the syllabus; knows no files and no pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain

from syntopic.gathering.claims import claims_of
from syntopic.gathering.facets import passages_of, without_empty_headings
from syntopic.gathering.memory import Claimed, ClaimedFrom, GatheredFrom, Memory, Words
from syntopic.gathering.order import place_passages
from syntopic.gathering.register import entered, registered
from syntopic.languages import Language
from syntopic.model import (
    OWN_KEY,
    Block,
    Claim,
    Concept,
    Facet,
    Gathered,
    Gathering,
    ParsedNote,
    Problem,
    Severity,
    Source,
    Syllabus,
)

__all__ = ["Memory", "gather"]


def gather(
    notes: Sequence[ParsedNote],
    sources: Sequence[Source],
    syllabus: Syllabus,
    language: Language,
    synonyms: dict[str, Facet] | None = None,
    memory: Memory | None = None,
) -> Gathering:
    """Sorts what the notes say by concept; every block ends in one passage or one leftover.

    ``synonyms`` are headings that the author's configuration adds to the language's own. Problems:
    aliases or addresses claimed twice, listed headings that are missing, concepts of the syllabus
    without a note. With the ``memory`` of the same garden, what is said of a concept is the same
    object as before wherever it is the same.
    """
    memory = memory or Memory()
    words = memory.words.of(told := Words(language.code, synonyms or {}), lambda: told)
    memory.claimed.begin()
    claimed = [
        memory.claimed.of(
            note.note.path, ClaimedFrom(note, words), partial(_claimed, note, language, words)
        )
        for note in _ordered(notes, sources, memory)
    ]
    memory.claimed.forget()
    told_names = tuple(one.entered for one in claimed)
    register = memory.registered.of(
        (syllabus, told_names), lambda: registered(syllabus, chain.from_iterable(told_names))
    )
    by_name: dict[str, list[Claim]] = {concept.name: [] for concept in register.concepts}
    for one in claimed:
        for claim in one.claims:
            by_name[register.name_of(claim.name)].append(claim)
    memory.gathered.begin()
    gathered = []
    for concept in register.concepts:
        of = GatheredFrom(concept, tuple(by_name[concept.name]), words)
        gathered.append(memory.gathered.of(concept.name, of, partial(_gathered, *of, language)))
    memory.gathered.forget()
    problems = [problem for one in claimed for problem in one.problems]
    problems += register.problems
    problems += (_unnoted(g.concept) for g in gathered if not g.claims and g.synthesis is None)
    leftovers = tuple(one.leftover for one in claimed if one.leftover is not None)
    return Gathering(tuple(gathered), leftovers, tuple(problems))


def _ordered(
    notes: Sequence[ParsedNote], sources: Sequence[Source], memory: Memory
) -> tuple[ParsedNote, ...]:
    """The notes in their order, which no text changes."""
    places = tuple((one.note.path, one.note.source) for one in notes)
    keys = tuple(source.key for source in sources)

    def order() -> tuple[int, ...]:
        number = {one.note.path: place for place, one in enumerate(notes)}
        return tuple(number[one.note.path] for one in in_source_order(notes, sources))

    return tuple(notes[place] for place in memory.order.of((places, keys), order))


def _claimed(note: ParsedNote, language: Language, words: Words) -> Claimed:
    claims, rest, missing = claims_of(note, language, dict(words.headings))
    told = tuple(
        replace(claim, content=without_empty_headings(claim.content))
        for claim in claims
        if any(isinstance(part, Block) for part in claim.content)
    )
    if rest is not None:
        rest = replace(rest, content=without_empty_headings(rest.content))
    return Claimed(told, rest, tuple(map(entered, claims)), missing)


def in_source_order(
    notes: Iterable[ParsedNote], sources: Sequence[Source]
) -> tuple[ParsedNote, ...]:
    """The notes in the author's order of sources, own notes last; within one, as its files count.

    Numbers in file names count as numbers: ``ch2`` comes before ``ch10``.
    """
    rank = {source.key: index for index, source in enumerate(sources)}
    last = len(rank)

    def place(parsed: ParsedNote) -> tuple[int, list[tuple[int, int, str]], str]:
        note = parsed.note
        unknown = last + 1 if note.source == OWN_KEY else last
        return rank.get(note.source, unknown), natural(note.path), note.path

    return tuple(sorted(notes, key=place))


def natural(text: str) -> list[tuple[int, int, str]]:
    """A sort key that reads digits as numbers and ignores case."""
    parts = re.split(r"(\d+)", text.casefold())
    return [(0, int(p), "") if p.isascii() and p.isdigit() else (1, 0, p) for p in parts if p]


def _gathered(
    concept: Concept, claims: Sequence[Claim], words: Words, language: Language
) -> Gathered:
    synonyms = dict(words.headings)
    own = [claim for claim in claims if claim.note.note.synthesis]
    told = [claim for claim in claims if not claim.note.note.synthesis]
    told += own[1:]  # a second synthesis is shown as notes, so that nothing is lost
    passages = (p for c in told for p in passages_of(c, concept.name, language, synonyms))
    return Gathered(concept, tuple(told), place_passages(passages), own[0] if own else None)


def _unnoted(concept: Concept) -> Problem:
    return Problem(
        "concept-without-notes",
        Severity.HINT,
        concept.origin,
        f'nothing is noted about "{concept.name}" yet',
        f'Write its first note: syntopic new note "{concept.name}" --source KEY',
    )
