"""The register of concepts: which names mean the same, and what each concept builds on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from syntopic.model import (
    Claim,
    Concept,
    NotePath,
    Origin,
    Problem,
    Requirement,
    Severity,
    Slug,
    Syllabus,
)
from syntopic.names import name_key, slug


@dataclass(slots=True)
class _Entry:
    """A concept in the making."""

    name: str
    origin: Origin
    area: str = ""
    position: int | None = None
    aliases: list[str] = field(default_factory=list)
    requires: list[Requirement] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    autolink: bool | None = None
    not_in: list[str] = field(default_factory=list)
    enough: bool = False
    permalink: str = ""


class Entered(NamedTuple):
    """What a claim tells of its concept; the rest only where the ``whole`` note is about it."""

    name: str
    origin: Origin
    path: NotePath
    whole: bool = False
    aliases: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    requires_lines: tuple[tuple[str, int], ...] = ()
    related: tuple[str, ...] = ()
    autolink: bool | None = None
    not_in: tuple[str, ...] = ()
    enough: bool = False
    area: str = ""
    permalink: str = ""


class Registered(NamedTuple):
    """All concepts, what is wrong with their names, and the concept of each name by its key."""

    concepts: tuple[Concept, ...]
    problems: tuple[Problem, ...]
    names: Mapping[str, str]

    def name_of(self, name: str) -> str:
        """The concept's own name for any of its names; a name that nobody claimed is its own."""
        return self.names.get(name_key(name), name)


def entered(claim: Claim) -> Entered:
    """What a claim tells of its concept."""
    note = claim.note.note
    first = Entered(claim.name, claim.origin, note.path)
    if not claim.whole:
        return first
    front = note.front
    return first._replace(
        whole=True,
        aliases=front.aliases,
        requires=front.requires,
        requires_lines=front.requires_lines,
        related=front.related,
        autolink=front.autolink,
        not_in=front.not_in,
        enough=front.enough,
        area=front.area or note.area,
        permalink=front.permalink,
    )


def registered(syllabus: Syllabus, claims: Iterable[Entered]) -> Registered:
    """All concepts of a syllabus and of some claims, in their order."""
    register = Register(syllabus)
    for claim in claims:
        register.enter(claim)
    concepts = register.concepts()
    return Registered(concepts, tuple(register.problems), register.names)


class Register:
    """Collects names and says which concept each means; the first to claim a name keeps it."""

    def __init__(self, syllabus: Syllabus) -> None:
        """Starts from the syllabus, whose spelling and order count."""
        self._entries: dict[str, _Entry] = {}
        self._keys: dict[str, str] = {}
        self.problems: list[Problem] = []
        position = 0
        for area in syllabus.areas:
            for concept in area.concepts:
                entry = self._enter(concept.name, concept.origin)
                if entry.position is None:
                    entry.area, entry.position = area.name, position
                    position += 1
                entry.requires += _placed(concept.requires, concept.requires_lines, concept.origin)
                entry.autolink, entry.enough = concept.autolink, concept.enough
                entry.not_in.extend(concept.not_in)
        for area in syllabus.areas:
            for concept in area.concepts:
                for alias in concept.aliases:
                    self._alias(self._enter(concept.name, concept.origin), alias, concept.origin)

    @property
    def names(self) -> Mapping[str, str]:
        """The concept of each name, by its key."""
        return self._keys

    def enter(self, claim: Entered) -> None:
        """Enters the concept of a claim and, where the whole note is about it, its aliases."""
        entry = self._enter(claim.name, claim.origin)
        if not claim.whole:
            return
        origin = Origin(claim.path)
        for alias in claim.aliases:
            self._alias(entry, alias, origin)
        entry.requires += _placed(claim.requires, claim.requires_lines, origin)
        entry.related.extend(claim.related)
        entry.not_in.extend(claim.not_in)
        entry.autolink = claim.autolink if entry.autolink is None else entry.autolink
        entry.enough = entry.enough or claim.enough
        entry.area = entry.area or claim.area
        entry.permalink = entry.permalink or claim.permalink

    def name_of(self, name: str) -> str | None:
        """The concept's own name for any of its names; None for a name that nobody claimed."""
        return self._keys.get(name_key(name))

    def concepts(self) -> tuple[Concept, ...]:
        """All concepts: those of the syllabus in its order, then the others by name."""
        entries = sorted(
            self._entries.values(),
            key=lambda e: (
                e.position is None,
                e.position or 0,
                name_key(e.name).casefold(),
                e.name,
            ),
        )
        slugs = self._slugs(entries)
        return tuple(self._concept(entry, slugs[entry.name]) for entry in entries)

    def _concept(self, entry: _Entry, address: Slug) -> Concept:
        required = [replace(one, name=self.name_of(one.name) or one.name) for one in entry.requires]
        return Concept(
            name=entry.name,
            slug=address,
            aliases=_distinct(entry.aliases),
            area=entry.area,
            requires=_distinct([one.name for one in required]),
            related=_distinct([self.name_of(name) or name for name in entry.related]),
            position=entry.position,
            enough=entry.enough,
            autolink=entry.autolink,
            origin=entry.origin,
            requirements=tuple(required),
            not_in=_distinct(entry.not_in),
        )

    def _enter(self, name: str, origin: Origin) -> _Entry:
        key = name_key(name)
        if (known := self._keys.get(key)) is not None:
            return self._entries[known]
        self._keys[key] = name
        entry = self._entries[name] = _Entry(name, origin)
        return entry

    def _alias(self, entry: _Entry, alias: str, origin: Origin) -> None:
        key = name_key(alias)
        owner = self._keys.get(key)
        if owner is None:
            self._keys[key] = entry.name
            entry.aliases.append(alias)
        elif owner != entry.name:
            self.problems.append(_shared(alias, owner, entry.name, origin))

    def _slugs(self, entries: list[_Entry]) -> dict[str, Slug]:
        taken: dict[str, str] = {}
        slugs: dict[str, Slug] = {}
        for entry in entries:
            named = entry.permalink.strip("/").rsplit("/", 1)[-1] or entry.name
            wish = slug(named) or Slug("topic")
            address, number = wish, 2
            while address in taken:
                address, number = Slug(f"{wish}-{number}"), number + 1
            if address != wish:
                self.problems.append(
                    Problem(
                        "url-shared",
                        Severity.ERROR,
                        entry.origin,
                        f'"{entry.name}" and "{taken[wish]}" would both be at topics/{wish}/; '
                        f'"{entry.name}" is now at topics/{address}/',
                        "Give one of them an address of its own in the front matter of its note: "
                        "permalink: another-name",
                    )
                )
            taken[address] = entry.name
            slugs[entry.name] = address
        return slugs


def _placed(
    names: Iterable[str], lines: Iterable[tuple[str, int]], origin: Origin
) -> list[Requirement]:
    """Requirements of a file, each once for every line that names it."""
    path = origin.path
    placed = [Requirement(name, Origin(path, line, line)) for name, line in lines]
    known = {one.name for one in placed}
    return placed + [Requirement(name, origin) for name in names if name not in known]


def _distinct(names: list[str]) -> tuple[str, ...]:
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(name_key(name), name)
    return tuple(first.values())


def _shared(alias: str, owner: str, name: str, origin: Origin) -> Problem:
    is_title = name_key(owner) == name_key(alias)
    taken = "another concept is called so" if is_title else f'it is a name of "{owner}" already'
    away = "Take the alias away here" if is_title else "Take the alias away from one of them"
    return Problem(
        "alias-shared",
        Severity.ERROR,
        origin,
        f'"{alias}" cannot be a name of "{name}": {taken}',
        f'{away}, or join the two with: syntopic same "{owner}" "{name}"',
    )
