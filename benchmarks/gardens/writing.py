"""The text of each note of a plan."""

from __future__ import annotations

import math
import posixpath
import random
from bisect import bisect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from benchmarks.gardens.pieces import bullets, callout, card, code, display, table, written
from benchmarks.gardens.plan import Concept, Kind, Plan, PlannedNote, popular
from benchmarks.gardens.prose import Rng, clause, paragraph, reworded
from benchmarks.gardens.words import NOUNS, TAGS

MEDIAN, SPREAD, MOST = 1900, 0.65, 12_000
"""How many characters a note has: the middle, the spread of the logarithm, the longest."""

FACETS = ("Intuition", "Formula", "How it works", "Example", "Pitfalls", "Where I met it")
PICTURES = ("curve.svg", "scatter.svg", "pixels.png")
FIRST_DAY = date(2023, 1, 9)
WORKED = 0.25
"""How many notes have headings of facets; nearly twice as many have no heading at all."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes notes of a plan, each by itself: what one says depends on no other."""

    plan: Plan
    seed: int
    executed: float
    weights: list[float]

    @classmethod
    def of(cls, plan: Plan, seed: int, executed: float) -> Writer:
        """A writer; a share ``executed`` of the notes runs its code."""
        return cls(plan, seed, executed, popular(plan.concepts))

    def text(self, note: PlannedNote) -> str:
        """The whole file."""
        rng = random.Random(f"{self.seed}:{note.path}")
        runs = rng.random() < self.executed and note.kind is not Kind.PRIVATE
        front = "\n".join(self._front(rng, note, runs))
        blocks = self._blocks(rng, note)
        if runs:
            blocks.append(code(rng, runs=True))
        if note.kind is not Kind.SYNTHESIS and rng.random() < 0.4:
            blocks += [card(rng, _identity(rng)) for _ in range(rng.choice((1, 1, 2)))]
        head = f"---\n{front}\n---\n\n" if front else ""
        return head + "\n\n".join(blocks) + "\n"

    def _front(self, rng: Rng, note: PlannedNote, runs: bool) -> Iterator[str]:
        concept = self.plan.concepts[note.concepts[0]]
        if note.kind is Kind.WEEK:
            yield f"title: {posixpath.basename(note.path)[:-3].replace('-', ' ').capitalize()}"
        elif note.kind is Kind.SYNTHESIS or rng.random() < 0.6:
            yield f"title: {concept.name}"
            yield from self._optional(rng, note)
        else:
            # Else the file's name is the title, and that is another spelling at times.
            yield f"concept: {concept.name}"
        if concept.alias and not concept.listed and note.kind is not Kind.WEEK:
            yield f"aliases: [{concept.alias}]"
        if note.kind is Kind.DRAFT or (note.kind is Kind.SYNTHESIS and rng.random() < 0.1):
            yield "draft: true"
        if runs:
            yield "execute: true"

    def _optional(self, rng: Rng, note: PlannedNote) -> Iterator[str]:
        if note.locator and rng.random() < 0.7:
            yield f"locator: {note.locator}"
        day = FIRST_DAY + timedelta(days=rng.randrange(1000))
        if note.kind is Kind.SYNTHESIS or rng.random() < 0.4:
            yield f"date: {day}"
        if note.kind is Kind.SYNTHESIS:
            yield f'description: "{clause(rng)}."'.replace("\\", "").replace("$", "")
        if rng.random() < 0.3:
            yield f"tags: [{', '.join(sorted(set(TAGS.some(rng, 2))))}]"

    def _blocks(self, rng: Rng, note: PlannedNote) -> list[str]:
        size = min(MOST, int(MEDIAN * math.exp(rng.gauss(0, SPREAD))))
        if note.kind is Kind.WEEK:
            return list(self._week(rng, note, size))
        worked = note.kind is not Kind.SYNTHESIS and rng.random() < WORKED
        blocks, length = [], 0
        headings = iter(_headings(rng, worked))
        for number, block in enumerate(self._content(rng, note)):
            if number and length < size and rng.random() < 0.4 and (head := next(headings, "")):
                blocks.append(head)
            blocks.append(block)
            length += len(block)
            if length > size and number > 1:
                return blocks
        return blocks

    def _week(self, rng: Rng, note: PlannedNote, size: int) -> Iterator[str]:
        yield paragraph(rng)
        for number in note.concepts:
            yield f"## {self.plan.concepts[number].name}"
            length = 0
            for block in self._content(rng, note):
                yield block
                length += len(block)
                if length > size // 3:
                    break

    def _content(self, rng: Rng, note: PlannedNote) -> Iterator[str]:
        yield self._opening(rng, note)
        kinds: tuple[tuple[float, Callable[[], list[str]]], ...] = (
            (0.58, lambda: [paragraph(rng, self._mentioned(rng, note))]),
            (0.70, lambda: display(rng, written(self._usual(rng, note)))),
            (0.83, lambda: [bullets(rng)]),
            (0.89, lambda: [code(rng)]),
            (0.93, lambda: [table(rng)]),
            (0.95, lambda: [callout(rng)]),
            (0.97, lambda: [self._picture(rng, note)]),
            (0.985, lambda: [self._relative(rng, note)]),
            (1.0, lambda: [self._embed(rng, note)]),
        )
        bounds = [bound for bound, _ in kinds]
        while True:
            yield from kinds[bisect(bounds, rng.random())][1]()

    def _opening(self, rng: Rng, note: PlannedNote) -> str:
        """What a concept is: in some notes nearly what another one says, in most its own words."""
        if rng.random() < 0.35:
            shared = paragraph(self._shared(note, "opening"))
            return reworded(rng, shared, rng.choice((0, 0, 1)))
        return paragraph(rng, self._mentioned(rng, note))

    def _usual(self, rng: Rng, note: PlannedNote) -> Rng:
        """Chance by which most formulas are the one that all notes on the concept show."""
        return self._shared(note, "formula") if rng.random() < 0.7 else rng

    def _shared(self, note: PlannedNote, what: str) -> Rng:
        """A source of chance that is the same for all notes on the concept."""
        return random.Random(f"{self.seed}:{what}:{note.concepts[0]}")

    def _mentioned(self, rng: Rng, note: PlannedNote) -> list[str]:
        return [self._mention(rng, note) for _ in range(rng.choice((0, 1, 1, 2)))]

    def _mention(self, rng: Rng, note: PlannedNote) -> str:
        concept = self._neighbour(rng, note)
        name = concept.alias if concept.alias and rng.random() < 0.3 else concept.name
        kind = rng.random()
        if kind < 0.5:
            return name if name.isupper() else name.lower()
        if kind < 0.85:
            return f"[[{name}]]"
        if kind < 0.97:
            return f"[[{name}|this {NOUNS.one(rng)}]]"
        return f"[[{NOUNS.one(rng)} of {NOUNS.one(rng)}s]]"

    def _neighbour(self, rng: Rng, note: PlannedNote) -> Concept:
        """A concept that is spoken of often, or one close by."""
        count, here = len(self.plan.concepts), note.concepts[0]
        if rng.random() < 0.5:
            return self.plan.concepts[bisect(self.weights, rng.random() * self.weights[-1])]
        return self.plan.concepts[(here + rng.randint(1, 12)) % count]

    def _relative(self, rng: Rng, note: PlannedNote) -> str:
        other = self._public(rng, note)
        to = posixpath.relpath(other.path, posixpath.dirname(note.path))
        return f"{clause(rng)}, as I wrote [elsewhere]({to})."

    def _public(self, rng: Rng, note: PlannedNote) -> PlannedNote:
        hidden = (Kind.DRAFT, Kind.PRIVATE, Kind.SYNTHESIS)
        shown = note
        while shown is note or shown.kind in hidden:
            shown = rng.choice(self.plan.notes)
        return shown

    def _embed(self, rng: Rng, note: PlannedNote) -> str:
        """What an earlier concept's page begins with: earlier, so there is no circle."""
        earlier = [c for c in self.plan.concepts[: min(note.concepts)] if c.noted]
        return f"![[{rng.choice(earlier).name}]]" if earlier else paragraph(rng)

    def _picture(self, rng: Rng, note: PlannedNote) -> str:
        depth = note.path.count("/")
        return f"![{clause(rng)}]({'../' * depth}images/{rng.choice(PICTURES)})".replace("$", "")


def _headings(rng: Rng, worked: bool) -> list[str]:
    if worked:
        return [f"## {name}" for name in FACETS if rng.random() < 0.6]
    if rng.random() < 0.4:
        return [f"## {NOUNS.one(rng).capitalize()} and {NOUNS.one(rng)}" for _ in range(3)]
    return []


def _identity(rng: Rng) -> str:
    return "c" + "".join(rng.choices("abcdefghjkmnpqrstvwxyz23456789", k=9))
