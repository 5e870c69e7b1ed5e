"""Where inline tokens stand in the text of a note."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from operator import itemgetter

from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Text:
    """A text by lines, with the offset at which each begins."""

    source: str
    lines: tuple[str, ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, source: str) -> Text:
        """Split a text, whose line ends are line feeds."""
        lines = tuple(source.split("\n"))
        return cls(source, lines, tuple(accumulate((len(x) + 1 for x in lines), initial=0)))


def line_offsets(text: Text, token: Token) -> tuple[tuple[int, int], ...]:
    """Return for each line of an inline token's content where it begins, there and in the text.

    Leading space and the marks of containers are no part of the content, so each line is the end
    of its line in the text; a negative offset says that it was not found there.
    """
    first = token.map[0] if token.map else 0
    offsets = []
    begin = 0
    for number, content in enumerate(token.content.split("\n"), start=first):
        bare = content.strip(" \t")
        column = text.lines[number].rfind(bare) if number < len(text.lines) else -1
        indent = len(content) - len(content.lstrip(" \t"))
        offsets.append((begin, text.starts[number] + column - indent if column >= 0 else -1))
        begin += len(content) + 1
    return tuple(offsets)


def absolute(offsets: tuple[tuple[int, int], ...], position: int) -> int:
    """Return where a position of the content stands in the text; negative if unknown."""
    begin, offset = offsets[bisect_right(offsets, position, key=itemgetter(0)) - 1]
    return offset + position - begin if offset >= 0 else -1


def cell_positions(text: Text, row: Iterable[Token]) -> Iterator[tuple[Token, tuple[int, ...]]]:
    r"""Yield the cells of a table row, with the text's offset of each position in their content.

    In a cell a bar is written ``\|``, so contents are shorter than what stands in the text.
    """
    cursor = 0
    for cell in row:
        number = cell.map[0] if cell.map else 0
        line = text.lines[number]
        match = re.compile(re.escape(cell.content).replace(r"\|", r"\\?\|")).search(line, cursor)
        if match is None:
            yield cell, ()
            continue
        cursor = match.end()
        yield cell, tuple(_unescaped(match[0], text.starts[number] + match.start()))


def _unescaped(raw: str, start: int) -> Iterator[int]:
    for index, character in enumerate(raw):
        if character != "\\" or raw[index + 1 : index + 2] != "|":
            yield start + index
    yield start + len(raw)
