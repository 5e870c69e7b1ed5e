"""What keeps two similar texts apart: opposite words, different numbers, a negation, formulas.

Similarity cannot see these: "converges with replacement" and "converges without replacement" share
all words but one. Each function looks at what one text has and the other lacks.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher
from functools import cache, lru_cache

from syntopic.languages import Language
from syntopic.merging.similarity import frequencies
from syntopic.merging.tokens import REMEMBERED, stem, tokens

# From this share of words in the same order on, two texts have one frame; a word from this weight
# on (about one paragraph in twenty, or four letters where no frequencies are known) says what a
# text is about. Both separate equal from mirrored pairs best in benchmarks/folding.
_FRAME = 0.6
_CONTENT = 4.6
_LONGEST_SWAP = 3

_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)*")
_THOUSANDS = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d{1,3}(?:\.\d{3})+(?:,\d+)?")


def opposed(a: str, b: str, language: Language) -> tuple[str, str] | None:
    """Return a pair of opposite words of which each text has one and lacks the other, or None."""
    one, two = _words_by_stem(a, language), _words_by_stem(b, language)
    for first, second in _pairs(language):
        for x, y in ((first, second), (second, first)):
            if x in one and y not in one and y in two and x not in two:
                return one[x], two[y]
    return None


def numbers_differ(a: str, b: str, language: Language) -> tuple[str, str] | None:
    """Return a number of each text that the other lacks, or None.

    A text that only adds a number differs in nothing. "two", "2" and "2.0" are one number, "95 %"
    is 0.95; numbers after "chapter", "Figure" and the like are places and do not count.
    """
    one, two = numbers(a, language), numbers(b, language)
    mine, theirs = one - two, two - one
    return (_shown(min(mine)), _shown(min(theirs))) if mine and theirs else None


def negation_differs(a: str, b: str, language: Language) -> tuple[str, str] | None:
    """Return the negating word of the only text that has one (the other one empty), or None."""
    one, two = negations(a, language), negations(b, language)
    return None if bool(one) == bool(two) else (min(one, default=""), min(two, default=""))


def formulas_differ(a: str, b: str, language: Language) -> bool:
    """Whether each text has a formula that the other lacks, fonts and spacing aside.

    P(A|B) and P(B|A) share every token and are not the same; two notations of one formula are
    both worth seeing. A text that only adds a formula differs in nothing.
    """
    one, two = set(tokens(a, language).formulas), set(tokens(b, language).formulas)
    return bool(one - two) and bool(two - one)


def substituted(a: str, b: str, language: Language) -> tuple[str, str] | None:
    """Return the words that one frame holds in one text and not in the other, or None.

    "A rotation has determinant 1" and "A reflection has determinant 1" are one sentence about two
    things. A paraphrase changes the frame, or swaps words that are common ("each", "every").
    """
    one, two = tokens(a, language).stems, tokens(b, language).stems
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    if not same_frame(a, b, language):
        return None
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind != "replace" or max(j - i, m - k) > _LONGEST_SWAP:
            continue
        mine = [s for s in one[i:j] if s not in two and _content(s, language)]
        theirs = [s for s in two[k:m] if s not in one and _content(s, language)]
        if mine and theirs:
            return mine[0], theirs[0]
    return None


def same_frame(a: str, b: str, language: Language) -> bool:
    """Whether most words of two texts are the same in the same order."""
    one, two = tokens(a, language).stems, tokens(b, language).stems
    return SequenceMatcher(None, one, two, autojunk=False).ratio() >= _FRAME


def _content(stem: str, language: Language) -> bool:
    """Whether a stem is rare enough to say what a sentence is about."""
    table = frequencies(language.code)
    return table.idf(stem) >= _CONTENT if table else len(stem) >= _CONTENT


@lru_cache(maxsize=REMEMBERED)
def numbers(text: str, language: Language) -> frozenset[Decimal]:
    """Return the numbers that a text states, in digits, words or formulas."""
    words, found = tokens(text, language), set[Decimal]()
    named, places = _named_numbers(language), frozenset(language.words["reference-words"])
    percent = tuple(f"{phrase} " for phrase in language.words["percent"])
    for index, word in enumerate(words.words):
        before = words.words[index - 1] if index else ""
        after = f"{' '.join(words.words[index + 1 : index + 3])} "
        if before in places:
            continue
        if word in named:
            found.add(named[word])
        elif (value := _value(word, language)) is not None:
            found.add(value / 100 if after.startswith(percent) else value)
        elif digits := re.search(r"\d+$", word):
            found.add(Decimal(digits[0]))
    for formula in words.formulas:
        found.update(v for t in formula if (v := _value(t, language)) is not None)
    return frozenset(value.normalize() for value in found)


def _value(token: str, language: Language) -> Decimal | None:
    if not _NUMBER.fullmatch(token):
        return None
    comma = language.words["decimal-mark"][0] == ","
    if _THOUSANDS.fullmatch(token) and (("," in token) != comma):
        token = token.replace("." if comma else ",", "")
    try:
        return Decimal(token.replace(",", ".") if comma else token.replace(",", ""))
    except InvalidOperation:  # a version or a date such as 1.2.3
        return None


def _shown(value: Decimal) -> str:
    return f"{value:f}"


def negations(text: str, language: Language) -> frozenset[str]:
    """Return the negating words of a text."""
    return frozenset(language.words["negations"]).intersection(tokens(text, language).words)


def _words_by_stem(text: str, language: Language) -> dict[str, str]:
    read = tokens(text, language)
    return dict(zip(read.stems, read.words, strict=True))


@cache
def _pairs(language: Language) -> tuple[tuple[str, str], ...]:
    pairs = ((stem(x, language.stemmer), stem(y, language.stemmer)) for x, y in language.opposites)
    return tuple(dict.fromkeys((x, y) for x, y in pairs if x != y))


@cache
def _named_numbers(language: Language) -> dict[str, Decimal]:
    pairs = (entry.split(":") for entry in language.words["numbers"])
    return {word: Decimal(value) for word, value in pairs}
