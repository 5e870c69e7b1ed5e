"""Notes that quote more than they say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from syntopic.model import OWN_KEY, Block, Kind, Origin, ParsedNote, Problem, Severity
from syntopic.parsing.quotations import count_words, quotation

FEWEST_WORDS = 100
"""Of a shorter note, a single definition taken over word by word would be a third."""

_NOT_PROSE = frozenset({Kind.FENCE, Kind.FORMULA, Kind.HTML, Kind.RULE})


def quotation_problems(notes: Sequence[ParsedNote], most: int) -> Iterator[Problem]:
    """A hint for each note of a source of whose words more than ``most`` percent are quoted.

    Block quotes count, their credits do not; code and formulas are no words. 100 finds nothing.
    """
    for note in notes:
        if note.note.source == OWN_KEY or note.note.synthesis:
            continue
        quotes = [(_words(block), block) for block in note.blocks if block.kind is Kind.QUOTE]
        whole = sum(_words(block) for block in note.blocks)
        share = 100 * sum(count for count, _ in quotes) / whole if whole >= FEWEST_WORDS else 0
        if share > most:
            yield _much(note, share, most, max(quotes, key=lambda one: one[0])[1])


def _words(block: Block) -> int:
    if block.kind in _NOT_PROSE:
        return 0
    return count_words(quotation(block.text).body if block.kind is Kind.QUOTE else block.text)


def _much(note: ParsedNote, share: float, most: int, longest: Block) -> Problem:
    where = Origin(note.note.path, longest.origin.first_line, longest.origin.last_line)
    return Problem(
        "quoted-much",
        Severity.HINT,
        where,
        f"{share:.0f} of 100 words of this note are quoted, most of them here; {most} are usual",
        "Say it in words of your own, which is how it stays with you; "
        "or set  quoted_share  in mkdocs.yml.",
    )
