"""Folds near-duplicates: the first wording stays, later ones of other sources go behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from syntopic.languages import Language
from syntopic.merging.opposites import (
    formulas_differ,
    negation_differs,
    numbers_differ,
    opposed,
)
from syntopic.merging.similarity import similarity
from syntopic.merging.tokens import tokens

THRESHOLD = 0.60
"""Pairs at least this similar fold."""

NEAR_IDENTICAL = 0.85
"""Text at least this similar is the same text, lightly edited."""

NEAR = 0.35
"""From here up to the threshold two texts speak of the same and stand side by side."""

SHORT = 5
"""Below this many tokens a text folds only into a near-identical one: a single word decides."""

LONGER = 1.5
"""A later text more than this many times as long says more than the first: it stays visible."""


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

_GUARDS: tuple[tuple[str, Callable[[str, str, Language], tuple[str, str] | None]], ...] = (
    ("opposites", opposed),
    ("numbers", numbers_differ),
    ("negation", negation_differs),
)


def fold(units: Sequence[Unit], language: Language, threshold: float = THRESHOLD) -> Folds:
    """Return the groups, the near pairs and the disputes among units in the order of the page.

    Every unit is in exactly one group, the groups in the order of their first members. A unit is
    compared with the first members of the groups so far and joins the most similar one of at least
    ``threshold`` (the earlier one of two alike); units of one source never fold with each other,
    and units under five stems only when near-identical. A pair with opposite words, different
    numbers or a negation on one side never folds and is a dispute. Near pairs are those from
    ``NEAR`` up that do not fold and do not dispute.
    """
    firsts: list[Unit] = []
    also: list[list[Unit]] = []
    near: list[tuple[str, str]] = []
    disputes: list[Dispute] = []
    for unit in units:
        best: tuple[float, int] | None = None
        for index, first in enumerate(firsts):
            if first.source == unit.source:
                continue
            score = similarity(first.text, unit.text, language)
            if score < NEAR:
                continue
            dispute = disputed(first, unit, score, language)
            if dispute is not None:
                disputes.append(dispute)
            elif foldable(first.text, unit.text, score, language, threshold):
                if best is None or score > best[0]:
                    best = (score, index)
            else:
                near.append((first.key, unit.key))
        if best is None or any(member.source == unit.source for member in also[best[1]]):
            firsts.append(unit)
            also.append([])
        else:
            also[best[1]].append(unit)
    groups = zip(firsts, also, strict=True)
    return (
        tuple(Group(first.key, tuple(u.key for u in folded)) for first, folded in groups),
        tuple(near),
        tuple(disputes),
    )


def disputed(a: Unit, b: Unit, score: float, language: Language) -> Dispute | None:
    """Return what one of two similar units says and the other denies, or None."""
    if a.text == b.text:
        return None
    for kind, guard in _GUARDS:
        words = guard(a.text, b.text, language)
        if words is not None:
            return Dispute(a.key, b.key, kind, words, score)
    return None


def foldable(first: str, later: str, score: float, language: Language, threshold: float) -> bool:
    """Whether the first of two undisputed texts of this similarity can speak for the later one.

    Not if each has a formula of its own, nor if the later one is so much longer that it tells more.
    """
    lengths = [len(tokens(text, language).all) for text in (first, later)]
    needed = NEAR_IDENTICAL if min(lengths) < SHORT else threshold
    adds = lengths[1] > LONGER * lengths[0]
    return score >= needed and not adds and not formulas_differ(first, later, language)
