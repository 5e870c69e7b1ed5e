"""Forms of a name beyond the plural of its last word, which ``name_key`` knows by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice, product

from syntopic.plurals import plurals

MOST_FORMS = 400
"""Forms of one name; a long German name has more than anybody writes."""

_PREPOSITIONS = frozenset(("between", "for", "in", "of", "to", "with"))
_FEWEST_LETTERS = 4
_ADJECTIVE_ENDINGS = ("e", "en", "er", "es", "em")
# Umlauts ("Baum", "Bäume") are not formed.
_NOUN_ENDINGS = ("", "s", "es", "e", "en", "n", "er", "ern", "se", "sen")


def inflected(name: str, language: str) -> tuple[str, ...]:
    """Return other forms of a name in a language, the name itself left out.

    English ("en"): the plural of what stands before "of" and the like ("degrees of freedom").
    French ("fr"): the plural of any words ("valeurs propres"). German ("de"): the endings of nouns,
    and of adjectives before them ("linearen Regression"). Of other languages nothing is known.
    """
    known: dict[str, Callable[[list[str]], Iterator[str]]] = {
        "en": _english,
        "de": _german,
        "fr": _french,
    }
    words = name.split()
    forms = known[language](words) if words and language in known else iter(())
    return tuple(form for form in dict.fromkeys(islice(forms, MOST_FORMS)) if form != name)


def _english(words: list[str]) -> Iterator[str]:
    for index, word in enumerate(words):
        if index and word.lower() in _PREPOSITIONS:
            before, head, rest = words[: index - 1], words[index - 1].lower(), words[index:]
            yield from (" ".join((*before, plural, *rest)) for plural in plurals(head))
            return


def _french(words: list[str]) -> Iterator[str]:
    yield from map(" ".join, product(*map(_french_word, words)))


def _french_word(word: str) -> tuple[str, ...]:
    if len(word) < _FEWEST_LETTERS or word.endswith(("s", "x", "z")) or not word.isalpha():
        return (word,)
    if word.endswith("al"):
        return word, f"{word[:-1]}ux", f"{word}s"
    return word, f"{word}{'x' if word.endswith(('au', 'eu')) else 's'}"


def _german(words: list[str]) -> Iterator[str]:
    *before, last = words
    endings = _NOUN_ENDINGS if last.isalpha() and not last.isupper() else ("", "s")
    for adjectives in product(*map(_german_adjective, before)):
        yield from (" ".join((*adjectives, last + ending)) for ending in endings)


def _german_adjective(word: str) -> tuple[str, ...]:
    """The forms of a word that ends as an adjective does in a dictionary, or in front of a noun."""
    stem = next((word.removesuffix(e) for e in ("er", "es", "e") if word.endswith(e)), "")
    if len(stem) < _FEWEST_LETTERS:
        return (word,)
    return tuple(dict.fromkeys((word, *(stem + ending for ending in _ADJECTIVE_ENDINGS))))
