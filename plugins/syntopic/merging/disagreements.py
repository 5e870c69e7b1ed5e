"""Possible disagreements between sources: only the author sees them until they are settled."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from syntopic.languages import Language
from syntopic.merging.duplicates import Folded
from syntopic.merging.formulas import clashing_symbols, rival_formulas
from syntopic.merging.sides import formula_side, sentence_side, symbol_side
from syntopic.model import Disagreement, Passage, Side
from syntopic.names import name_key


def disagreements(
    concept: str,
    passages: Sequence[Passage],
    folded: Folded,
    settled: Mapping[str, str | None],
    language: Language,
) -> tuple[Disagreement, ...]:
    """Pairs of passages that may contradict each other, in the order of the page, each once.

    ``settled`` maps the id of a disagreement to the author's reason, or to None where the two do
    not disagree. Found are: nearly the same sentence with opposite words, numbers or a negation;
    two formulas for one left-hand side; one symbol with two meanings.
    """
    found: dict[str, Disagreement] = {}
    for kind, symbol, message, first, second in _found(passages, folded, language):
        key = _id((name_key(concept), kind, symbol), first.text, second.text)
        reason = settled.get(key, "")
        one = Disagreement(key, kind, message, first, second, reason or "", reason is None)
        found.setdefault(key, one)
    return tuple(found.values())


def _found(
    passages: Sequence[Passage], folded: Folded, language: Language
) -> Iterator[tuple[str, str, str, Side, Side]]:
    """Kind, symbol (two symbols of the same lists are two questions), message and both sides."""
    for a, b, dispute in folded.disputes:
        kind, (mine, theirs) = dispute.kind, dispute.words
        first = sentence_side(a, b.text, kind, mine, language)
        second = sentence_side(b, a.text, kind, theirs, language)
        yield kind, "", _dispute(kind, dispute.words), first, second
    for (note, block), (other, rival) in rival_formulas(passages):
        sides = formula_side(note, block), formula_side(other, rival)
        yield "formulas", "", "two different formulas for the same left-hand side", *sides
    for tex, one, two in clashing_symbols(passages, language):
        message = f'"{tex}" means "{one[2]}" in one and "{two[2]}" in the other'
        yield "symbols", tex, message, symbol_side(*one), symbol_side(*two)


def _dispute(kind: str, words: Iterable[str]) -> str:
    one, two = words
    if kind == "negation":
        return "nearly the same sentence, but one of them says that it is not so"
    what = "different numbers" if kind == "numbers" else "opposite words"
    return f'nearly the same sentence with {what}: "{one}" in one and "{two}" in the other'


def _id(asked: Iterable[str], first: str, second: str) -> str:
    parts = "\0".join((*asked, *sorted((first.strip(), second.strip()))))
    return hashlib.sha256(parts.encode()).hexdigest()[:8]
