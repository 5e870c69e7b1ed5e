"""What is linked by hand: no name needs a link there, and its words are no accident elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from syntopic.linking.mentions.pages import Stretch
from syntopic.linking.resolve import Found, Resolver
from syntopic.model import Block, BlockId, NotePath


@dataclass(frozen=True, slots=True)
class ByHand:
    """The pages that are linked by hand: from a block, from anywhere in a note, on a page."""

    blocks: Mapping[BlockId, Set[str]]
    notes: Mapping[NotePath, Set[str]]
    pages: Mapping[str, Set[str]]

    def somewhere(self, page: str, note: NotePath) -> Set[str]:
        """What is linked somewhere on the page, or in the note."""
        return self.pages.get(page, frozenset()) | self.notes.get(note, frozenset())


def by_hand(pages: Sequence[Stretch], resolver: Resolver) -> ByHand:
    """Collect the links that authors have written, resolved as everywhere."""
    blocks: dict[BlockId, set[str]] = {}
    notes: dict[NotePath, set[str]] = {}
    on_pages: dict[str, set[str]] = {}
    for stretch in pages:
        for part in stretch.parts:
            found = set(_targets(part.block, part.note.path, resolver))
            if found:
                blocks.setdefault(part.block.id, set()).update(found)
                notes.setdefault(part.note.path, set()).update(found)
                on_pages.setdefault(stretch.page, set()).update(found)
    return ByHand(blocks, notes, on_pages)


def _targets(block: Block, note: NotePath, resolver: Resolver) -> Iterator[str]:
    for link in block.links:
        found = resolver.resolve(link.target, link.fragment, link.wiki, note)
        if isinstance(found, Found) and found.attachment is None:
            yield found.place.page
