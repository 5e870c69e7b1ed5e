"""What each side of a possible disagreement says: the sentence that it is about, and its line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from syntopic.languages import Language
from syntopic.merging.folding import GUARDS
from syntopic.merging.opposites import negations
from syntopic.merging.units import Place, items
from syntopic.model import Block, Kind, Note, Side
from syntopic.parsing.sentences import sentence_ends

_LISTS = frozenset({Kind.LIST, Kind.SYMBOLS})


def sentence_side(place: Place, other: str, kind: str, word: str, language: Language) -> Side:
    """A text that differs from another one by a word: the first of its sentences that does so.

    It is the whole text where no sentence does it alone, as where it lacks what the other has.
    """
    text = place.text
    guard = dict(GUARDS)[kind]

    def differs(sentence: str) -> bool:
        if kind == "negation":
            return bool(negations(sentence, language))
        found = guard(sentence, other, language)
        return found is not None and found[0] == word

    told = _first(_sentences(text), differs) or _one_line(text)
    return Side(place.note, place.block, text, place.line, told, word)


def formula_side(note: Note, block: Block) -> Side:
    """A formula, on one line."""
    told = f"${_one_line(block.tex)}$"
    return Side(note, block, block.text, block.origin.first_line, told)


def symbol_side(note: Note, block: Block, meaning: str) -> Side:
    """A symbol with its meaning, in the words of the sentence or of the item that gives it."""
    symbol = next(known for known in block.symbols if known.meaning == meaning)
    shown = f"${symbol.tex}$"
    told = _first(_pieces(block), lambda piece: shown in piece) or f"{shown}: {meaning}"
    return Side(note, block, block.text, symbol.line, told, shown)


def _pieces(block: Block) -> Iterator[str]:
    if block.kind in _LISTS and (spans := items(block.text)):
        lines = block.text.split("\n")
        yield from (_one_line("\n".join(lines[first:last])) for first, last in spans)
    else:
        yield from _sentences(block.text)


def _sentences(text: str) -> Iterator[str]:
    for first, last in pairwise((0, *sentence_ends(text))):
        yield _one_line(text[first:last])


def _first(told: Iterator[str], fits: Callable[[str], bool]) -> str:
    return next((one for one in told if fits(one)), "")


def _one_line(text: str) -> str:
    return " ".join(text.split()).removeprefix("- ").removeprefix("* ")
