"""How alike two paragraphs are: the cosine of TF-IDF vectors over stems.

No word is left out: "with" and "without" replacement differ in one. The frequencies come from a
shipped, versioned table (``frequencies/``), never from the garden, or one edit would refold every
page; ``benchmarks/folding/make_frequencies.py`` writes it.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from syntopic.languages import Language
from syntopic.merging.tokens import REMEMBERED, stems, tokens

__all__ = ["Frequencies", "frequencies", "similarity", "stems", "vector"]


@dataclass(frozen=True, slots=True)
class Frequencies:
    """In how many of ``documents`` paragraphs each token stands; ``version`` names the table."""

    version: str
    documents: int
    rare: int
    counts: Mapping[str, int]

    def idf(self, token: str) -> float:
        """Return ln((documents + 1) / (count + 1)) + 1; an unknown token is a rare one."""
        return math.log((self.documents + 1) / (self.counts.get(token, self.rare) + 1)) + 1


@cache
def frequencies(code: str) -> Frequencies | None:
    """Return the table of a language, or None where there is none: then every token weighs 1."""
    file = resources.files(__package__) / "frequencies" / f"{code}.json"
    if not file.is_file():
        return None
    table = json.loads(file.read_text(encoding="utf-8"))
    counts = {t: int(n) for n, ts in table["counts"].items() for t in ts.split(" ")}
    return Frequencies(table["version"], table["documents"], table["rare"], counts)


def similarity(a: str, b: str, language: Language) -> float:
    """Return how alike two texts in Markdown are, from 0 (no token shared) to 1 (the same tokens).

    Symmetric; equal texts are exactly 1, a text without any word or formula is like none but
    itself. Formulas count by their normalised TeX tokens.
    """
    if a == b:
        return 1.0
    one, two = vector(a, language), vector(b, language)
    if len(one) > len(two):
        one, two = two, one
    dot = math.fsum(weight * two[token] for token, weight in one.items() if token in two)
    return min(1.0, dot)


@lru_cache(maxsize=REMEMBERED)
def vector(text: str, language: Language) -> Mapping[str, float]:
    """Return a text's tokens with their weights, of length 1: (1 + ln tf) · idf, normalised."""
    table = frequencies(language.code)
    weights = {
        token: (1 + math.log(count)) * (table.idf(token) if table else 1.0)
        for token, count in Counter(tokens(text, language).all).items()
    }
    length = math.sqrt(math.fsum(weight * weight for weight in weights.values()))
    return {token: weight / length for token, weight in weights.items()}
