"""From what people type to the concepts and sources that they mean."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from syntopic.cli.likely_sources import likely_source
from syntopic.cli.opening import Place
from syntopic.cli.refusal import Refusal, closest, either
from syntopic.cli.terminal import command
from syntopic.garden import Garden
from syntopic.model import OWN_KEY, Gathered, NotePath, Source, Topic
from syntopic.names import name_key
from syntopic.reading.privacy import Withheld


def concept_called(garden: Garden, name: str) -> Gathered | None:
    """The concept of a name or alias; of "pca" it is PCA, unless something else is called so."""
    for same in (name_key, lambda text: name_key(text).casefold()):
        key = same(name)
        for gathered in garden.gathering.concepts:
            concept = gathered.concept
            if any(same(one) == key for one in (concept.name, *concept.aliases)):
                return gathered
    return None


def private_called(garden: Garden, name: str) -> Withheld | None:
    """A private note that is called so, by its file or by what it says; for its author alone."""
    return next(iter(all_private_called(garden, name)), None)


def all_private_called(garden: Garden, *called: str) -> tuple[Withheld, ...]:
    """All private notes that are called by one of these names; for their author alone."""
    keys = {name_key(name) for name in called}
    return tuple(one for one in garden.reading.private if keys & _keys(one))


def _keys(one: Withheld) -> set[str]:
    stem = posixpath.basename(one.path).rsplit(".", 1)[0]
    return {name_key(name) for name in (stem, *one.names)}


def known_concept(garden: Garden, name: str) -> Gathered:
    """The concept of a name; a Refusal with the closest names where there is none."""
    found = concept_called(garden, name)
    if found is None:
        begin = f"its first note begins with: {command('new', 'note', name)}"
        instead = _private(garden, name) or _instead(closest(name, names(garden)), begin)
        raise Refusal(f'no concept is called "{name}"{instead}')
    return found


def topic_called(garden: Garden, name: str) -> Topic:
    """The topic of a concept that somebody has noted; else a Refusal."""
    concept = known_concept(garden, name).concept
    topic = next((topic for topic in garden.topics if topic.concept.name == concept.name), None)
    if topic is None:
        likely = likely_source(garden, concept)
        given = ("--source", likely.source.key) if likely else ()
        raise Refusal(
            f'nothing is noted about "{concept.name}" yet; write its first note: '
            + command("new", "note", concept.name, *given)
        )
    return topic


def known_source(garden: Garden, name: str) -> Source | None:
    """The source of a key, title or short name (None: the author's own); else a Refusal."""
    key = name_key(name)
    if key == name_key(OWN_KEY):
        return None
    for source in garden.reading.sources:
        if key in map(name_key, (source.key, source.title, source.short)):
            return source
    known = [one for s in garden.reading.sources for one in (s.key, s.title, s.short)]
    near = closest(name, known)
    keys = (known_source(garden, one) for one in near)
    offers = tuple(dict.fromkeys(source.key for source in keys if source))
    raise Refusal(f'no source is called "{name}"{_instead(offers, _register(name))}')


RUNNING = ("note with code that runs", "syntopic run --why  lists those that there are")
"""What notes are looked for, and what to say where none is meant."""


def notes_called(
    place: Place,
    typed: Iterable[str],
    known: Sequence[NotePath],
    wanted: tuple[str, str] = RUNNING,
) -> frozenset[NotePath]:
    """The notes that are meant: by path, or by a part of one that only one of the known has.

    A path is as it is typed in the shell, or begins at the top of the notes.
    """
    return frozenset(_note_called(place, text, known, wanted) for text in typed)


def check_public(place: Place, garden: Garden, typed: Iterable[str]) -> None:
    """A Refusal for a private note: why it is private, and that none of it is asked."""
    for text in typed:
        one = _private_note(place, garden, text)
        if one is not None:
            told = f"{place.shown(one.path)} is private: {one.why.value}"
            raise Refusal(f"{told}; no card of it is asked anywhere, so none needs an id")


def _private_note(place: Place, garden: Garden, typed: str) -> Withheld | None:
    """The private note of a path, or of a part of one that no public note has."""
    private = {one.path: one for one in garden.reading.private}
    part = Path(typed).as_posix().casefold()
    found = [private[path] for path in as_paths(place, typed) if path in private]
    if not any(part in note.note.path.casefold() for note in garden.notes):
        found += [one for path, one in private.items() if part in path.casefold()]
    return next(iter(found), None)


def as_paths(place: Place, typed: str) -> tuple[NotePath, NotePath]:
    """What a text may mean as a path: as typed in the shell, or below the notes folder."""
    here = os.path.relpath(os.path.abspath(typed), os.path.abspath(place.notes))
    return NotePath(Path(here).as_posix()), NotePath(Path(typed).as_posix())


def _note_called(
    place: Place, typed: str, known: Sequence[NotePath], wanted: tuple[str, str]
) -> NotePath:
    for name in as_paths(place, typed):
        if name in known:
            return name
    parts = [path for path in known if Path(typed).as_posix().casefold() in path.casefold()]
    if len(parts) == 1:
        return parts[0]
    if parts:
        raise Refusal(f'"{typed}" may be {either(parts[:5])}; write more of the path')
    for name in as_paths(place, typed):
        if (place.notes / name).is_file():
            raise Refusal(f"{place.shown(name)} is no {wanted[0]}; {wanted[1]}")
    short = {posixpath.basename(path): path for path in known}
    near = (*closest(typed, known), *(short[one] for one in closest(typed, short)))
    instead = _instead(tuple(dict.fromkeys(near)), wanted[1])
    raise Refusal(f'no {wanted[0]} is "{typed}"{instead}')


def names(garden: Garden) -> Iterator[str]:
    """Every name of every concept."""
    for gathered in garden.gathering.concepts:
        yield from (gathered.concept.name, *gathered.concept.aliases)


def _private(garden: Garden, name: str) -> str:
    """That a note of this name is there and private, so that nobody begins it twice."""
    one = private_called(garden, name)
    return f"; {one.path} would be about it, but is private: {one.why.value}" if one else ""


def _register(name: str) -> str:
    return f"enter it with: {command('new', 'source', 'KEY', '--title', name)}"


def _instead(near: tuple[str, ...], otherwise: str) -> str:
    return f"; did you mean {either(near)}?" if near else f"; {otherwise}"
