"""Every address on the web that the author wrote down, with its place."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urldefrag

from syntopic.cli.opening import Place
from syntopic.cli.site_address import pages_of
from syntopic.garden import Garden
from syntopic.model import Block, Heading, Kind, Note, NotePath, ParsedNote
from syntopic.parsing import parse_note
from syntopic.reading.front_matter import split_front_matter
from syntopic.reading.privacy import is_private

_WEB = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_BARE = re.compile(r"https?://[^\s<>\"'`|\\^{}\[\]]+", re.IGNORECASE)
_HREF = re.compile(r"<a\s[^<>]*?\bhref\s*=\s*([\"'])((?:https?:)?//[^\"'<>\s]+)\1", re.IGNORECASE)
_ENDS = ".,;:!?*_~"


@dataclass(frozen=True, slots=True)
class Written:
    """An address as written, in a file (as the author can open it) on a line."""

    address: str
    file: Path
    line: int

    @property
    def asked(self) -> str:
        """The address that a server is asked for: without its fragment, which no server sees."""
        return urldefrag(self.address).url


def public_addresses(garden: Garden, place: Place) -> tuple[Written, ...]:
    """The addresses that readers of the site can follow: in notes, registers and written pages."""
    found = [*_in_notes(garden.notes, place.notes), *_in_registers(garden, place.notes)]
    return _distinct((*found, *_in_pages(pages_of(place), place.notes)))


def private_addresses(garden: Garden, place: Place) -> tuple[Written, ...]:
    """The addresses in private notes, found by their look alone, for no stage has read those."""
    found = []
    for one in garden.reading.private:
        file = place.notes / one.path
        rows = file.read_bytes().decode("utf-8", "replace").splitlines() if file.is_file() else ()
        for number, row in enumerate(rows, start=1):
            found += [Written(_trimmed(bare), file, number) for bare in _BARE.findall(row)]
    return _distinct(found)


def _in_notes(notes: Iterable[ParsedNote], folder: Path) -> Iterator[Written]:
    for parsed in notes:
        file = folder / parsed.note.path
        yield from _in_text(parsed, file)
        yield from _told(parsed.note.front.url, file, 1)


def _in_text(parsed: ParsedNote, file: Path) -> Iterator[Written]:
    for section in parsed.sections:
        for part in (*((section.heading,) if section.heading else ()), *section.blocks):
            yield from _in_part(part, file)


def _in_part(part: Heading | Block, file: Path) -> Iterator[Written]:
    for link in part.links:
        if not link.wiki and _WEB.match(link.target):
            address = _whole(link.target) + (f"#{link.fragment}" if link.fragment else "")
            yield Written(address, file, link.line)
    if isinstance(part, Heading) or part.kind is not Kind.FENCE:
        for found in _HREF.finditer(part.text):
            line = part.origin.first_line + part.text.count("\n", 0, found.start())
            yield Written(_whole(html.unescape(found[2])), file, line)


def _in_registers(garden: Garden, folder: Path) -> Iterator[Written]:
    for source in garden.reading.sources:
        yield from _told(source.url, folder / source.origin.path, source.origin.first_line)


def _told(address: str, file: Path, first: int) -> Iterator[Written]:
    """The address that YAML gives a note or a source, on the line where it stands from there on."""
    if _WEB.match(address):
        rows = file.read_bytes().decode("utf-8", "replace").splitlines()[first - 1 :]
        line = next((n for n, row in enumerate(rows, start=first) if address in row), first)
        yield Written(_whole(address), file, line)


def _in_pages(folder: Path, notes: Path) -> Iterator[Written]:
    """In pages written by hand that the site shows: the engine leaves hidden files out."""
    for file in sorted(folder.rglob("*.md")):
        hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
        if hidden or file.resolve().is_relative_to(notes.resolve()):
            continue
        rows = tuple(file.read_bytes().decode("utf-8-sig", "replace").splitlines())
        split = split_front_matter(rows)
        if split.broken or is_private(split.node):
            continue
        body = "\n".join((*rows[split.body :], ""))
        lines = tuple(range(split.body + 1, len(rows) + 2))
        parsed, _ = parse_note(Note(NotePath(file.name), "md", body, lines))
        yield from _in_text(parsed, file)


def _whole(address: str) -> str:
    """An address that leaves the scheme to the page is asked for as the site will be."""
    return f"https:{address}" if address.startswith("//") else address


def _trimmed(bare: str) -> str:
    """An address in running text, without what ends the sentence or closes a bracket around it."""
    while bare and (bare[-1] in _ENDS or (bare[-1] == ")" and bare.count("(") < bare.count(")"))):
        bare = bare[:-1]
    return bare


def _distinct(found: Iterable[Written]) -> tuple[Written, ...]:
    return tuple(dict.fromkeys(found))
