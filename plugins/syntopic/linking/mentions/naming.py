"""The names of a garden's concepts, and which of them a piece of text is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

from syntopic.linking.mentions.inflection import inflected
from syntopic.linking.mentions.shortened import shortened
from syntopic.linking.mentions.spelling import folded
from syntopic.model import Concept
from syntopic.names import name_key
from syntopic.plurals import plurals

_HYPHENS = "\\-\u2010-\u2013\u2212"
_DASHES = f"{_HYPHENS}\u2014\u2015"
_WHOLE = re.compile(rf"[^\s_{_DASHES}]+(?:(?:\s+|[{_HYPHENS}])[^\s_{_DASHES}]+)*")
"""A name in running text: one gap between two words, and that a space or a hyphen, no dash."""

_SPACED = re.compile(rf"\s+[{_DASHES}]\s+")
"""A dash between spaces, which belongs to a name only if its author writes it so."""

_POSSESSIVE = re.compile("['\u2019]s\\Z", re.IGNORECASE)
_GAP = re.compile(rf"[\s{_DASHES}]")


@dataclass(frozen=True, slots=True)
class Name:
    """One of a concept's names; ``concept`` is the first of them, by which it is known.

    It is empty of a phrase that names no concept, so that no part of it is taken for one.

    ``distinct`` names are recognised wherever they stand: they have several words or a hyphen, or
    are acronyms. A single word may mean other things as well, and so may a name that has lost what
    tells it apart from others.
    """

    concept: str
    written: str
    distinct: bool


def is_distinct(written: str) -> bool:
    """Tell whether a name, or a form of one in a text, is more than a single plain word.

    "PCA", "GANs" and "ReLU" are: two capitals make a word that is written so on purpose.
    """
    return bool(_GAP.search(written.strip())) or sum(map(str.isupper, written)) > 1


@dataclass(frozen=True, slots=True)
class Meaning:
    """The name that a piece of text is; ``distinct`` if it is so as it is written there, too."""

    name: Name
    distinct: bool


@dataclass(frozen=True, eq=False)
class Names:
    """The names of all concepts, ready to be looked for in texts.

    Names stand by their key; so do shortened ones, and other forms as they are folded. ``patterns``
    are folded, too: where none of them stands, no name does.
    """

    by_key: dict[str, Name]
    by_part: dict[str, Name]
    by_form: dict[str, Name]
    patterns: frozenset[str]
    _meant: dict[str, Meaning | None] = field(default_factory=dict)

    def __reduce__(self) -> tuple[Any, ...]:
        """What a file has of it; the rest is soon made again."""
        return Names, (self.by_key, self.by_part, self.by_form, self.patterns)

    @cached_property
    def automaton(self) -> AhoCorasick:
        """What finds the patterns."""
        return AhoCorasick(sorted(self.patterns), MatchKind.Standard)

    def spans(self, text: str) -> Sequence[tuple[int, int, int]]:
        """Where in a folded text something stands that may be a name, however they overlap.

        Each is given as what it is (of no use to others), where it begins, and where it ends.
        """
        return self.automaton.find_matches_as_indexes(text, overlapping=True)

    def meant(self, written: str) -> Meaning | None:
        """The name that a piece of text is, as it is written there."""
        if written not in self._meant:
            name = self._looked_up(written)
            distinct = name is not None and name.distinct and is_distinct(written)
            self._meant[written] = Meaning(name, distinct) if name is not None else None
        return self._meant[written]

    def _looked_up(self, written: str) -> Name | None:
        if _POSSESSIVE.search(written):
            return None
        name = self._of_key(written)
        if name is None or _WHOLE.fullmatch(written):
            return name
        spaced = _SPACED.search(name.written) and _SPACED.sub(" ", written)
        return name if spaced and _WHOLE.fullmatch(spaced) else None

    def _of_key(self, written: str) -> Name | None:
        key = name_key(written)
        # The key of an acronym keeps its capitals, and those are no form of anything else.
        name = self.by_key.get(key) or self.by_part.get(key)
        if name is not None or key != key.casefold():
            return name
        # "ReLUs": no word in "-us", for what has capitals within is written as it is.
        singular = self.by_key.get(name_key(written[:-1])) if written.endswith("s") else None
        if singular is not None and singular.written == written[:-1]:
            return singular
        return self.by_form.get(folded(written))


def names_of(concepts: Iterable[Concept], language: str) -> Names:
    """Collect the names of concepts; ``language`` is that of the notes, by its code.

    Of two concepts that share a name the first keeps it. A form that two would have is neither's.
    A phrase in which a concept is not meant is a name of nothing, unless it is one of a concept.
    """
    by_key: dict[str, Name] = {}
    known = tuple(concepts)
    listed = [Name(c.name, one, is_distinct(one)) for c in known for one in (c.name, *c.aliases)]
    listed += [Name("", phrase, is_distinct(phrase)) for c in known for phrase in c.not_in]
    for name in listed:
        by_key.setdefault(name_key(name.written), name)
    by_part = _by(
        (name_key(part), replace(name, distinct=alone and is_distinct(part)))
        for name in by_key.values()
        for part, alone in shortened(name.written)
        if name_key(part) not in by_key
    )
    by_form = _by(
        (folded(form), name)
        for name in by_key.values()
        for form in inflected(name.written, language)
    )
    patterns = {*by_form, *(f for key in (*by_key, *by_part) for f in _patterns(folded(key)))}
    # With the number or place in front that no key has: "2017 - Attention is all you need".
    patterns.update(folded(name.written) for name in by_key.values())
    return Names(by_key, by_part, by_form, frozenset(patterns - {""}))


def _by(found: Iterable[tuple[str, Name]]) -> dict[str, Name]:
    """Names by what they may be called, without what two concepts may be called."""
    kept: dict[str, Name] = {}
    shared: set[str] = set()
    for key, name in found:
        if kept.setdefault(key, name).concept != name.concept:
            shared.add(key)
    return {key: name for key, name in kept.items() if key not in shared}


def _patterns(key: str) -> Iterator[str]:
    """What a text holds where it names a concept: more than that is no matter, see ``meant``."""
    yield key
    yield from plurals(key)
