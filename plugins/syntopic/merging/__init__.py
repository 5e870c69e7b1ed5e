"""From the passages of a concept to its topic: ordered, folded, compared.

Knows order, folding, symbols and coverage; runs no code and writes no page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from syntopic.languages import Language
from syntopic.merging.changes import Record, changes, record
from syntopic.merging.coverage import coverage
from syntopic.merging.disagreements import disagreements
from syntopic.merging.duplicates import Folded, fold_passages
from syntopic.merging.formulas import symbol_rows
from syntopic.merging.pictures import picture_of
from syntopic.merging.units import without_items
from syntopic.merging.unsettled import unsettled
from syntopic.model import (
    Block,
    Claim,
    Entry,
    Facet,
    FacetSection,
    Gathered,
    Heading,
    Passage,
    Shown,
    Topic,
)
from syntopic.names import name_key

__all__ = ["Record", "Records", "merge", "merged", "record", "unsettled", "with_changes"]


@dataclass(frozen=True, slots=True)
class Records:
    """What the author's commands recorded: settlements by id, syntheses by concept.

    A settlement is a reason, or None: the two passages do not disagree.
    A concept stands under the key of its name (``name_key``), because another note may decide how
    the name is spelled.
    """

    settled: Mapping[str, str | None] = field(default_factory=dict)
    syntheses: Mapping[str, Record] = field(default_factory=dict)


def merge(gathered: Gathered, records: Records, language: Language) -> Topic:
    """One concept's passages as a topic page shows them.

    A concept with one note keeps its author's order; from the second note on, the facets order the
    page and the author's sources order each facet. No block is lost: what is not shown in its place
    is a variant of a block that is.
    """
    return with_changes(merged(gathered, records.settled, language), gathered, records, language)


def merged(gathered: Gathered, settled: Mapping[str, str | None], language: Language) -> Topic:
    """The same, as if nobody knew what its synthesis was written against."""
    passages = _in_page_order(gathered.passages)
    as_written = len({claim.note.note.path for claim in gathered.claims}) <= 1
    folded = fold_passages(gathered.synthesis, passages, language)
    sections = _as_written(gathered, folded) if as_written else _by_facet(passages, folded)
    return Topic(
        concept=gathered.concept,
        claims=gathered.claims,
        synthesis=gathered.synthesis,
        opening=_shown(gathered.synthesis.content, folded) if gathered.synthesis else (),
        sections=sections,
        as_written=as_written,
        picture=picture_of(gathered.synthesis, gathered.claims, passages),
        symbols=symbol_rows(passages, language),
        coverage=coverage(passages),
        disagreements=disagreements(gathered.concept.name, passages, folded, settled, language),
        changes=None,
    )


def with_changes(topic: Topic, gathered: Gathered, records: Records, language: Language) -> Topic:
    """The topic with what its notes say differently since its synthesis was written."""
    before = records.syntheses.get(name_key(gathered.concept.name))
    if gathered.synthesis is None or not before:
        return topic
    passages = _in_page_order(gathered.passages)
    return replace(topic, changes=changes(before, passages, language))


def _in_page_order(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    order = {facet: index for index, facet in enumerate(Facet)}
    return tuple(sorted(passages, key=lambda passage: order[passage.facet]))


def _by_facet(passages: Sequence[Passage], folded: Folded) -> tuple[FacetSection, ...]:
    sections: dict[Facet, list[Entry]] = {}
    for passage in passages:
        sections.setdefault(passage.facet, []).append(
            Entry(passage, _shown(passage.content, folded))
        )
    return tuple(FacetSection(facet, tuple(entries)) for facet, entries in sections.items())


def _as_written(gathered: Gathered, folded: Folded) -> tuple[FacetSection, ...]:
    """One entry that holds the note in its own order, with all of its own headings."""
    entries = tuple(
        Entry(_one_passage(gathered, claim), _shown(claim.content, folded))
        for claim in gathered.claims
    )
    return (FacetSection(Facet.OTHER, entries),) if entries else ()


def _one_passage(gathered: Gathered, claim: Claim) -> Passage:
    first = next(part for part in claim.content if isinstance(part, Block))
    own = (p.anchor for p in gathered.passages if first in p.blocks)
    anchor = next(own, gathered.concept.slug)
    return Passage(gathered.concept.name, Facet.OTHER, claim.note.note, "", claim.content, anchor)


def _shown(content: tuple[Heading | Block, ...], folded: Folded) -> tuple[Heading | Shown, ...]:
    kept: list[Heading | Shown] = []
    for part in content:
        if isinstance(part, Heading):
            kept.append(part)
            continue
        hidden = folded.hidden.get(part.id)
        text = part.text if hidden is None else without_items(part, hidden)
        if hidden is None or text:
            kept.append(Shown(part, text, folded.also.get(part.id, ())))
    return _without_empty(tuple(kept))


def _without_empty(content: tuple[Heading | Shown, ...]) -> tuple[Heading | Shown, ...]:
    """Drops headings under which everything was folded away."""
    kept: list[Heading | Shown] = []
    room = 0
    for part in reversed(content):
        if isinstance(part, Shown):
            kept.append(part)
            room = 7
        elif part.level < room:
            kept.append(part)
            room = part.level
    return tuple(reversed(kept))
