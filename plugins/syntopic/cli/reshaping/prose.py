"""Where the Markdown of a note stands in its file, so that words can be changed and no other byte.

A Markdown file is one stretch of prose, a notebook has one for each text cell, a script one for
each text cell in its comments.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from syntopic.cli.reshaping.notebook_prose import cells
from syntopic.cli.yaml_text import newline
from syntopic.parsing.inlining import Edit
from syntopic.reading.formats.scripts import has_cells, languages, script_pieces
from syntopic.reading.kinds import ending, format_of
from syntopic.reading.lines import Piece

_MARKS = (  # longest first: the mark of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
UNKNOWN = -1
"""The place of a character that stands nowhere in the file as it is read."""


@dataclass(frozen=True, slots=True)
class FileText:
    """The text of a file, and how it is written there."""

    text: str
    encoding: str
    mark: bytes = b""

    def encoded(self, text: str) -> bytes:
        """Another text in the same encoding; UnicodeEncodeError where it cannot hold it."""
        return self.mark + text.encode(self.encoding)


@dataclass(frozen=True, slots=True)
class Prose:
    """A stretch of Markdown with line feeds only, and where each character stands in the file.

    ``starts`` and ``ends`` have an index of the file's text for each character of ``text``;
    ``write`` spells text as it has to be written there. ``raw`` tells a raw cell from Markdown.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    write: Callable[[str], str]
    raw: bool = False

    def edit(self, start: int, end: int, text: str) -> Edit | None:
        """An edit of the file's text; None where the range stands nowhere as it is read."""
        if start == end:
            at = self.starts[start] if start < len(self.text) else self.ends[-1]
            return None if at == UNKNOWN else Edit(at, at, self.write(text))
        first, last = self.starts[start], self.ends[end - 1]
        return None if UNKNOWN in (first, last) else Edit(first, last, self.write(text))


def file_text(raw: bytes) -> FileText | None:
    """The text of a file's bytes; None where it could not be written back byte for byte."""
    for mark, encoding in (*_MARKS, (b"", "utf-8"), (b"", "cp1252"), (b"", "latin-1")):
        if raw.startswith(mark):
            try:
                found = FileText(raw[len(mark) :].decode(encoding), encoding, mark)
            except UnicodeDecodeError:
                if mark:
                    return None
                continue
            return found if found.encoded(found.text) == raw else None
    return None


def stretches(path: str, text: str) -> tuple[Prose, ...]:
    """The prose of a note, in order; nothing of a script without cells or of a broken notebook."""
    kind = format_of(path)
    if kind == "ipynb":
        return tuple(_cell(text, kind_, content) for kind_, content in cells(text))
    if kind != "script":
        return (_whole(text),)
    rows = tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    if not has_cells(ending(path), rows):
        return ()
    comment = languages()[ending(path)][1]
    pieces = script_pieces(ending(path), rows)
    return tuple(_commented(text, piece, comment) for piece in pieces if piece.kind == "prose")


def _whole(text: str) -> Prose:
    def write(new: str) -> str:
        return new.replace("\n", newline(text))

    if "\r" not in text:
        return Prose(text, range(len(text)), range(1, len(text) + 1), write)
    found = list(re.finditer(r"\r\n|.|\n", text, re.DOTALL))
    plain = "".join("\n" if one[0] in ("\r", "\r\n") else one[0] for one in found)
    return Prose(plain, [one.start() for one in found], [one.end() for one in found], write)


def _cell(text: str, kind: str, content: Sequence[tuple[str, int, int]]) -> Prose:
    plain = "".join(character for character, _, _ in content)
    ascii_only = text.isascii() and re.search(r"\\u[0-9a-fA-F]{4}", text) is not None

    def write(new: str) -> str:
        import json

        return json.dumps(new, ensure_ascii=ascii_only)[1:-1]

    starts, ends = [at for _, at, _ in content], [end for _, _, end in content]
    return Prose(plain, starts, ends, write, raw=kind == "raw")


def _commented(text: str, piece: Piece, comment: str) -> Prose:
    lines = re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", text)
    begins = list(accumulate(map(len, lines), initial=0))
    starts: list[int] = []
    ends: list[int] = []
    for row, number in zip(piece.rows, piece.numbers, strict=True):
        line = lines[number - 1].rstrip("\r\n") if number <= len(lines) else ""
        column = line.rfind(row.strip()) if row.strip() else len(line)
        first = begins[number - 1] + column - (len(row) - len(row.lstrip()))
        known = column >= 0 and bool(lines)
        starts += range(first, first + len(row)) if known else [UNKNOWN] * len(row)
        ends += range(first + 1, first + 1 + len(row)) if known else [UNKNOWN] * len(row)
        starts.append(UNKNOWN)
        ends.append(UNKNOWN)

    def write(new: str) -> str:
        return new.replace("\n", f"{newline(text)}{comment} ")

    return Prose("\n".join(piece.rows), starts[:-1], ends[:-1], write)
