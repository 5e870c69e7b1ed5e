"""Concepts that look like one: only pairs that are hardly ever two (precision before recall)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from syntopic.model import Gathered
from syntopic.names import name_key

LONG = 7
"""Shorter words differ by one letter too easily ("scalar", "scaler"; "row", "raw"). In a typo one
of the two words is at least so long, the other at most a letter shorter, and both begin alike."""

SHORTEST_ACRONYM = 3
"""Of two letters there are too many ("ML": machine learning, maximum likelihood)."""

_SMALL = frozenset(["a", "an", "and", "by", "for", "in", "of", "on", "the", "to", "with"])
_ARTICLES = frozenset(["a", "an", "the"])
_BRITISH = ((re.compile(r"is(?=e[sdr]?\b|ing\b|ation)"), "iz"), (re.compile("our(?=s?\\b)"), "or"))
_DOUBLED = re.compile(r"ll(?=ing\b|ed\b)")
_BRACKET = re.compile(r"(.+?)\s*\(([^()]+)\)\s*")
_WORDS = re.compile(r"[^\W_]+")
_NO_SIGN = re.compile(r"[\w\s'’,()-]+")


@dataclass(frozen=True, slots=True)
class Lookalike:
    """Two concepts that look like one: the one to keep, the other, and why."""

    keep: str
    other: str
    why: str


def lookalikes(
    concepts: Sequence[Gathered], opposites: Iterable[tuple[str, str]]
) -> tuple[Lookalike, ...]:
    """Pairs of names that look like one concept, in the concepts' order, each pair once.

    The one to keep is in the syllabus, or written out rather than an acronym, or has more notes.
    ``opposites`` are pairs of words that never are one thing, however alike.
    """
    named = {gathered.concept.name: gathered for gathered in concepts}
    apart = {frozenset(pair) for pair in opposites}
    found: dict[frozenset[str], tuple[str, str, str]] = {}
    for why, pairs in (
        ("one is the other's acronym", _acronyms(named)),
        ("one is spelled out in brackets", _brackets(named)),
        ("the same words in another order or spelling", _respelled(named)),
        ("they differ by one letter", _typos(named, apart)),
    ):
        for first, second in pairs:
            found.setdefault(frozenset((first, second)), (first, second, why))
    place = {name: index for index, name in enumerate(named)}
    ordered = sorted(found.values(), key=lambda pair: (place[pair[0]], place[pair[1]]))
    return tuple(_pair(named, *pair) for pair in ordered)


def _pair(named: dict[str, Gathered], first: str, second: str, why: str) -> Lookalike:
    def rank(name: str) -> tuple[bool, bool, bool, int]:
        gathered = named[name]
        told = len(gathered.claims) + (gathered.synthesis is not None)
        return gathered.concept.position is None, name.isupper(), "(" in name, -told

    keep, other = sorted((first, second), key=rank)
    return Lookalike(keep, other, why)


def _acronyms(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """An acronym and the only name that it can stand for."""
    names = tuple(names)
    initials: dict[str, list[str]] = {}
    for name in names:
        words = [word.casefold() for word in _WORDS.findall(name)]
        if len(words) >= SHORTEST_ACRONYM:
            big = [word for word in words if word not in _SMALL]
            for form in {"".join(w[0] for w in words), "".join(w[0] for w in big)}:
                initials.setdefault(form, []).append(name)
    for name in names:
        bare = name[:-1] if name.endswith("s") else name
        if bare.isalpha() and bare.isupper() and len(bare) >= SHORTEST_ACRONYM:
            meant = initials.get(bare.casefold(), [])
            if len(meant) == 1:
                yield meant[0], name


def _brackets(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """``Principal component analysis (PCA)`` and either of its halves."""
    names = tuple(names)
    keys = {name_key(name): name for name in names}
    for name in names:
        halves = _BRACKET.fullmatch(name)
        if halves is None or not _stands_for(halves[2], halves[1]):
            continue
        for half in halves.groups():
            other = keys.get(name_key(half))
            if other is not None and other != name:
                yield other, name


def _stands_for(acronym: str, name: str) -> bool:
    words = [word.casefold() for word in _WORDS.findall(name)]
    big = [word for word in words if word not in _SMALL]
    short = acronym.casefold().rstrip("s") if acronym.endswith("s") else acronym.casefold()
    return short in ("".join(w[0] for w in words), "".join(w[0] for w in big))


def _respelled(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    yield from _same((_spelling(name), name) for name in names)


def _spelling(name: str) -> str:
    """A key without articles, British spelling and the order of "A and B"."""
    text = _DOUBLED.sub("l", " ".join(_words(name)))
    for pattern, american in _BRITISH:
        text = pattern.sub(american, text)
    halves = text.split(" and ")
    text = " and ".join(sorted(map(name_key, halves))) if len(halves) == 2 else text
    return f"{text} {_NO_SIGN.sub('', name)}"  # "k-means++" is not "k-means"


def _words(name: str) -> list[str]:
    """The words of a name in lower case, the last one singular, a leading article left out."""
    words = _WORDS.findall(name)
    folded = [word.casefold() for word in (*words[:-1], *map(name_key, words[-1:]))]
    return folded[1:] if len(folded) > 1 and folded[0] in _ARTICLES else folded


def _typos(names: Iterable[str], apart: set[frozenset[str]]) -> Iterator[tuple[str, str]]:
    """Names in which exactly one long word differs, by one letter or two swapped ones."""
    shared: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for name in names:
        words = _words(name)
        for index, word in enumerate(words):
            if len(word) >= LONG - 1 and word.isalpha():
                for form in _shortened(word):
                    key = (*words[:index], "", form, *words[index + 1 :])
                    shared.setdefault(key, []).append((name, word))
    for group in shared.values():
        for (first, one), (second, two) in combinations(group, 2):
            different = one != two and frozenset((one, two)) not in apart
            if different and max(len(one), len(two)) >= LONG and _near(one, two):
                yield first, second


def _shortened(word: str) -> set[str]:
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def _near(one: str, two: str) -> bool:
    """Whether a slip of the pen leads from one to the other; an ending is no slip."""
    start = next((i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), 0)
    if start < 2 or one[-1] != two[-1]:
        return False  # "batch" and "patch", "statistic" and "statistics"
    rest, other = one[start:], two[start:]
    swapped = rest[:2] == other[:2][::-1] and rest[2:] == other[2:]
    return swapped or rest[1:] == other[1:] or rest[1:] == other or rest == other[1:]


def _same(keyed: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    groups: dict[str, list[str]] = {}
    for key, name in keyed:
        groups.setdefault(key, []).append(name)
    for group in groups.values():
        yield from combinations(group, 2)
