"""What a made-up garden consists of, before a word of its notes is written.

The proportions are those of real collections: a few folders of sources, about a third as many
concepts as notes, some of which many sources speak of and most only two or three.
"""

from __future__ import annotations

import math
import random
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import accumulate, count, islice

from benchmarks.gardens.names import AREA_NAMES, KINDS, PEOPLE, acronym, concept_names
from benchmarks.gardens.prose import clause

NOTES_FOR_EACH_CONCEPT = 3
SYNTHESES = 0.15  # of the concepts
OWN, DRAFTS, PRIVATE, WEEKS = 0.12, 0.01, 0.01, 0.03  # of the notes
IN_SYLLABUS = 0.75  # of the concepts
GAPS = 0.04  # of the concepts: in the syllabus, and in no note


class Kind(Enum):
    """What becomes of a note."""

    SOURCE = "source"
    OWN = "own"
    SYNTHESIS = "synthesis"
    WEEK = "week"
    DRAFT = "draft"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class Source:
    """An entry of the register of sources."""

    key: str
    title: str
    kind: str
    year: int
    author: str


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept; ``requires`` are numbers of concepts that come before it."""

    name: str
    area: int
    alias: str
    requires: tuple[int, ...]
    listed: bool
    noted: bool


@dataclass(frozen=True, slots=True)
class PlannedNote:
    """Where a note lies and which concepts, by number, it speaks of."""

    path: str
    kind: Kind
    concepts: tuple[int, ...]
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole garden."""

    areas: tuple[str, ...]
    sources: tuple[Source, ...]
    concepts: tuple[Concept, ...]
    notes: tuple[PlannedNote, ...]

    def public_on(self, concept: int) -> list[PlannedNote]:
        """The notes about one concept that readers see."""
        hidden = (Kind.DRAFT, Kind.PRIVATE)
        return [n for n in self.notes if concept in n.concepts and n.kind not in hidden]


def plan(notes: int, seed: int) -> Plan:
    """A garden of so many notes; at least 10."""
    if notes < 10:
        raise ValueError("a garden of fewer than 10 notes has no proportions")
    rng = random.Random(f"{seed}:plan:{notes}")
    areas = AREA_NAMES[: _growing(notes, 8, 6, 3)]
    sources = tuple(_sources(rng, _growing(notes, 10, 15, 3)))
    concepts = tuple(_concepts(rng, max(3, notes // NOTES_FOR_EACH_CONCEPT), len(areas)))
    return Plan(areas, sources, concepts, tuple(_notes(rng, notes, areas, sources, concepts)))


def folder_name(name: str) -> str:
    """A name as people call files."""
    return name.lower().replace(" ", "-")


def popular(concepts: Sequence[Concept]) -> list[float]:
    """Cumulative weights: the first concepts of each area are spoken of most often (Zipf)."""
    place: dict[int, int] = {}
    weights = []
    for concept in concepts:
        place[concept.area] = place.get(concept.area, 0) + 1
        weights.append(1 / (place[concept.area] + 2) if concept.noted else 0.0)
    return list(accumulate(weights))


def _growing(notes: int, at_hundred: int, for_each_ten: int, least: int) -> int:
    return max(least, round(at_hundred + for_each_ten * math.log10(notes / 100)))


def _sources(rng: random.Random, total: int) -> list[Source]:
    names = islice(concept_names(random.Random(rng.random())), total)
    return [
        Source(
            folder_name(name),
            name,
            rng.choice(KINDS),
            rng.randint(1990, 2025),
            f"{rng.choice('ABCDEFGH')}. {rng.choice(PEOPLE)}",
        )
        for name in (
            f"{rng.choice(('A course on', 'All about', 'The book of'))} {n}" for n in names
        )
    ]


def _concepts(rng: random.Random, total: int, areas: int) -> list[Concept]:
    names = list(islice(concept_names(rng), total))
    gaps = set(rng.sample(range(total), round(GAPS * total)))
    aliases = set(names)
    found = []
    for number, name in enumerate(names):
        area = number * areas // total
        alias = acronym(name) if rng.random() < 0.3 else ""
        alias = "" if alias in aliases else alias
        aliases.add(alias)
        requires = _required(rng, number, area, areas, total)
        listed = number in gaps or rng.random() < IN_SYLLABUS
        found.append(Concept(name, area, alias, requires, listed, number not in gaps))
    return found


def _required(
    rng: random.Random, number: int, area: int, areas: int, total: int
) -> tuple[int, ...]:
    # Only what comes before, mostly in the same area: so there is no circle.
    first = -(-area * total // areas)
    low = first if number > first and rng.random() < 0.8 else 0
    wanted = rng.choice((0, 0, 1, 1, 2))
    return tuple(sorted(rng.sample(range(low, number), min(wanted, number - low))))


def _notes(
    rng: random.Random,
    total: int,
    areas: Sequence[str],
    sources: Sequence[Source],
    concepts: Sequence[Concept],
) -> list[PlannedNote]:
    noted = [number for number, concept in enumerate(concepts) if concept.noted]
    syntheses = sorted(rng.sample(noted, round(SYNTHESES * len(noted))))
    kinds = [Kind.OWN] * round(OWN * total) + [Kind.WEEK] * round(WEEKS * total)
    kinds += [Kind.DRAFT] * max(1, round(DRAFTS * total))
    kinds += [Kind.PRIVATE] * max(1, round(PRIVATE * total))
    kinds += [Kind.SOURCE] * (total - len(syntheses) - len(kinds))
    # What sources say comes first, so that every concept has a note that readers see.
    kinds.sort(key=[Kind.SOURCE, Kind.OWN, Kind.WEEK, Kind.DRAFT, Kind.PRIVATE].index)
    weights = popular(concepts)
    by_place = _Places(rng, areas, sources, concepts)
    found = [by_place.note(Kind.SYNTHESIS, number) for number in syntheses]
    for number, kind in enumerate(kinds):
        drawn = bisect(weights, rng.random() * weights[-1])
        found.append(by_place.note(kind, noted[number] if number < len(noted) else drawn))
    return sorted(found, key=lambda note: note.path)


class _Places:
    """Gives each note a path of its own."""

    def __init__(
        self,
        rng: random.Random,
        areas: Sequence[str],
        sources: Sequence[Source],
        concepts: Sequence[Concept],
    ) -> None:
        self._rng, self._areas, self._sources, self._concepts = rng, areas, sources, concepts
        # Some sources are read from cover to cover, of others one has seen a chapter.
        self._weights = [1 / (n + 2) for n in range(len(sources))]
        self._taken: set[str] = set()

    def note(self, kind: Kind, concept: int) -> PlannedNote:
        """A note about the concept; a week speaks of its neighbours, too."""
        last = len(self._concepts) - 1
        near = {concept, min(concept + 1, last), min(concept + 2, last)}
        about = tuple(sorted(near)) if kind is Kind.WEEK else (concept,)
        noted = tuple(number for number in about if self._concepts[number].noted)
        for tried in count():
            folder, name, locator = self._place(kind, concept)
            # After a few tries one has said it all once, and says it again.
            path = f"{folder}/{name}{f'-{tried}' if tried > 5 else ''}.md"
            if path not in self._taken:
                self._taken.add(path)
                return PlannedNote(path, kind, noted, locator)
        raise AssertionError("counting ends nowhere")

    def _place(self, kind: Kind, concept: int) -> tuple[str, str, str]:
        name = folder_name(self._concepts[concept].name)
        if kind is Kind.SYNTHESIS:
            return "synthesis", name, ""
        if kind is Kind.PRIVATE:
            return "private", f"{name}-{self._rng.randint(1, 999)}", ""
        if kind is Kind.OWN:
            more = self._rng.choice(("", "", "-again", "-by-hand", "-revisited"))
            return folder_name(self._areas[self._concepts[concept].area]), name + more, ""
        source = self._rng.choices(self._sources, self._weights)[0]
        chapter = self._rng.randint(1, 12)
        if kind is Kind.WEEK:
            return source.key, f"week-{self._rng.randint(1, 60)}", ""
        if source.kind == "book":
            return f"{source.key}/ch{chapter:02}", name, f"ch. {chapter}"
        if source.kind == "course":
            return f"{source.key}/week-{chapter}", name, f"week {chapter}"
        return source.key, name, f"{chapter}:{self._rng.randint(10, 59)}"


def subtitle(rng: random.Random) -> str:
    """A title that is a statement, for pages written by hand."""
    return clause(rng).replace("$", "")
