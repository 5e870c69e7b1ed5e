"""What is kept of mentions, and which of it other names of concepts leave as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from syntopic.linking.mentions.by_hand import ByHand
from syntopic.linking.mentions.choosing import Known
from syntopic.linking.mentions.pages import Stretch
from syntopic.linking.mentions.spelling import folded
from syntopic.linking.mentions.values import Mention
from syntopic.linking.tellings import Key, Telling
from syntopic.memory import Last, Lasts


@dataclass(frozen=True, slots=True)
class Looked:
    """The mentions of one telling, and all that was looked up for them, name or not."""

    mentions: tuple[Mention, ...]
    written: tuple[str, ...]


class LookedFrom(NamedTuple):
    """What they were found from: what was told, what is linked there by hand, all names."""

    told: Telling
    linked: ByHand
    names: Known


class Mentioning(NamedTuple):
    """All names, ready to be looked for, and what was found of them in each telling."""

    known: Last[Known]
    looked: Lasts[Key, Looked]


@dataclass(frozen=True, slots=True)
class Renaming:
    """What other names change: what is written in these ``words``, and all texts with ``added``."""

    words: frozenset[str]
    added: AhoCorasick | None

    def touches(self, looked: Looked, stretches: Iterable[Stretch]) -> bool:
        """Whether other mentions might be found now in these sections."""
        if not self.words.isdisjoint(looked.written):
            return True
        return self.added is not None and any(
            self.added.find_matches_as_indexes(folded(text)) for text in _texts(stretches)
        )


def renaming(before: Known, now: Known, looked: Sequence[Looked]) -> Renaming | None:
    """What differs between two states of all names; None where that is everything.

    ``looked`` is all that was found before. A text in which nothing has a new spelling, and in
    which every name that was looked up means what it meant, has the same mentions as before.
    """
    if before.automatic != now.automatic:
        return None
    gone = before.names.patterns - now.names.patterns
    words = frozenset(
        word
        for word in frozenset[str]().union(*(one.written for one in looked))
        if _meant(word, before) != _meant(word, now) or any(one in folded(word) for one in gone)
    )
    new = sorted(now.names.patterns - before.names.patterns)
    return Renaming(words, AhoCorasick(new) if new else None)


def _meant(word: str, known: Known) -> tuple[object, ...]:
    """What a name means, and all else that decides what becomes of it."""
    meaning = known.names.meant(word)
    if meaning is None:
        return ()
    concept = meaning.name.concept
    return meaning, known.targets.get(concept), known.wishes.get(concept)


def _texts(stretches: Iterable[Stretch]) -> Iterator[str]:
    for stretch in stretches:
        for part in stretch.parts:
            yield from (prose.text for prose in part.block.prose)
