"""From notes to concepts: who says what of which concept.

Knows names, aliases, facets and the syllabus; knows no files and no pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from syntopic.gathering.claims import claims_of
from syntopic.gathering.facets import passages_of, without_empty_headings
from syntopic.gathering.order import place_passages
from syntopic.gathering.register import Register
from syntopic.languages import Language
from syntopic.model import (
    OWN_KEY,
    Block,
    Claim,
    Concept,
    Facet,
    Gathered,
    Gathering,
    Leftover,
    ParsedNote,
    Problem,
    Severity,
    Source,
    Syllabus,
)

__all__ = ["gather"]


def gather(
    notes: Sequence[ParsedNote],
    sources: Sequence[Source],
    syllabus: Syllabus,
    language: Language,
    synonyms: dict[str, Facet] | None = None,
) -> Gathering:
    """Sorts what the notes say by concept; every block ends in one passage or one leftover.

    ``synonyms`` are headings that the author's configuration adds to the language's own. Problems:
    aliases or addresses claimed twice, listed headings that are missing, concepts of the syllabus
    without a note.
    """
    register = Register(syllabus)
    claims: list[Claim] = []
    leftovers: list[Leftover] = []
    problems: list[Problem] = []
    for note in in_source_order(notes, sources):
        found, rest, missing = claims_of(note, language, synonyms or {})
        claims.extend(found)
        if rest is not None:
            leftovers.append(replace(rest, content=without_empty_headings(rest.content)))
        problems.extend(missing)
    for claim in claims:
        register.claim(claim)
    concepts = register.concepts()
    by_name: dict[str, list[Claim]] = {concept.name: [] for concept in concepts}
    for claim in claims:
        if any(isinstance(part, Block) for part in claim.content):
            name = register.name_of(claim.name) or claim.name
            by_name[name].append(replace(claim, content=without_empty_headings(claim.content)))
    gathered = tuple(
        _gathered(concept, by_name[concept.name], language, synonyms or {}) for concept in concepts
    )
    problems += register.problems
    problems += (_unnoted(g.concept) for g in gathered if not g.claims and g.synthesis is None)
    return Gathering(gathered, tuple(leftovers), tuple(problems))


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
    concept: Concept, claims: list[Claim], language: Language, synonyms: dict[str, Facet]
) -> Gathered:
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
