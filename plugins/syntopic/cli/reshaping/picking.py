"""Which notes and sections of a concept are meant: a path, and a heading behind ``#``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from syntopic.cli.lookup import as_paths
from syntopic.cli.opening import Place
from syntopic.cli.refusal import Refusal, closest, either
from syntopic.cli.reshaping.spelling import same
from syntopic.cli.terminal import command
from syntopic.garden import Garden
from syntopic.model import Claim, Gathered, Heading, NotePath

Picked = Mapping[NotePath, "Part"]


@dataclass(frozen=True, slots=True)
class Part:
    """Of one note: all that it says of the concept, or the sections below some headings."""

    whole: bool
    headings: tuple[str, ...] = ()


def picked(
    place: Place, garden: Garden, gathered: Gathered, new: str, typed: Iterable[str]
) -> dict[NotePath, Part]:
    """The notes and sections that are named; a Refusal says what there is instead, or why not.

    ``new`` is what the part will be called.
    """
    found: dict[NotePath, Part] = {}
    claims = gathered.claims
    for text in typed:
        _check_synthesis(place, gathered, new, text)
        try:
            path, heading = _divided(place, claims, text)
            name = _heading(place, claims, path, heading) if heading else ""
        except Refusal as error:
            raise _elsewhere(place, garden, gathered, text) or error from None
        if not heading:
            found[path] = Part(True)
        elif not found.get(path, Part(False)).whole:
            known = found.get(path, Part(False)).headings
            found[path] = Part(False, tuple(dict.fromkeys((*known, name))))
    return found


def _check_synthesis(place: Place, gathered: Gathered, new: str, text: str) -> None:
    """A Refusal of what a command never writes into: the author's own words on the whole."""
    if gathered.synthesis is None:
        return
    path = gathered.synthesis.note.note.path
    paths = [path, *(claim.note.note.path for claim in gathered.claims)]
    if path in (_path(place, paths, text), _path(place, paths, text.partition("#")[0])):
        name = gathered.concept.name
        raise Refusal(
            f'{place.shown(path)} is your synthesis of "{name}" and stays with it; name notes, '
            f'and begin a synthesis of "{new}" afterwards: {command("new", "synthesis", new)}'
        )


def _elsewhere(place: Place, garden: Garden, gathered: Gathered, text: str) -> Refusal | None:
    """That what is named is about another concept already, such as after it was taken out."""
    path, _, heading = text.partition("#")
    for other in garden.gathering.concepts:
        for claim in other.claims if other is not gathered else ():
            there = claim.note.note.path
            about = not heading if claim.whole else same(claim.name, heading.strip("# "))
            if about and _path(place, [there], path) == there:
                what = f"the section {claim.name} of " if heading else ""
                return Refusal(
                    f'{what}{place.shown(there)} is about "{other.concept.name}" and no '
                    f'part of "{gathered.concept.name}"'
                )
    return None


def _divided(place: Place, claims: Iterable[Claim], text: str) -> tuple[NotePath, str]:
    """A note among those of the concept, and the heading; a ``#`` may be part of the path."""
    known = list(dict.fromkeys(claim.note.note.path for claim in claims))
    whole = _path(place, known, text)
    if whole is not None:
        return whole, ""
    path, _, heading = text.partition("#")
    found = _path(place, known, path)
    if found is None:
        near = closest(path, [place.shown(one) for one in known]) or tuple(map(place.shown, known))
        raise Refusal(f'"{path}" is no note of this concept; there is {either(near[:5])}')
    return found, heading.strip()


def _path(place: Place, known: Iterable[NotePath], text: str) -> NotePath | None:
    """As it is typed in the shell, or from the top of the notes, or any part that only one has."""
    known = list(known)
    exact = [path for path in known if path in as_paths(place, text)]
    parts = [path for path in known if text and Path(text).as_posix() in path]
    return exact[0] if exact else parts[0] if len(parts) == 1 else None


def _heading(place: Place, claims: Iterable[Claim], path: NotePath, typed: str) -> str:
    names = [
        name
        for claim in claims
        if claim.note.note.path == path
        for name in (
            *(() if claim.whole else (claim.name,)),
            *(part.name for part in claim.content if isinstance(part, Heading)),
        )
    ]
    found = [name for name in names if same(name, typed.strip("# "))]
    if not found:
        near = closest(typed, names) or tuple(names)
        there = f"; there is {either(near[:5])}" if near else ", and no other"
        raise Refusal(f'{place.shown(path)} has no heading "{typed}" on it{there}')
    return str(found[0])
