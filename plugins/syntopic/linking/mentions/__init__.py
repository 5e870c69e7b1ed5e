"""Mentions: where a note names a concept without a link, and which of these become links.

Names are found in the text as a reader sees it, never in code, formulas or links, and compared as
everywhere (``syntopic.names``). What becomes a link is decided here alone; rendering writes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from syntopic.linking.mentions.by_hand import ByHand
from syntopic.linking.mentions.choosing import Known, mentions
from syntopic.linking.mentions.kept import Looked, LookedFrom, Mentioning, renaming
from syntopic.linking.mentions.naming import names_of
from syntopic.linking.mentions.pages import Stretch
from syntopic.linking.mentions.values import Mention, Why
from syntopic.linking.places import topic_page
from syntopic.linking.tellings import Telling
from syntopic.memory import Last
from syntopic.model import Concept, Topic

__all__ = ["Mention", "Why", "find_mentions"]


def find_mentions(
    tellings: Sequence[Telling],
    stretches: Sequence[Sequence[Stretch]],
    linked: Iterable[ByHand],
    concepts: Iterable[Concept] = (),
    *,
    language: str = "en",
    automatic: bool = True,
    kept: Mentioning,
) -> tuple[tuple[Mention, ...], ...]:
    """All mentions of topics, telling by telling.

    ``stretches`` are the sections of each, ``linked`` what is linked by hand in it. ``concepts``
    are those without a page, too: their names are looked for, so that no part of them is taken for
    another name. Not ``automatic``: none becomes a link. With what is ``kept``, a text is looked
    through again only where it has changed, or where names have changed that stand in it.
    """
    own = [one.told.concept for one in tellings if isinstance(one.told, Topic)]
    before = kept.known.made
    known = _known(own, concepts, language, automatic, kept)
    if before is not None and before[1] is not known:
        _carry_over(before[1], known, zip(tellings, stretches, strict=True), kept)
    kept.looked.begin()
    found = tuple(
        kept.looked.of(
            one.key, LookedFrom(one, by_hand, known), partial(_looked, some, by_hand, known)
        )
        for one, some, by_hand in zip(tellings, stretches, linked, strict=True)
    )
    kept.looked.forget()
    return tuple(one.mentions for one in found)


def _known(
    own: Sequence[Concept],
    others: Iterable[Concept],
    language: str,
    automatic: bool,
    kept: Mentioning,
) -> Known:
    """Return what is known of the names; the same value as long as nothing about it changes."""
    targets = {concept.name: topic_page(concept) for concept in own}
    wishes = {concept.name: concept.autolink for concept in own}
    named = (*own, *others)

    def known() -> Known:
        return Known(names_of(named, language), targets, wishes, automatic)

    told = tuple((concept.name, concept.aliases, concept.not_in) for concept in named)
    return kept.known.of((told, targets, wishes, language, automatic), known)


def _carry_over(
    before: Known,
    now: Known,
    tellings: Iterable[tuple[Telling, Sequence[Stretch]]],
    kept: Mentioning,
) -> None:
    """Enters the names of now wherever they leave everything as it was found by those before."""
    found: list[tuple[Last[Looked], LookedFrom, Looked, Sequence[Stretch]]] = []
    for telling, stretches in tellings:
        last = kept.looked.known.get(telling.key, Last[Looked]())
        made_from, looked = last.made or (None, None)
        if looked is None or not isinstance(made_from, LookedFrom):
            continue
        if made_from.names is before and made_from.told is telling:
            found.append((last, made_from, looked, stretches))
    change = renaming(before, now, [looked for _, _, looked, _ in found])
    for last, made_from, looked, stretches in found if change is not None else ():
        if change is not None and not change.touches(looked, stretches):
            last.made = (made_from._replace(names=now), looked)


def _looked(stretches: Sequence[Stretch], linked: ByHand, known: Known) -> Looked:
    written: set[str] = set()
    found = tuple(mentions(stretches, linked, known, written))
    return Looked(found, tuple(sorted(written)))
