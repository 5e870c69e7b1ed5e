"""Precision and recall of folding per threshold, on ``pairs.yml``.

    PYTHONPATH=plugins python -m benchmarks.folding

A pair is folded if the shipped rules fold it at that threshold; it ought to fold if its label is
"equal". "Guards" are the opposite words, numbers, negations and orders that forbid folding.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from syntopic.languages import language
from syntopic.merging.folding import NEAR, THRESHOLD, comparable, contrast, foldable
from syntopic.merging.similarity import similarity

PAIRS = Path(__file__).with_name("pairs.yml")
HELD_OUT = Path(__file__).with_name("held_out.yml")
"""Written when threshold, rules and word lists stood; nothing was chosen by looking at it."""

LABELS = ("equal", "overlapping", "different", "opposite")
THRESHOLDS = tuple(n / 100 for n in range(30, 96))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two blocks, how they relate, how similar they are, and whether the guards let them fold."""

    concept: str
    label: str
    a: str
    b: str
    similarity: float
    contrast: str
    allowed: bool

    @property
    def same(self) -> bool:
        """Whether the pair ought to fold."""
        return self.label == "equal"


@dataclass(frozen=True, slots=True)
class Score:
    """What folding from ``threshold`` on does."""

    threshold: float
    folded: int
    right: int
    all_right: int

    @property
    def precision(self) -> float:
        """The share of the folded pairs that say the same; 1 when none is folded."""
        return self.right / self.folded if self.folded else 1.0

    @property
    def recall(self) -> float:
        """The share of the pairs that say the same that are folded."""
        return self.right / self.all_right if self.all_right else 0.0

    @property
    def surely(self) -> float:
        """The lower end of the 95 % Wilson interval of the precision."""
        if not self.folded:
            return 0.0
        z, n, p = 1.96, self.folded, self.precision
        middle, spread = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return (middle - spread) / (1 + z * z / n)


def pairs(path: Path = PAIRS) -> tuple[Pair, ...]:
    """Read the labelled pairs and compare each."""
    english = language("en")
    found: list[Pair] = []
    for concept in yaml.safe_load(path.read_text(encoding="utf-8")):
        for pair in concept["pairs"]:
            a, b = pair["a"], pair["b"]
            score = similarity(a, b, english)
            contrasted = contrast(a, b, english)
            kind = contrasted[0] if contrasted else ""
            allowed = not kind and foldable(a, b, score, english, 0.0)
            found.append(Pair(concept["concept"], pair["label"], a, b, score, kind, allowed))
    return tuple(found)


def guarded(pair: Pair, threshold: float) -> bool:
    """Whether folding as shipped folds the pair."""
    return pair.allowed and pair.similarity >= threshold


def bare(pair: Pair, threshold: float) -> bool:
    """Whether similarity alone would fold the pair."""
    return pair.similarity >= threshold


def score(
    given: Sequence[Pair], threshold: float, rule: Callable[[Pair, float], bool] = guarded
) -> Score:
    """Fold from a threshold on, and count."""
    folded = [pair for pair in given if rule(pair, threshold)]
    right = sum(pair.same for pair in folded)
    return Score(threshold, len(folded), right, sum(pair.same for pair in given))


def lowest(
    given: Sequence[Pair],
    precision: float = 0.95,
    rule: Callable[[Pair, float], bool] = guarded,
) -> float:
    """Return the lowest threshold from which on every one has that precision; infinity if none."""
    best = math.inf
    for threshold in reversed(THRESHOLDS):
        if score(given, threshold, rule).precision < precision:
            break
        best = threshold
    return best


def halves(given: Sequence[Pair]) -> tuple[tuple[Pair, ...], tuple[Pair, ...]]:
    """Every other concept, so that no concept is in both halves."""
    concepts = sorted({pair.concept for pair in given})
    chosen = set(concepts[::2])
    return (
        tuple(pair for pair in given if pair.concept in chosen),
        tuple(pair for pair in given if pair.concept not in chosen),
    )


def report(given: Sequence[Pair], held_out: Sequence[Pair]) -> str:
    """Return everything that is known, as text."""
    counts = ", ".join(f"{sum(p.label == label for p in given)} {label}" for label in LABELS)
    lines = [f"{len(given)} pairs: {counts}", "", "threshold  similarity alone    with guards"]
    for threshold in THRESHOLDS[::5]:
        columns = (score(given, threshold, rule) for rule in (bare, guarded))
        shown = "    ".join(f"P {s.precision:.2f} R {s.recall:.2f}" for s in columns)
        lines.append(f"     {threshold:.2f}  {shown}")
    for name, rule in (("similarity alone", bare), ("with guards", guarded)):
        lines.append(f"lowest threshold with precision .95, {name}: {lowest(given, rule=rule):.2f}")
    for one, two in (halves(given), halves(given)[::-1]):
        chosen = lowest(one)
        held = score(two, chosen)
        lines.append(
            f"chosen on one half: {chosen:.2f}; on the other: precision {held.precision:.2f} "
            f"(at least {held.surely:.2f}), recall {held.recall:.2f}, {held.folded} folded"
        )
    named = (("these pairs", given), ("held out", held_out), ("all", (*given, *held_out)))
    for name, some in named:
        shipped = score(some, THRESHOLD)
        lines.append(
            f"shipped {THRESHOLD:.2f} on {name} ({len(some)}): precision {shipped.precision:.3f} "
            f"({shipped.right} of {shipped.folded}; 95 % sure of {shipped.surely:.2f}), "
            f"recall {shipped.recall:.2f}; {_disputes(some)}"
        )
    return "\n".join(lines)


def _disputes(given: Sequence[Pair]) -> str:
    raised = [
        pair
        for pair in given
        if pair.contrast
        and pair.similarity >= NEAR
        and comparable(pair.a, pair.b, pair.contrast, language("en"))
    ]
    right = sum(pair.label == "opposite" for pair in raised)
    total = sum(pair.label == "opposite" for pair in given)
    return f"disputes from {NEAR:.2f}: {len(raised)}, {right} of the {total} opposite pairs"
