"""Which notes' code is meant: public notes, and private ones where somebody names them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from syntopic.cli.lookup import as_paths, notes_called
from syntopic.cli.opening import Place
from syntopic.execution import Session
from syntopic.garden_code import asked_sessions
from syntopic.model import Note, NotePath, Problem
from syntopic.parsing import parse_note
from syntopic.reading import Reading, read_garden
from syntopic.reading.memory import content
from syntopic.reading.patterns import inside
from syntopic.reading.private_notes import runnable_note


@dataclass(frozen=True, slots=True)
class Asked:
    """The sessions to run, those of ``private`` notes among them, and problems known before."""

    sessions: tuple[Session, ...]
    problems: tuple[Problem, ...]
    private: frozenset[NotePath] = frozenset()


def asked_for(place: Place, typed: Sequence[str]) -> Asked:
    """The code of all public notes, or of the notes that are named; else a Refusal.

    A private note is meant by its path, or by a part of it that no public note with code has. What
    its code puts out is never recorded.
    """
    reading = read_garden(place.notes, place.options.reading)
    public = asked_sessions([parse_note(n)[0] for n in reading.notes], reading.closed, place.notes)
    if not typed:
        return Asked(*public)
    private = _private(place, reading)
    own = frozenset(session.path for session in private[0])
    known = [session.path for session in public[0]]
    withheld = [one.path for one in reading.private]
    chosen = frozenset[NotePath]().union(
        *(notes_called(place, [text], _pool(place, text, known, withheld, own)) for text in typed)
    )
    sessions = tuple(one for one in (*public[0], *private[0]) if one.path in chosen)
    problems = tuple(one for one in (*public[1], *private[1]) if one.origin.path in chosen)
    return Asked(sessions, problems, own & chosen)


def _pool(
    place: Place,
    text: str,
    public: Sequence[NotePath],
    withheld: Sequence[NotePath],
    own: frozenset[NotePath],
) -> Sequence[NotePath]:
    """Among which notes a text is looked for."""
    if any(path in withheld for path in as_paths(place, text)):
        return sorted(own)
    part = Path(text).as_posix().casefold()
    found = [path for path in own if part in path.casefold()]
    return sorted(found) if found and not any(part in p.casefold() for p in public) else public


def _private(place: Place, reading: Reading) -> tuple[tuple[Session, ...], tuple[Problem, ...]]:
    read = [_note(place, one.path) for one in reading.private]
    parsed = [parse_note(note)[0] for note in read if note is not None]
    sessions, problems = asked_sessions(parsed, (), place.notes)
    return tuple(replace(session, cache=False) for session in sessions), problems


def _note(place: Place, path: NotePath) -> Note | None:
    named = place.options.reading.execute
    execute = named if isinstance(named, bool) else inside(path, named)
    return runnable_note(path, content(place.notes, path) or b"", execute=execute)
