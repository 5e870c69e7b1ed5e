"""Sorts what a note says of a concept into passages: runs of blocks with one facet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from syntopic.languages import Language, facet_of, heading_words
from syntopic.model import Block, Claim, Facet, Heading, Kind, Passage
from syntopic.names import slug


@dataclass(slots=True)
class _Run:
    """A passage in the making."""

    facet: Facet
    heading: str
    content: list[Heading | Block] = field(default_factory=list)


def passages_of(
    claim: Claim, concept: str, language: Language, synonyms: dict[str, Facet]
) -> tuple[Passage, ...]:
    """The claim's blocks as passages, in the note's order; every block is in exactly one.

    A block's facet comes from the nearest heading above it that names one; a heading that names
    none opens ``other`` under its own name. Without any heading but a title, formulas with their
    symbols or reading and runnable code go by kind, together with a line that announces them (it
    ends in a colon). A heading with nothing but facets below it stands above the first of them.
    """
    runs: list[_Run] = []
    for facet, heading, part in _faceted(claim, language, synonyms):
        if not runs or runs[-1].facet != facet:
            runs.append(_Run(facet, heading))
        runs[-1].content.append(part)
    for run, following in pairwise(runs):
        following.content[:0] = _taken_headings(run.content)
    return tuple(
        Passage(
            concept,
            run.facet,
            claim.note.note,
            run.heading,
            without_empty_headings(tuple(run.content)),
            anchor(claim, run.heading, run.facet),
        )
        for run in runs
        if any(isinstance(part, Block) for part in run.content)
    )


def anchor(claim: Claim, heading: str, facet: Facet) -> str:
    """The address of a passage within its page: source, note and heading, never the content."""
    stem = claim.note.note.path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    parts = (slug(claim.note.note.source), slug(stem), slug(heading or facet))
    return "-".join(filter(None, parts))


def _taken_headings(content: list[Heading | Block]) -> list[Heading | Block]:
    """Takes the headings at the end away: what stands below them is in the next passage."""
    blocks = (i for i in reversed(range(len(content))) if isinstance(content[i], Block))
    end = next(blocks, -1) + 1
    headings = content[end:]
    del content[end:]
    return headings


def _faceted(
    claim: Claim, language: Language, synonyms: dict[str, Facet]
) -> Iterator[tuple[Facet, str, Heading | Block]]:
    path: list[tuple[Heading, Facet | None]] = []
    content = claim.content
    title = _title(claim)
    for index, part in enumerate(content):
        if part is title and facet_of(title.name, language, synonyms) is None:
            yield Facet.PLAIN_ENGLISH, "", part
        elif isinstance(part, Heading):
            while path and path[-1][0].level >= part.level:
                path.pop()
            path.append((part, facet_of(part.name, language, synonyms)))
            facet = _nearest(path)
            if not names_only_facet(part.name, facet, language):
                yield facet, part.name, part
        elif path:
            yield _nearest(path), path[-1][0].name, part
        else:
            yield _by_kind(content, index), "", part


def _title(claim: Claim) -> Heading | None:
    """The heading that opens a whole note in other words than the concept's name."""
    first = claim.content[0] if claim.content else None
    tops = [p for p in claim.content if isinstance(p, Heading) and p.level == 1]
    return tops[0] if claim.whole and len(tops) == 1 and tops[0] is first else None


def _nearest(path: list[tuple[Heading, Facet | None]]) -> Facet:
    return next((facet for _, facet in reversed(path) if facet is not None), Facet.OTHER)


def _by_kind(content: tuple[Heading | Block, ...], index: int) -> Facet:
    """The facet of a block that stands under no heading.

    A formula moves only together with words that explain it; a bare one is part of the prose
    around it and would leave a hole there.
    """
    part = content[index]
    assert isinstance(part, Block)
    if _explained(content, index):
        return Facet.FORMULA
    if part.kind is Kind.CARD:
        return Facet.INTERVIEW
    if part.snippet is not None:
        return Facet.CODE
    after = content[index + 1] if index + 1 < len(content) else None
    announces = part.kind is Kind.PARAGRAPH and part.text.rstrip().endswith(":")
    if announces and isinstance(after, Block) and (after.kind is Kind.FORMULA or after.snippet):
        return _by_kind(content, index + 1)
    return Facet.PLAIN_ENGLISH


def _explained(content: tuple[Heading | Block, ...], index: int) -> bool:
    """Whether the block belongs to a formula that is followed by its symbols or its reading."""
    first = index
    while first >= 0 and _explains(content[first]):
        first -= 1
    formula = content[first] if first >= 0 else None
    if not isinstance(formula, Block) or formula.kind is not Kind.FORMULA:
        return False
    return first + 1 < len(content) and _explains(content[first + 1])


def _explains(part: Heading | Block) -> bool:
    if not isinstance(part, Block) or part.kind is Kind.FORMULA:
        return False
    return part.kind in (Kind.SYMBOLS, Kind.READING) or bool(part.symbols)


def names_only_facet(name: str, facet: Facet, language: Language) -> bool:
    """Whether a heading says no more than its facet, so that the facet's title can replace it."""
    words = heading_words(name, language)
    phrases = (language.facet(facet), *language.headings.get(facet, ()))
    return any(words == heading_words(phrase, language) for phrase in phrases)


def without_empty_headings(content: tuple[Heading | Block, ...]) -> tuple[Heading | Block, ...]:
    """Drops headings under which nothing stands, such as those of an unfilled skeleton."""
    kept: list[Heading | Block] = []
    room: int | None = None  # the level of the nearest kept part that follows
    for part in reversed(content):
        if isinstance(part, Block):
            kept.append(part)
            room = 7
        elif room is not None and part.level < room:
            kept.append(part)
            room = part.level
    return tuple(reversed(kept))
