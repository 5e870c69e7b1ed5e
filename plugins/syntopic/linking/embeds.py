"""Embeds: which passages ``![[…]]`` shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from syntopic.gathering.facets import without_empty_headings
from syntopic.linking.places import Place, Places
from syntopic.linking.resolve import Part
from syntopic.linking.tellings import Telling
from syntopic.memory import Lasts
from syntopic.model import (
    Block,
    Claim,
    Entry,
    Facet,
    Heading,
    Kind,
    Link,
    Note,
    NotePath,
    ParsedNote,
    Shown,
    Topic,
)
from syntopic.parsing.items import item_of, links_of


@dataclass(frozen=True, slots=True)
class Piece:
    """What one note says of what is embedded."""

    note: Note
    content: tuple[Heading | Shown, ...]


@dataclass(frozen=True, slots=True)
class Embed:
    """What an embed shows: where that stands, what it is called, and what each note says.

    ``heading`` is the heading that is meant, ``facet`` the facet. One that is ``cut`` is too long
    to be shown, so it is a link.
    """

    place: Place
    title: str
    pieces: tuple[Piece, ...]
    heading: str = ""
    facet: Facet | None = None
    cut: bool = False

    @property
    def blocks(self) -> tuple[Shown, ...]:
        """Its blocks, without the headings among them."""
        content = (one for piece in self.pieces for one in piece.content)
        return tuple(one for one in content if isinstance(one, Shown))


def embeds_of(
    wanted: Mapping[Part, Place],
    tellings: Iterable[Telling],
    places: Places,
    kept: Lasts[Part, Embed],
) -> dict[Part, Embed]:
    """What is shown of each of the parts, which stand at these places; none is without words."""
    pages: dict[str, Topic] = {}
    notes: dict[NotePath, ParsedNote] = {}
    for telling in tellings if wanted else ():
        if isinstance(telling.told, Topic):
            pages[telling.page] = telling.told
        for note, _ in telling.written():
            notes.setdefault(note.note.path, note)
    found: dict[Part, Embed] = {}
    kept.begin()
    for part, place in wanted.items():
        parsed = notes.get(part.note) if part.note is not None else None
        title = places.notes[parsed.note.path].title if parsed else ""
        of = parsed or pages[part.page]
        made_from = (place, of, title)
        embed = kept.of(part, made_from, partial(_embed, part, *made_from), saved=False)
        if embed.blocks:
            found[part] = embed
    kept.forget()
    return found


def _embed(part: Part, place: Place, of: ParsedNote | Topic, title: str) -> Embed:
    if isinstance(of, Topic):
        return _of_page(part, place, of)
    return _of_note(part, place, of, title)


def _of_page(part: Part, place: Place, topic: Topic) -> Embed:
    """What a topic's page begins with; all of it where a single note speaks of the topic."""
    name = topic.concept.name
    if part.block:
        facet = Facet(part.block)
        entries = (
            e for section in topic.sections if section.facet is facet for e in section.entries
        )
        return Embed(place, name, tuple(map(_of_entry, entries)), facet=facet)
    if topic.synthesis is not None:
        return Embed(place, name, (_of_claim(topic.synthesis),))
    if topic.as_written:
        return Embed(place, name, tuple(map(_of_claim, topic.claims)))
    first = next((s for s in topic.sections if any(e.content for e in s.entries)), None)
    return Embed(place, name, tuple(map(_of_entry, first.entries if first else ())))


def _of_entry(entry: Entry) -> Piece:
    shown = (replace(p, also=()) if isinstance(p, Shown) else p for p in entry.content)
    return Piece(entry.passage.note, tuple(shown))


def _of_claim(claim: Claim) -> Piece:
    return Piece(claim.note.note, _shown(claim.content))


def _of_note(part: Part, place: Place, parsed: ParsedNote, title: str) -> Embed:
    if part.block:
        return _of_block(part, place, parsed, title)
    if part.line:
        return _of_heading(part.line, place, parsed, title)
    return Embed(place, title, (Piece(parsed.note, _shown(_whole(parsed))),))


def _whole(parsed: ParsedNote) -> tuple[Heading | Block, ...]:
    """All of a note but its title, which stands above the embed."""
    content: list[Heading | Block] = []
    tops = [s for s in parsed.sections if s.heading is not None and s.heading.level == 1]
    for section in parsed.sections:
        is_title = len(tops) == 1 and section is tops[0] and not content
        content += [section.heading] if section.heading is not None and not is_title else []
        content += section.blocks
    return tuple(content)


def _of_heading(line: int, place: Place, parsed: ParsedNote, title: str) -> Embed:
    """What stands below a heading, up to the next one of its level or above."""
    content: list[Heading | Block] = []
    opened: Heading | None = None
    for section in parsed.sections:
        heading = section.heading
        if opened is not None and heading is not None and heading.level <= opened.level:
            break
        if opened is not None and heading is not None:
            content.append(heading)
        if heading is not None and heading.origin.first_line == line:
            opened = heading
        content += section.blocks if opened is not None else ()
    name = opened.name if opened is not None else ""
    return Embed(place, title, (Piece(parsed.note, _shown(tuple(content))),), name)


def _of_block(part: Part, place: Place, parsed: ParsedNote, title: str) -> Embed:
    """A block, or the item of a list, that has this id; a heading may have one, too."""
    for section in parsed.sections:
        if section.heading is not None and section.heading.anchor == part.block:
            return _of_heading(section.heading.origin.first_line, place, parsed, title)
        for block in section.blocks:
            if block.anchor == part.block:
                return Embed(place, title, (Piece(parsed.note, _shown((block,))),))
            if part.block in block.inner_anchors:
                return Embed(place, title, (Piece(parsed.note, (_item(block, part.block),)),))
    return Embed(place, title, ())


def _item(block: Block, name: str) -> Shown:
    text = item_of(block.text, name) if block.kind is Kind.LIST else ""
    if not text:
        return Shown(block, block.text)
    own = {_key(link) for link in links_of(text)}
    links = tuple(link for link in block.links if _key(link) in own)
    return Shown(replace(block, text=text, links=links), text)


def _key(link: Link) -> tuple[str, str, bool, bool]:
    return link.target, link.fragment, link.wiki, link.embed


def _shown(content: tuple[Heading | Block, ...]) -> tuple[Heading | Shown, ...]:
    kept = without_empty_headings(content)
    return tuple(Shown(part, part.text) if isinstance(part, Block) else part for part in kept)
