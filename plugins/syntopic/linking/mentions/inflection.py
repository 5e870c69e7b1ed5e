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
_NOUN_ENDINGS = ("", "s", "es", "e", "en", "n", "er", "ern", "se", "sen")

# Nothing in a word says whether its plural takes an umlaut ("Baum", "Bäume"; "Punkt", "Punkte"),
# and some words with one are verbs ("Zahl", "zähle"). So these are listed: nouns that names of
# concepts end with, alone or as the last part of a longer word.
_UMLAUTS = (
    "ast:äste band:bänder baum:bäume blatt:blätter block:blöcke bogen:bögen bruch:brüche "
    "buch:bücher dach:dächer druck:drücke fach:fächer fall:fälle fluss:flüsse fuß:füße "
    "gang:gänge grund:gründe hang:hänge haus:häuser kanal:kanäle kasten:kästen kopf:köpfe "
    "korb:körbe kraft:kräfte lauf:läufe loch:löcher plan:pläne platz:plätze rand:ränder "
    "rang:ränge raum:räume satz:sätze schlag:schläge schluss:schlüsse schuss:schüsse "
    "spruch:sprüche sprung:sprünge stab:stäbe stamm:stämme stand:stände stoß:stöße "
    "strang:stränge sturz:stürze topf:töpfe trag:träge vorrat:vorräte wald:wälder "
    "wand:wände wort:wörter wurf:würfe zug:züge"
)
_PLURALS = tuple(tuple(pair.split(":")) for pair in _UMLAUTS.split())


def inflected(name: str, language: str) -> tuple[str, ...]:
    """Return other forms of a name in a language, the name itself left out.

    English ("en"): the plural of what stands before "of" and the like ("degrees of freedom").
    French ("fr"): the plural of any words ("valeurs propres"). German ("de"): the endings of nouns,
    the umlaut of those that are listed here, and the endings of adjectives before them ("linearen
    Regression"). Of other languages nothing is known.
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
    nouns = (*(last + ending for ending in endings), *_with_umlaut(last))
    for adjectives in product(*map(_german_adjective, before)):
        yield from (" ".join((*adjectives, noun)) for noun in nouns)


def _with_umlaut(noun: str) -> Iterator[str]:
    """The plural of a noun that ends in a listed one, and how it ends behind "von" and the like."""
    for singular, plural in _PLURALS:
        if noun.lower().endswith(singular):
            formed = noun[: -len(singular)] + plural
            yield formed
            yield formed if formed.endswith("n") else f"{formed}n"


def _german_adjective(word: str) -> tuple[str, ...]:
    """The forms of a word that ends as an adjective does in a dictionary, or in front of a noun."""
    stem = next((word.removesuffix(e) for e in ("er", "es", "e") if word.endswith(e)), "")
    if len(stem) < _FEWEST_LETTERS:
        return (word,)
    return tuple(dict.fromkeys((word, *(stem + ending for ending in _ADJECTIVE_ENDINGS))))
