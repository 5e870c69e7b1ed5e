"""Possible disagreements between sources: only the author sees them until they are settled."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from syntopic.languages import Language
from syntopic.merging.duplicates import Folded
from syntopic.merging.formulas import clashing_symbols, rival_formulas
from syntopic.model import Block, Disagreement, Note, Passage, Side
from syntopic.names import name_key


def disagreements(
    concept: str,
    passages: Sequence[Passage],
    folded: Folded,
    settled: Mapping[str, str],
    language: Language,
) -> tuple[Disagreement, ...]:
    """Pairs of passages that may contradict each other, in the order of the page, each once.

    ``settled`` maps the id of a disagreement to the author's reason. Found are: nearly the same
    sentence with opposite words, numbers or a negation; two formulas for one left-hand side; one
    symbol with two meanings.
    """
    found: dict[str, Disagreement] = {}
    for kind, symbol, message, first, second in _found(passages, folded, language):
        key = _id((name_key(concept), kind, symbol), first.text, second.text)
        found.setdefault(key, Disagreement(key, kind, message, first, second, settled.get(key, "")))
    return tuple(found.values())


def _found(
    passages: Sequence[Passage], folded: Folded, language: Language
) -> Iterator[tuple[str, str, str, Side, Side]]:
    """Kind, symbol (two symbols of the same lists are two questions), message and both sides."""
    for a, b, dispute in folded.disputes:
        first, second = Side(a.note, a.block, a.text), Side(b.note, b.block, b.text)
        yield dispute.kind, "", _dispute(dispute.kind, dispute.words), first, second
    for (note, block), (other, rival) in rival_formulas(passages):
        sides = _side(note, block), _side(other, rival)
        yield "formulas", "", "two different formulas for the same left-hand side", *sides
    for tex, one, two in clashing_symbols(passages, language):
        message = f'"{tex}" means "{one[2]}" in one and "{two[2]}" in the other'
        yield "symbols", tex, message, _side(one[0], one[1]), _side(two[0], two[1])


def _side(note: Note, block: Block) -> Side:
    return Side(note, block, block.text)


def _dispute(kind: str, words: Iterable[str]) -> str:
    one, two = words
    if kind == "negation":
        return "nearly the same sentence, but one of them says that it is not so"
    return f'nearly the same sentence, but one says "{one}" and the other "{two}"'


def _id(asked: Iterable[str], first: str, second: str) -> str:
    parts = "\0".join((*asked, *sorted((first.strip(), second.strip()))))
    return hashlib.sha256(parts.encode()).hexdigest()[:8]
