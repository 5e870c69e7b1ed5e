"""Which facet a heading opens. Precision first: a wrong facet misplaces text, none does not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from syntopic.languages.tables import GAP, SEPARATOR, Language
from syntopic.model import Facet

# A gap in a phrase takes this many words: longer headings state something of their own
# ("Example of a matrix that is not diagonalizable"), and then their own name says more.
_LONGEST_GAP = 4

_LEADING = re.compile(r"^(?:\d+(?:\.\d+)*[.):]?(?=\s)|[^\w\s]+|_+|\s+)+")
_MARKUP = re.compile(r"[*`$~=^]|(?<!\w)_|_(?!\w)")
_SEPARATORS = re.compile(r"\s[-\u2010-\u2015]+\s|[:\u2013-\u2015()\[\]/|,;]|\s[+]\s")
_Index = dict[str, tuple[tuple[tuple[str, ...], Facet | None], ...]]

_WORDS = re.compile(rf"[^\W_]+|{SEPARATOR}|&")
_NUMBERED = re.compile(rf"(?<=\w)\s+\d+\s*(?=$|{SEPARATOR})")


def facet_of(
    heading_name: str, language: Language, extra: Mapping[str, Facet] | None = None
) -> Facet | None:
    """Return the facet that a heading opens, or None if it names something of its own.

    A heading matches when its normalised words (case, numbers, emoji, leading article or "my",
    closing punctuation aside) are a phrase of the language's table. A phrase may be carried on by
    a colon, dash or bracket, some also by a connective ("Definition of …"), with up to four words
    more. The phrase with most words of its own wins; ``extra``, the user's table, wins over all,
    and its phrases may always be carried on.
    """
    words = heading_words(heading_name, language)
    if not words:
        return None
    articles = frozenset(language.words["articles"])
    for index in (_extra_index(tuple((extra or {}).items()), language), _index(language)):
        for start in _starts(words, language):
            matches = [
                (sum(word != GAP for word in phrase), facet)
                for phrase, facet in index.get(words[start], ())
                if _fits(phrase, words[start:], articles)
            ]
            if matches:
                return max(matches, key=lambda match: match[0])[1]
    return None


def heading_words(name: str, language: Language) -> tuple[str, ...]:
    """Return a heading as lower-case words, a separator between its parts, nothing else."""
    text = unicodedata.normalize("NFKC", name).casefold().strip()
    text = _SEPARATORS.sub(f" {SEPARATOR} ", _MARKUP.sub("", _LEADING.sub("", text)))
    words: list[str] = []
    for word in _WORDS.findall(_NUMBERED.sub(" ", text)):
        if word != SEPARATOR or (words and words[-1] != SEPARATOR):
            words.append(word)
    while words and words[-1] == SEPARATOR:
        words.pop()
    return tuple(language.words["and"][0] if word == "&" else word for word in words)


def _starts(words: tuple[str, ...], language: Language) -> Iterator[int]:
    """Where a phrase may begin: at the first word, or after words such as "the", "my", "simple"."""
    yield 0
    lead_ins = frozenset((*language.words["articles"], *language.words["heading-lead-ins"]))
    for start in range(1, len(words)):
        if words[start - 1] not in lead_ins:
            return
        yield start


def _fits(phrase: tuple[str, ...], words: tuple[str, ...], articles: frozenset[str]) -> bool:
    """Whether words are a phrase; its gaps take one to four words that are no articles."""
    if not phrase:
        return not words
    if phrase[0] != GAP:
        return bool(words) and words[0] == phrase[0] and _fits(phrase[1:], words[1:], articles)
    counted = 0
    for end, word in enumerate(words, start=1):
        counted += word not in articles and word != SEPARATOR
        if counted > _LONGEST_GAP:
            return False
        if counted and _fits(phrase[1:], words[end:], articles):
            return True
    return False


@cache
def _index(language: Language) -> _Index:
    pairs: list[tuple[str, Facet | None]] = [(phrase, None) for phrase in language.unfaceted]
    pairs += [(p, facet) for facet, phrases in language.headings.items() for p in phrases]
    return _indexed(pairs, language)


@cache
def _extra_index(extra: tuple[tuple[str, Facet], ...], language: Language) -> _Index:
    links = (SEPARATOR, *language.words["connectives"])
    return _indexed(
        [
            (longer, facet)
            for phrase, facet in extra
            for longer in (phrase, *(f"{phrase} {link} {GAP}" for link in links))
        ],
        language,
    )


def _indexed(pairs: Iterable[tuple[str, Facet | None]], language: Language) -> _Index:
    """Phrases by their first word, separators and gaps kept."""
    index: dict[str, list[tuple[tuple[str, ...], Facet | None]]] = {}
    for phrase, facet in pairs:
        words: list[str] = []
        for part in phrase.split(f" {SEPARATOR} "):
            pieces = part.split(GAP)
            inner = [heading_words(piece, language) for piece in pieces]
            words += [SEPARATOR] if words else []
            for number, piece in enumerate(inner):
                words += ([GAP] if number else []) + list(piece)
        if words:
            index.setdefault(words[0], []).append((tuple(words), facet))
    return {word: tuple(phrases) for word, phrases in index.items()}
