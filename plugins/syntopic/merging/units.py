"""What can be folded: paragraphs, and the items of lists one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt

from syntopic.merging.folding import Unit
from syntopic.model import Block, BlockId, Kind, Note

WHOLE = -1
"""The item number that stands for a whole block."""

_TELLING = frozenset({Kind.PARAGRAPH, Kind.READING})


@dataclass(frozen=True, slots=True)
class Place:
    """A foldable piece: a whole block, or one item of a list block, counted from 0."""

    note: Note
    block: Block
    item: int = WHOLE

    @property
    def key(self) -> str:
        """Names the piece within one topic."""
        return f"{self.block.id}#{self.item}"

    @property
    def text(self) -> str:
        """The Markdown of the piece."""
        if self.item == WHOLE:
            return self.block.text
        lines = self.block.text.split("\n")
        first, last = items(self.block.text)[self.item]
        return "\n".join(lines[first:last]).strip()

    @property
    def line(self) -> int:
        """The line on disk on which the piece begins."""
        within = 0 if self.item == WHOLE else items(self.block.text)[self.item][0]
        return min(self.block.origin.first_line + within, self.block.origin.last_line)


def places(note: Note, blocks: tuple[Block, ...]) -> Iterator[Place]:
    """The foldable pieces of some blocks, in order.

    A paragraph that explains the symbols of a formula belongs to the formula and stays with it.
    """
    for block in blocks:
        if block.kind in _TELLING and not block.symbols:
            yield Place(note, block)
        elif block.kind is Kind.LIST:
            for item in range(len(items(block.text))):
                yield Place(note, block, item)


def unit(place: Place, source: str) -> Unit:
    """The piece as folding wants it."""
    return Unit(place.key, source, place.text)


def without_items(block: Block, hidden: frozenset[int]) -> str:
    """The block's Markdown without some of its items; empty when none is left."""
    if WHOLE in hidden:
        return ""
    spans = items(block.text)
    if len(hidden) == len(spans):
        return ""
    gone = {n for item in hidden for n in range(*spans[item])}
    kept = (line for n, line in enumerate(block.text.split("\n")) if n not in gone)
    return "\n".join(kept).strip("\n")


def folded_blocks(hidden: dict[BlockId, frozenset[int]], block: Block) -> bool:
    """Whether nothing of the block is left to show."""
    return block.id in hidden and not without_items(block, hidden[block.id])


@lru_cache(maxsize=4096)
def items(markdown: str) -> tuple[tuple[int, int], ...]:
    """The lines (first, after the last; from 0) of each top-level item of a list."""
    tokens = MarkdownIt("commonmark").parse(markdown)
    return tuple(
        (token.map[0], token.map[1])
        for token in tokens
        if token.type == "list_item_open" and token.level == 1 and token.map is not None
    )
