"""What has become of recorded addresses."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from syntopic.names import name_key
from syntopic.publishing.addresses.values import PageAddress, Record, place_key


@dataclass(frozen=True, slots=True)
class Move:
    """A page that stands elsewhere; ``taken`` says that another page has its old address."""

    old: PageAddress
    new: PageAddress
    taken: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """Recorded addresses beside today's, each recorded one in one of these lists.

    ``new`` is a page that was not recorded. ``ambiguous`` has the pages that may be meant, best
    first. ``withdrawn`` pages are private by now: nothing public may name them.
    """

    same: tuple[PageAddress, ...] = ()
    new: tuple[PageAddress, ...] = ()
    moved: tuple[Move, ...] = ()
    gone: tuple[PageAddress, ...] = ()
    ambiguous: tuple[tuple[PageAddress, tuple[PageAddress, ...]], ...] = ()
    withdrawn: tuple[PageAddress, ...] = ()

    @property
    def open(self) -> tuple[PageAddress, ...]:
        """The pages whose readers need somebody to say where to go."""
        return (*self.gone, *(old for old, _ in self.ambiguous))


def compare(
    record: Record, now: Sequence[PageAddress], is_withdrawn: Callable[[PageAddress], bool]
) -> Comparison:
    """Says of each recorded page where it is now.

    A page has moved to the one that bears its name, or lists it as an alias, or else has taken in
    most of its notes since. Pages of topics only become pages of topics, and so on.
    """
    here = {place_key(page.url): page for page in now}
    before = {place_key(page.url): page for page in record.pages}
    same: list[PageAddress] = []
    moved: list[Move] = []
    gone: list[PageAddress] = []
    ambiguous: list[tuple[PageAddress, tuple[PageAddress, ...]]] = []
    withdrawn: list[PageAddress] = []
    for old in record.pages:
        page = here.get(place_key(old.url))
        others = [p for p in now if p is not page and p.kind == old.kind]
        if page is not None:
            left = [] if _is(page, old) else [p for p in others if _bears(p, old)]
            if len(left) == 1:
                moved.append(Move(old, left[0], taken=True))
            else:
                same.append(page)
        elif is_withdrawn(old):
            withdrawn.append(old)
        else:
            found = _candidates(old, others, before)
            if len(found) == 1:
                moved.append(Move(old, found[0]))
            elif found:
                ambiguous.append((old, tuple(found)))
            else:
                gone.append(old)
    new = tuple(page for key, page in here.items() if key not in before)
    return Comparison(
        tuple(same), new, tuple(moved), tuple(gone), tuple(ambiguous), tuple(withdrawn)
    )


def _candidates(
    old: PageAddress, pages: Iterable[PageAddress], before: dict[str, PageAddress]
) -> list[PageAddress]:
    """The pages that an old one may have become: the strongest reason decides."""
    pages = list(pages)
    for reason in (_bears, _is):
        if found := [page for page in pages if reason(page, old)]:
            return found
    for shared in (_shared, _shared_names):
        counted = [(shared(old, page, before), page) for page in pages]
        most = max((count for count, _ in counted), default=0)
        if most:
            return [page for count, page in counted if count == most]
    return []


def _bears(page: PageAddress, old: PageAddress) -> bool:
    return name_key(page.name) == name_key(old.name)


def _is(page: PageAddress, old: PageAddress) -> bool:
    """Whether a page goes by the old one's name, among others."""
    return name_key(old.name) in {name_key(name) for name in (page.name, *page.aliases)}


def _shared(old: PageAddress, page: PageAddress, before: dict[str, PageAddress]) -> int:
    """How many of the old page's notes a page has that it did not have when it was recorded."""
    known = before.get(place_key(page.url))
    return len(set(old.notes) & set(page.notes) - set(known.notes if known else ()))


def _shared_names(old: PageAddress, page: PageAddress, before: dict[str, PageAddress]) -> int:
    """The same by the names of files, since a renamed folder renames all paths in it."""
    known = before.get(place_key(page.url))
    gained = set(page.notes) - set(known.notes if known else ())
    names = [posixpath.basename(path) for path in set(old.notes) - set(page.notes)]
    return len({n for n in names if n in {posixpath.basename(path) for path in gained}})
