"""Splits one note into what it says of each concept, and what belongs to none."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from syntopic.gathering.titles import Title, is_locator, title_of
from syntopic.languages import Language, facet_of
from syntopic.model import (
    Block,
    Claim,
    Facet,
    Heading,
    Leftover,
    Origin,
    ParsedNote,
    Problem,
    Severity,
)
from syntopic.names import name_key

Content = tuple[Heading | Block, ...]


def claims_of(
    note: ParsedNote, language: Language, synonyms: dict[str, Facet]
) -> tuple[tuple[Claim, ...], Leftover | None, tuple[Problem, ...]]:
    """Which concepts a note speaks of, with the content of each, and the text of no concept.

    ``concept: X`` claims the whole note; ``concept: [X, Y]`` says that headings of these names open
    them, and if one is the note's title, all else is about that one; without it the title names the
    concept, unless it is a locator: then the headings of the next level that are not facets open
    concepts.
    """
    front = note.note.front
    title = title_of(note, language, synonyms)
    content = _content(note)
    if front.concept:
        return (_whole(front.concept, note, content, title),), None, ()
    if front.concept_headings:
        wanted = {name_key(name): name for name in front.concept_headings}
        own = wanted.pop(name_key(title.text), None)
        claims, rest = _split(note, content, lambda h: wanted.get(name_key(h.name)))
        missing = _unopened(note, wanted, claims)
        if own is not None:
            return (_whole(own, note, rest, title), *claims), None, missing
        return claims, _leftover(note, rest, title), missing
    if not is_locator(title.text):
        return (_whole(title.text, note, content, title),), None, ()
    level = _section_level(content, title)

    def opened(heading: Heading) -> str | None:
        if heading.level != level or not name_key(heading.name) or is_locator(heading.name):
            return None
        is_facet = facet_of(heading.name, language, synonyms) is not None
        return None if is_facet else heading.name

    claims, rest = _split(note, _without(content, title.heading), opened)
    return claims, _leftover(note, rest, title), ()


def _content(note: ParsedNote) -> Content:
    """The note as one run of headings and blocks; headings that nothing follows stay in it."""
    run: list[Heading | Block] = []
    for section in note.sections:
        if section.heading is not None:
            run.append(section.heading)
        run.extend(section.blocks)
    return tuple(run)


def _whole(name: str, note: ParsedNote, content: Content, title: Title) -> Claim:
    heading = title.heading
    if heading is None or name_key(heading.name) != name_key(name):
        heading = next((h for h in _headings(content) if name_key(h.name) == name_key(name)), None)
    origin = heading.origin if heading is not None else Origin(note.note.path)
    return Claim(name, note, _without(content, heading), True, origin)


def _split(
    note: ParsedNote, content: Content, opened: Callable[[Heading], str | None]
) -> tuple[tuple[Claim, ...], Content]:
    """Cuts where a heading opens a concept; a heading of its level or above closes it again.

    What follows belongs to the concept in whose section it stands, if there is one.
    """
    claims: list[tuple[str, Heading, list[Heading | Block]]] = []
    rest: list[Heading | Block] = []
    within: list[tuple[str, Heading, list[Heading | Block]]] = []
    for part in content:
        if isinstance(part, Heading):
            while within and part.level <= within[-1][1].level:
                within.pop()
            if (name := opened(part)) is not None:
                within.append((name, part, []))
                claims.append(within[-1])
                continue
        (within[-1][2] if within else rest).append(part)
    return (
        tuple(Claim(name, note, tuple(run), False, head.origin) for name, head, run in claims),
        tuple(rest),
    )


def _leftover(note: ParsedNote, rest: Content, title: Title) -> Leftover | None:
    kept = _without(rest, title.heading)
    told = any(isinstance(part, Block) for part in kept)
    return Leftover(note, title.text, kept) if told else None


def _section_level(content: Content, title: Title) -> int:
    levels = [h.level for h in _headings(content) if h is not title.heading]
    return min(levels, default=0)


def _headings(content: Iterable[Heading | Block]) -> tuple[Heading, ...]:
    return tuple(part for part in content if isinstance(part, Heading))


def _without(content: Content, heading: Heading | None) -> Content:
    return tuple(part for part in content if part is not heading)


def _unopened(
    note: ParsedNote, wanted: dict[str, str], claims: tuple[Claim, ...]
) -> tuple[Problem, ...]:
    opened = {name_key(claim.name) for claim in claims}
    return tuple(
        Problem(
            "concept-heading-missing",
            Severity.ERROR,
            Origin(note.note.path),
            f'the front matter lists the concept "{name}", but no heading has this name',
            f'Add a heading "## {name}" above what the note says of it, or take the name out.',
        )
        for key, name in wanted.items()
        if key not in opened
    )
