"""The blocks of a note, and its sections."""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from syntopic.model import Block, BlockId, Heading, Kind, Link, Note, Section, Snippet
from syntopic.parsing.cards import card, card_name, without_name
from syntopic.parsing.formulas import Reading, read_formulas
from syntopic.parsing.headings import heading
from syntopic.parsing.inlining import Edit, apply, note_label
from syntopic.parsing.lines import Text
from syntopic.parsing.links import html_links, inline_links
from syntopic.parsing.problems import origin
from syntopic.parsing.prose import prose
from syntopic.parsing.snippets import is_cell, snippet
from syntopic.parsing.unit import Unit

# 64 bits: no two of a million blocks are alike by chance.
_ID_LENGTH = 16


def sections(
    note: Note, text: Text, units: Sequence[Unit], edits: Sequence[Edit]
) -> tuple[Section, ...]:
    """Return the sections of a note, in order; ``edits`` make its blocks stand alone.

    Text before the first heading is a section with an empty path, left out when there is none.
    """
    readings = tuple(read_formulas(units, note_label(note.path)))
    snippets = _snippets(note, units)
    counts: Counter[str] = Counter()
    path: tuple[Heading, ...] = ()
    blocks: list[Block] = []
    found: list[Section] = []
    for index, unit in enumerate(units):
        if unit.kind is None:
            found += [Section(path, tuple(blocks))] if path or blocks else []
            opened = heading(note, unit)
            path, blocks = (*_parents(path, opened.level), opened), []
            continue
        block = _block(note, unit, readings[index], block_text(text, unit, edits))
        block = replace(block, snippet=snippets.get(index), card=card(text, unit, edits))
        blocks.append(_named(note, block, path, counts))
    found += [Section(path, tuple(blocks))] if path or blocks else []
    return tuple(found)


def _parents(path: Iterable[Heading], level: int) -> Iterator[Heading]:
    for opened in path:
        if opened.level >= level:
            return
        yield opened


def _snippets(note: Note, units: Sequence[Unit]) -> dict[int, Snippet]:
    found: dict[int, Snippet] = {}
    cells = 0
    for index, unit in enumerate(units):
        first = unit.tokens[0] if unit.tokens else None
        if unit.kind is Kind.FENCE and first is not None and first.type == "fence":
            stored = note.stored[cells] if is_cell(first) and cells < len(note.stored) else ()
            where = origin(note, unit.first, unit.last - 1)
            made = snippet(first, note, where, len(found), stored)
            found |= {index: made} if made else {}
        # Cells inside of lists count too: what is stored came in the order of the cells.
        cells += sum(is_cell(token) for token in unit.tokens)
    return found


def block_text(text: Text, unit: Unit, edits: Sequence[Edit]) -> str:
    """Return a unit's lines with the edits made, without the indentation that they share."""
    start = text.starts[unit.first]
    end = text.starts[unit.last] - 1
    low = bisect_left(edits, Edit(start, start, ""))
    high = bisect_left(edits, Edit(end + 1, end + 1, ""))
    written = apply(edits[low:high], text.source[start:end], start)
    return _dedented(written) if unit.kind is not Kind.HTML else written


def _dedented(text: str) -> str:
    # A block begins at most three spaces from the margin, more is indented code. Lines that are
    # indented less, or by tabs, may depend on where the first one stands: then all stay.
    indent = len(text) - len(text.lstrip(" "))
    lines = text.split("\n")
    if not 0 < indent < 4 or any(x.strip(" \t") and not x.startswith(" " * indent) for x in lines):
        return text
    return "\n".join(line[indent:] for line in lines)


def _block(note: Note, unit: Unit, reading: Reading, written: str) -> Block:
    own, inner = _anchors(unit)

    def line_of(line: int) -> int:
        return origin(note, line).first_line

    symbols = tuple(
        replace(meaning, line=origin(note, meaning.line).first_line) for meaning in reading.symbols
    )
    return Block(
        id=BlockId(""),
        kind=reading.kind or Kind.PARAGRAPH,
        text=written,
        origin=origin(note, unit.first, unit.last - 1),
        links=tuple(_links(note, unit)),
        tex=reading.tex,
        symbols=symbols,
        anchor=own,
        inner_anchors=inner,
        prose=tuple(prose(unit.tokens, unit.first, line_of)),
    )


def _anchors(unit: Unit) -> tuple[str, tuple[str, ...]]:
    ids = [
        child.content
        for token in unit.tokens
        if token.type == "inline"
        for child in token.children or ()
        if child.type == "block_id"
    ]
    if unit.sides:
        name = card_name(unit)
        ids = [*(one.anchor for side in unit.sides for one in side if one.anchor), *ids]
        own = name.id if name else ""
        return own, tuple(one for one in dict.fromkeys(ids) if one != own)
    direct = len(unit.tokens) > 1 and unit.tokens[1].type == "inline"
    if unit.anchor or not direct:
        return unit.anchor, tuple(name for name in ids if name != unit.anchor)
    return (ids[0], tuple(ids[1:])) if ids else ("", ())


def _links(note: Note, unit: Unit) -> Iterator[Link]:
    for token in unit.tokens:
        line = token.map[0] if token.map else unit.first
        found: tuple[Link, ...] = ()
        if token.type == "inline":
            found = inline_links(token, line)
        elif token.type == "html_block":
            found = html_links(token, line)
        for link in found:
            yield replace(link, line=origin(note, link.line).first_line)


def _named(note: Note, block: Block, path: Sequence[Heading], counts: Counter[str]) -> Block:
    # A card that is given a name stays the block that it was.
    text = block.text if block.card is None else without_name(block.text, block.card.id)
    key = json.dumps([note.source, note.path, [h.name for h in path], text])
    counts[key] += 1
    digest = hashlib.sha256(f"{key}{counts[key]}".encode("utf-8", "surrogatepass")).hexdigest()
    return replace(block, id=BlockId(digest[:_ID_LENGTH]))
