"""What is linked by hand: no name needs a link there, and its words are no accident elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from syntopic.linking.mentions.pages import Stretch
from syntopic.linking.resolve import Found, Resolver
from syntopic.linking.tellings import Telling
from syntopic.model import Link, NotePath


@dataclass(frozen=True, slots=True)
class ByHand:
    """The pages that are linked by hand: from each stretch, from a note, from a page."""

    stretches: Sequence[Set[str]]
    notes: Mapping[NotePath, Set[str]]
    pages: Mapping[str, Set[str]]

    def somewhere(self, page: str, note: NotePath) -> Set[str]:
        """What is linked somewhere on the page, or in the note."""
        return self.pages.get(page, frozenset()) | self.notes.get(note, frozenset())


@dataclass(frozen=True, slots=True)
class Linked:
    """The same of one telling: what its stretches link, and what its notes link in it."""

    stretches: tuple[frozenset[str], ...]
    notes: dict[NotePath, frozenset[str]]
    page: frozenset[str]


def by_hand(stretches: Sequence[Stretch], resolver: Resolver) -> Linked:
    """Collect the links that authors have written, resolved as everywhere.

    A stretch has those of its headings and of what is shown; what was folded away counts as
    linked in its note and on its page.
    """
    shown: list[frozenset[str]] = []
    notes: dict[NotePath, set[str]] = {}
    for stretch in stretches:
        here: set[str] = set()
        for note, links, is_shown in _linking(stretch):
            found = set(_targets(links, note, resolver)) if links else ()
            if found:
                notes.setdefault(note, set()).update(found)
                here.update(found if is_shown else ())
        shown.append(frozenset(here))
    linked = {note: frozenset(found) for note, found in notes.items()}
    return Linked(tuple(shown), linked, frozenset().union(*linked.values()))


def across(tellings: Sequence[Telling], linked: Sequence[Linked]) -> Iterator[ByHand]:
    """Yield what is linked by hand as each telling sees it: also elsewhere in its notes."""
    notes: dict[NotePath, frozenset[str]] = {}
    pages: dict[str, frozenset[str]] = {}
    for telling, one in zip(tellings, linked, strict=True):
        pages[telling.page] = _both(pages.get(telling.page), one.page)
        for note, found in one.notes.items():
            notes[note] = _both(notes.get(note), found)
    for telling, one in zip(tellings, linked, strict=True):
        own = (note.note.path for note, _ in telling.written())
        yield ByHand(
            one.stretches,
            {note: notes[note] for note in own if note in notes},
            {telling.page: pages[telling.page]},
        )


def _both(some: frozenset[str] | None, more: frozenset[str]) -> frozenset[str]:
    return more if not some else some if not more else some | more


def _linking(stretch: Stretch) -> Iterator[tuple[NotePath, Sequence[Link], bool]]:
    for note, heading in stretch.headings:
        yield note.path, heading.links, True
    for part in stretch.parts:
        yield part.note.path, part.block.links, part.text is not None


def _targets(links: Sequence[Link], note: NotePath, resolver: Resolver) -> Iterator[str]:
    for link in links:
        found = resolver.resolve(link.target, link.fragment, link.wiki, note)
        if isinstance(found, Found) and found.attachment is None:
            yield found.place.page
