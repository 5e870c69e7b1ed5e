"""Why a passage stands where it stands on its page, and what was folded into what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from syntopic.configuration import Options
from syntopic.garden import Garden
from syntopic.languages import facet_of
from syntopic.model import (
    Block,
    BlockId,
    Facet,
    Gathered,
    Heading,
    NotePath,
    Passage,
    Shown,
    Topic,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One passage of a page, in the page's order.

    ``folded`` names where the wording went that is not shown here: (line, host's note, host's
    line), one for each block. ``spans`` are the lines that its blocks take in its note.
    """

    path: NotePath
    line: int
    source: str
    facet: Facet
    why: str
    folded: tuple[tuple[int, NotePath, int], ...] = ()
    shown: bool = True
    spans: tuple[tuple[int, int], ...] = ()


def rows(garden: Garden, gathered: Gathered, topic: Topic) -> tuple[Row, ...]:
    """The synthesis, if there is one, then every passage that made the page."""
    hosts = dict(_hosts(topic))
    found = [_synthesis(gathered)] if gathered.synthesis else []
    visible = {shown.block.id for entry in topic.entries for shown in entry.shown}
    for passage in _in_order(gathered, topic):
        folded = tuple(
            (block.origin.first_line, host.origin.path, host.origin.first_line)
            for block in passage.blocks
            if (host := hosts.get(block.id)) is not None
        )
        found.append(
            Row(
                passage.note.path,
                passage.origin.first_line,
                passage.note.source,
                passage.facet,
                reason(passage, garden.options),
                folded,
                any(block.id in visible for block in passage.blocks),
                tuple((b.origin.first_line, b.origin.last_line) for b in passage.blocks),
            )
        )
    return tuple(found)


def reason(passage: Passage, options: Options) -> str:
    """What decided a passage's facet: its heading, the kind of its blocks, or the default."""
    if not passage.heading:
        default = passage.facet is Facet.PLAIN_ENGLISH
        return "default: no heading of a part above" if default else "kind: what its blocks are"
    own = facet_of(passage.heading, options.words, options.synonyms)
    said = f'heading "{passage.heading}"'
    if own is None and passage.facet is Facet.OTHER:
        return f"{said}, which names no part"
    if own is None:
        return f"{said}, below a heading of this part"
    mine = facet_of(passage.heading, options.words) is not own
    return f"{said}, by your option headings" if mine else said


def _synthesis(gathered: Gathered) -> Row:
    assert gathered.synthesis is not None
    origin = gathered.synthesis.origin
    why = "your own words, always on top"
    spans = ((origin.first_line, origin.last_line),)
    return Row(origin.path, origin.first_line, "own", Facet.SYNTHESIS, why, spans=spans)


def _in_order(gathered: Gathered, topic: Topic) -> tuple[Passage, ...]:
    if topic.as_written:
        return gathered.passages
    return tuple(entry.passage for entry in topic.entries)


def _hosts(topic: Topic) -> Iterator[tuple[BlockId, Block]]:
    """For each block that was folded, wholly or in part, the block that says the same."""
    parts: list[Heading | Shown] = [*topic.opening]
    parts += [part for entry in topic.entries for part in entry.content]
    for part in parts:
        if isinstance(part, Shown):
            yield from ((variant.block.id, part.block) for variant in part.also)
