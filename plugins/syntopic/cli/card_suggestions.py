"""Cards that notes imply, as text to copy: nobody but the author decides what to recall."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from syntopic.languages import Language
from syntopic.merging.formulas import groups
from syntopic.merging.same_cards import alike_text
from syntopic.model import Block, Card, Facet, Gathered, Kind, NotePath, Passage
from syntopic.parsing.links import tags_alone
from syntopic.parsing.sentences import saying_end


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A card that a place in a note implies: both sides as Markdown."""

    note: NotePath
    line: int
    question: str
    answer: str

    @property
    def text(self) -> str:
        """The card as it is written in a note."""
        gap = "\n" if "\n" in self.answer else " "
        return f"Q: {self.question}\nA:{gap}{self.answer}"


def suggested(gathered: Gathered, language: Language) -> tuple[Suggestion, ...]:
    """What the notes on a concept imply and no card of theirs asks yet, in their order.

    For a formula the meaning of its symbols and its reading, where the note tells these, and one
    sentence on the concept: of several sources the first one's, since all would ask the same.
    """
    cards = [b.card for p in gathered.passages for b in p.blocks if b.card is not None]
    found: dict[str, Suggestion] = {}
    for passage in gathered.passages:
        for one in _implied(passage, language):
            if not any(_asks(card, one, language) for card in cards):
                found.setdefault(one.question, one)
    return tuple(found.values())


def _asks(card: Card, one: Suggestion, language: Language) -> bool:
    asked = alike_text(card.question, one.question, language)
    return asked or alike_text(card.answer, one.answer, language)


def _implied(passage: Passage, language: Language) -> Iterator[Suggestion]:
    if passage.facet is Facet.PLAIN_ENGLISH:
        yield from _sentence(passage, language)
    for formula, explained in groups(passage.blocks):
        written = f"${' '.join(formula.tex.split())}$"
        yield from _symbols(passage, formula, explained, written, language)
        yield from _reading(passage, explained, written, language)


def _sentence(passage: Passage, language: Language) -> Iterator[Suggestion]:
    paragraphs = (b for b in passage.blocks if b.kind is Kind.PARAGRAPH and not b.symbols)
    block = next((b for b in paragraphs if _says(b)), None)
    if block is not None:
        text = block.prose[0].text
        sentence = " ".join(text[: saying_end(text, passage.concept)].split())
        question = language.label("card-explain").format(concept=passage.concept)
        yield _at(passage, block, question, sentence)


def _says(block: Block) -> bool:
    text = block.prose[0].text if block.prose else ""
    return bool(text.strip()) and not tags_alone(text)


def _symbols(
    passage: Passage,
    formula: Block,
    explained: Sequence[Block],
    written: str,
    language: Language,
) -> Iterator[Suggestion]:
    rows = [symbol for block in explained for symbol in block.symbols]
    if rows:
        question = language.label("card-symbols").format(formula=written)
        answer = "\n".join(f"- ${symbol.tex}$: {symbol.meaning}" for symbol in rows)
        yield _at(passage, formula, question, answer)


def _reading(
    passage: Passage, explained: Sequence[Block], written: str, language: Language
) -> Iterator[Suggestion]:
    block = next((one for one in explained if one.kind is Kind.READING), None)
    if block is not None and block.prose:
        words = block.prose[0].text.partition(":")[2].strip()
        question = language.label("card-say").format(formula=written)
        yield _at(passage, block, question, " ".join(words.split()))


def _at(passage: Passage, block: Block, question: str, answer: str) -> Suggestion:
    return Suggestion(passage.note.path, block.origin.first_line, question, answer)
