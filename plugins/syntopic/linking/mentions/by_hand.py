"""What is linked by hand: no name needs a link there, and its words are no accident elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from syntopic.linking.mentions.pages import Stretch
from syntopic.linking.resolve import Found, Resolver
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


def by_hand(pages: Sequence[Stretch], resolver: Resolver) -> ByHand:
    """Collect the links that authors have written, resolved as everywhere.

    A stretch has those of its headings and of what is shown; what was folded away counts as
    linked in its note and on its page.
    """
    stretches: list[Set[str]] = []
    notes: dict[NotePath, set[str]] = {}
    on_pages: dict[str, set[str]] = {}
    for stretch in pages:
        here: set[str] = set()
        for note, links, is_shown in _linking(stretch):
            found = set(_targets(links, note, resolver))
            if found:
                notes.setdefault(note, set()).update(found)
                on_pages.setdefault(stretch.page, set()).update(found)
                here |= found if is_shown else set()
        stretches.append(here)
    return ByHand(stretches, notes, on_pages)


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
