"""Which private phrases can be told from public text, and so can be searched for.

Every word on the site should come from public text, from a program, or from code that ran. So what
is private and in none of the public texts can be searched for, in three forms:

- **rare words**: a word of four letters and digits or more, a letter among them, that neither
  public text nor a program has: names, projects, misspellings;
- **names as a whole**: titles, aliases, tags, file names, headings and values, from two words on;
- **six words in a row** of any other text, or all of one that has three to five.

Measured on the sample garden and three public collections of notes (77, 84, 122 and 676 notes, of
which a tenth to a half became drafts at random; a phrase of each size that was found in the site of
the rest is a false alarm):

- rare words: none from four letters on (outputs of code have short ones by chance);
- six in a row: none, five: four, four: eleven. Pages put texts side by side, and texts around a
  formula differ from page to page, so short runs come about that nobody wrote;
- whole short texts and names: one, a source's name that a page puts before a lecture's number.

Of the drafts that have any text, 98 in 100 hold a phrase, mostly dozens; of their sentences with
five words and more 79 in 100, since the rest is formulas or what public notes say as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from syntopic.auditing.pieces import phrases_of, readings
from syntopic.auditing.values import Piece
from syntopic.auditing.words import words

Phrase = tuple[str, ...]

LONGEST = 6
"""Words of the longest phrase; a longer text is all runs of as many."""

SHORTEST_TEXT = 3
"""A text of fewer words is searched for by its rare words alone."""

SHORTEST_WORD = 4
"""Letters and digits of a word that is searched for by itself."""

TELLING = 3
"""As many different words of three letters or more are in a run of six, among them its first and
its last; in a shorter text there are two. Otherwise formulas (``p a b p a b``) would be phrases.
"""


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
        for reading in readings(text):
            known = words(reading)
            for length, phrases in found.items():
                for phrase in _runs(known, length, phrases):
                    del phrases[phrase]
    named = (piece for piece in pieces if piece.name)
    ordinary = sum(not any(p in found[len(p)] for p in _phrases(piece)) for piece in named)
    return Clues(dict(found), ordinary)


def met(
    known: list[str], found: Clues, *, rare: int = SHORTEST_WORD
) -> Iterator[tuple[Piece, Phrase]]:
    """Yield the phrases that stand in a list of words, with the pieces that they are from.

    ``rare`` is how long a single word has to be: longer where bytes may look like words by chance.
    """
    for length, phrases in found.by_length.items():
        for phrase in _runs(known, length, phrases):
            if length > 1 or len(phrase[0]) >= rare:
                yield phrases[phrase], phrase


def _runs(known: list[str], length: int, phrases: dict[Phrase, Piece]) -> set[Phrase]:
    if not phrases or len(known) < length:
        return set()
    # the keys go through the runs one by one, so no set of all runs is made
    return phrases.keys() & _in_a_row(known, length)


def _in_a_row(known: list[str], length: int) -> Iterator[Phrase]:
    return zip(*(known[start:] for start in range(length)), strict=False)


def _phrases(piece: Piece) -> Iterator[Phrase]:
    yield from ((word,) for word in words(unquote(piece.text)) if _is_rare(word))
    parts = phrases_of(piece.text)
    for part in parts:
        known = words(part)
        if len(known) > LONGEST or (len(known) == LONGEST and not piece.name):
            yield from filter(_is_telling, _in_a_row(known, LONGEST))
        elif len(known) >= (2 if piece.name else SHORTEST_TEXT) and len(parts) == 1:
            whole = tuple(known)
            yield from [whole] if _said(whole) > (0 if piece.name else 1) else []


def _is_telling(run: Phrase) -> bool:
    """Tell whether a run of words says something: its ends do, and enough words between."""
    return _said(run[:1]) == 1 and _said(run[-1:]) == 1 and _said(run) >= TELLING


def _is_rare(word: str) -> bool:
    return len(word) >= SHORTEST_WORD and any(map(str.isalpha, word))


def _said(run: Phrase) -> int:
    """Count the different words that say something; a sign of a script without spaces is one."""
    return sum(word.isalpha() and (len(word) > 2 or not word.isascii()) for word in set(run))
