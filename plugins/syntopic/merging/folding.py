"""Folds near-duplicates: the first wording stays, later ones of other sources go behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from heapq import merge
from operator import itemgetter

from syntopic.languages import Language
from syntopic.merging.opposites import (
    formulas_differ,
    negation_differs,
    numbers_differ,
    opposed,
    same_frame,
    substituted,
)
from syntopic.merging.similarity import similarity
from syntopic.merging.tokens import tokens

THRESHOLD = 0.70
"""Pairs at least this similar fold.

From ``python -m benchmarks.folding``, on 364 pairs labelled by hand (148 equal, 64 overlapping, 48
different, 104 opposite) with the guards: .40 gives precision .95 (recall .78), .60 gives .99 (.75),
.70 gives 1.00 (106 of 106; recall .72). Similarity alone reaches .95 nowhere: .77 at .70.

Not the lowest threshold with .95: the guards know the opposites of these pairs, and the first 78
held-out pairs got .88 (22 of 25) at .65 before the guard of substituted words came and they joined
the others. On 66 pairs written afterwards, a third of them mirror images, .70 folds 16 of 17
rightly (.94; with 95 % certainty more than .73) and finds .70 of the equal ones; .60 folds 17 of
19. All pairs are one author's English on the mathematics of machine learning, richer in mirror
images than notes are.
"""

NEAR_IDENTICAL = 0.85
"""Text at least this similar is the same text, lightly edited."""

NEAR = 0.35
"""From here up to the threshold two texts speak of the same and stand side by side."""

SHORT = 5
"""Below this many tokens a text folds only into a near-identical one: a single word decides."""

LONGER = 1.5
"""A later text more than this many times as long says more than the first: it stays visible."""


MOST_COMPARED = 60_000
"""Comparisons on one page and facet, a few seconds' work: two sources with some 250 paragraphs
each. Beyond, only equal texts fold; the rest stands side by side."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph or one item of a list: its key, its source, its Markdown."""

    key: str
    source: str
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """The key of the text that stays, and the keys folded into it, in the order of the page."""

    first: str
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two similar texts that may contradict each other.

    ``kind`` is "opposites", "numbers" or "negation"; ``words`` are what differs, as ``a`` and as
    ``b`` have it (empty where one lacks the negation).
    """

    a: str
    b: str
    kind: str
    words: tuple[str, str]
    similarity: float


Folds = tuple[tuple[Group, ...], tuple[tuple[str, str], ...], tuple[Dispute, ...]]

GUARDS: tuple[tuple[str, Callable[[str, str, Language], tuple[str, str] | None]], ...] = (
    ("opposites", opposed),
    ("numbers", numbers_differ),
    ("negation", negation_differs),
)
"""What makes two similar texts a dispute, by the kind of dispute; the first one counts."""


def fold(units: Sequence[Unit], language: Language, threshold: float = THRESHOLD) -> Folds:
    """Return the groups, the near pairs and the disputes among units in the order of the page.

    Every unit is in exactly one group, the groups in the order of their first members. A unit is
    compared with the first members of the groups so far and joins the most similar one of at least
    ``threshold`` (the earlier one of two alike); units of one source never fold with each other,
    and units under five stems only when near-identical. A pair with opposite words, different
    numbers or a negation on one side never folds; from ``NEAR`` up it is a dispute, if the texts
    are comparable. Near pairs are those from ``NEAR`` up that do neither.

    A unit is in dispute with one text of each other source, the most similar one, and with none of
    a source that has the unit's own wording, too: a list of measurements contradicts nobody.
    """
    firsts = _Firsts()
    near: list[tuple[str, str]] = []
    disputes: list[Dispute] = []
    compared = 0
    for unit in units:
        tried = firsts.of_others(unit, only_equal=compared >= MOST_COMPARED)
        compared += len(tried)
        best, close, disputed = _compared(unit, tried, language, threshold)
        near += close
        if best is not None:
            disputed.pop(best.source, None)
        disputes += disputed.values()
        firsts.place(unit, best)
    return firsts.groups(), tuple(near), tuple(disputes)


class _Firsts:
    """The texts that stay so far, with those that are folded into each."""

    def __init__(self) -> None:
        self._also: dict[str, list[Unit]] = {}
        self._by_source: dict[str, list[tuple[int, Unit]]] = {}
        self._equal: dict[str, dict[str, tuple[int, Unit]]] = {}

    def of_others(self, unit: Unit, *, only_equal: bool) -> list[Unit]:
        """The texts of other sources in their order; of equal ones, each source's first."""
        equal = {source: [place] for source, place in self._equal.get(unit.text, {}).items()}
        known = equal if only_equal else self._by_source
        others = (places for source, places in known.items() if source != unit.source)
        return [first for _, first in merge(*others, key=itemgetter(0))]

    def place(self, unit: Unit, best: Unit | None) -> None:
        """Fold a unit into a text, but only one of each source; or let it stay."""
        also = self._also[best.key] if best is not None else []
        if best is not None and all(member.source != unit.source for member in also):
            also.append(unit)
            return
        place = (len(self._also), unit)
        self._also[unit.key] = []
        self._by_source.setdefault(unit.source, []).append(place)
        self._equal.setdefault(unit.text, {}).setdefault(unit.source, place)

    def groups(self) -> tuple[Group, ...]:
        """All groups, in the order of their first members."""
        return tuple(
            Group(first, tuple(unit.key for unit in also)) for first, also in self._also.items()
        )


def _compared(
    unit: Unit, firsts: Sequence[Unit], language: Language, threshold: float
) -> tuple[Unit | None, list[tuple[str, str]], dict[str, Dispute]]:
    """The text that a unit folds into, those near it, and by source the one it may contradict."""
    best: tuple[float, Unit | None] = (0.0, None)
    near: list[tuple[str, str]] = []
    disputed: dict[str, Dispute] = {}
    for first in firsts:
        score = similarity(first.text, unit.text, language)
        if score < NEAR:
            continue
        found = contrast(first.text, unit.text, language)
        if found is not None and comparable(first.text, unit.text, found[0], language):
            known = disputed.get(first.source)
            if known is None or score > known.similarity:
                disputed[first.source] = Dispute(first.key, unit.key, *found, score)
        elif found is None and foldable(first.text, unit.text, score, language, threshold):
            best = (score, first) if score > best[0] else best
        else:
            near.append((first.key, unit.key))
    return best[1], near, disputed


def contrast(a: str, b: str, language: Language) -> tuple[str, tuple[str, str]] | None:
    """Return what one of two texts says and the other denies (its kind, its words), or None."""
    if a == b:
        return None
    for kind, guard in GUARDS:
        words = guard(a, b, language)
        if words is not None:
            return kind, words
    return None


def comparable(a: str, b: str, kind: str, language: Language) -> bool:
    """Whether a contrast of this kind makes two texts a dispute.

    Not if one is so much longer that the contrast may stand in what it adds; and as most texts
    have some "not" in them, a negation counts only where the rest is said in the same words.
    """
    lengths = sorted(len(tokens(text, language).all) for text in (a, b))
    alike = kind != "negation" or same_frame(a, b, language)
    return lengths[1] <= LONGER * lengths[0] and alike


def foldable(first: str, later: str, score: float, language: Language, threshold: float) -> bool:
    """Whether the first of two texts without a contrast can speak for the later one.

    Not if each has a formula of its own, nor if the later one is so much longer that it tells more,
    nor, unless near-identical, if one says of one thing what the other says of another.
    """
    lengths = [len(tokens(text, language).all) for text in (first, later)]
    needed = NEAR_IDENTICAL if min(lengths) < SHORT else threshold
    if score < needed or lengths[1] > LONGER * lengths[0]:
        return False
    if formulas_differ(first, later, language):
        return False
    return score >= NEAR_IDENTICAL or substituted(first, later, language) is None
