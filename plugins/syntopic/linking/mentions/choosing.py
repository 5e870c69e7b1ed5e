"""Decides which mentions become links: the first of each concept between two headings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from syntopic.linking.mentions.by_hand import ByHand
from syntopic.linking.mentions.finding import Hit, hits
from syntopic.linking.mentions.naming import Names, is_distinct
from syntopic.linking.mentions.pages import Part, Stretch
from syntopic.linking.mentions.values import Mention, Why
from syntopic.model import Kind, Prose
from syntopic.names import name_key
from syntopic.parsing.prose import texts

_SPEAKING = frozenset({Kind.PARAGRAPH, Kind.LIST, Kind.TABLE, Kind.CALLOUT, Kind.READING})
"""Blocks in which the author speaks; the others quote, ask, or explain a letter."""

_ALL = frozenset({"all", "on", "true", "yes"})


@dataclass(frozen=True, slots=True)
class Known:
    """The garden as choosing sees it.

    ``targets`` are the pages of concepts, and ``wishes`` what their authors say of links to them
    (always, never, None: as it comes), both by the concept's name. ``automatic`` false: no links.
    """

    names: Names
    targets: Mapping[str, str]
    wishes: Mapping[str, bool | None]
    linked: ByHand
    automatic: bool


@dataclass(frozen=True, slots=True)
class _Named:
    """A name where it stands, and the page of the concept that it means."""

    part: Part
    prose: Prose
    hit: Hit
    target: str

    @property
    def written(self) -> str:
        return self.prose.text[self.hit.start : self.hit.end]


def mentions(pages: Sequence[Stretch], known: Known) -> Iterator[Mention]:
    """Yield all mentions in the order of reading, each with what becomes of it.

    Concepts without a page are no targets, and no page mentions its own concept.
    """
    for stretch in pages:
        yield from _of_stretch(stretch, known)


def _of_stretch(stretch: Stretch, known: Known) -> Iterator[Mention]:
    blocks = known.linked.blocks
    shown = (part.block.id for part in stretch.parts if part.text is not None)
    linked = frozenset(target for block in shown for target in blocks.get(block, ()))
    done: set[str] = set()
    for named in _named(stretch, known):
        why = _barred(named, known)
        if why is None and named.target in linked:
            why = Why.BY_HAND
        elif why is None and named.target in done:
            why = Why.AGAIN
        elif why is None and _is_meant(named, stretch.page, known):
            why = Why.LINKED
            done.add(named.target)
        yield _mention(named, stretch, why or Why.SINGLE)


def _named(stretch: Stretch, known: Known) -> Iterator[_Named]:
    for part in stretch.parts:
        for prose in part.block.prose:
            for hit in hits(prose, known.names):
                target = known.targets.get(hit.name.concept, stretch.page)
                if target != stretch.page:
                    yield _Named(part, prose, hit, target)


def _barred(named: _Named, known: Known) -> Why | None:
    """Why a mention cannot be a link, whatever stands around it."""
    part = named.part
    if part.text is None:
        return Why.FOLDED
    if part.text != part.block.text and named.prose.text not in _shown(part.text):
        return Why.FOLDED
    if not known.automatic or known.wishes.get(named.hit.name.concept) is False:
        return Why.VETOED
    if _is_vetoed(part.note.front.no_autolink, named):
        return Why.VETOED
    return None if part.block.kind in _SPEAKING else Why.QUIET


@lru_cache(maxsize=4)
def _shown(markdown: str) -> frozenset[str]:
    return texts(markdown)


def _is_vetoed(vetoes: Sequence[str], named: _Named) -> bool:
    """Whether a note's ``no-autolink`` names the concept, or the name that is written here."""
    if not vetoes:
        return False
    keys = {name_key(one) for one in vetoes}
    names = (named.hit.name.concept, named.hit.name.written, named.written)
    return not keys.isdisjoint(map(name_key, names)) or any(v.casefold() in _ALL for v in vetoes)


def _is_meant(named: _Named, page: str, known: Known) -> bool:
    """Whether the words surely mean the concept: more than a word, or it is linked elsewhere."""
    if named.hit.name.distinct and is_distinct(named.written):
        return True
    if known.wishes.get(named.hit.name.concept) is True:
        return True
    return named.target in known.linked.somewhere(page, named.part.note.path)


def _mention(named: _Named, stretch: Stretch, why: Why) -> Mention:
    part, hit = named.part, named.hit
    return Mention(
        hit.name.concept,
        named.target,
        stretch.page,
        stretch.title,
        part.note.path,
        part.block.id,
        named.prose,
        hit.start,
        hit.end,
        why,
    )
