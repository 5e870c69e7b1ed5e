"""How well the concepts that are called related are those that the author links by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.linking.mentioned import page_of, pages_of_notes
from benchmarks.linking.stripping import HandMade
from syntopic.garden import Garden
from syntopic.linking.web import Reference, Web, bonds_of, references, web_of
from syntopic.model import NotePath

AT = 5
MOST_PAGES = 400
"""Pages that are ranked; of more, every n-th is."""

Rank = Callable[[Web, str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Ranked:
    """Mean average precision and precision among the first five, over so many pages."""

    precision: float
    at_five: float
    best_at_five: float
    pages: int

    def __str__(self) -> str:
        best = f"of {self.best_at_five:.3f} possible"
        return f"MAP {self.precision:.3f}, P@5 {self.at_five:.3f} {best} ({self.pages} pages)"


def held_out(
    links: Sequence[HandMade], original: Garden, stripped: Garden, rank: Rank, *, own: bool = False
) -> Ranked:
    """Rank for each page without its own links by hand: what its text says, and others' links.

    Wanted are the topics that its author has linked with it, in whatever direction; with ``own``
    only those that it links to itself, which the ranking cannot see at all.
    """
    by_hand, found = _by_page(_references(original)), _by_page(_references(stripped))

    def web_without(page: str) -> Web:
        rows = (r for p, refs in by_hand.items() for r in (found.get(p, ()) if p == page else refs))
        return web_of(original.topics, bonds_of(rows))

    wanted = _wanted(links, original, own=own)
    return _measured(wanted, lambda page: rank(web_without(page), page))


def no_links(links: Sequence[HandMade], original: Garden, stripped: Garden, rank: Rank) -> Ranked:
    """Rank where nobody had made any link by hand."""
    web = web_of(stripped.topics, stripped.links.bonds)
    return _measured(_wanted(links, original, own=False), lambda page: rank(web, page))


def _wanted(links: Iterable[HandMade], garden: Garden, *, own: bool) -> dict[str, set[str]]:
    """The topics that are linked by hand with each topic."""
    pages = pages_of_notes(garden)
    wanted: dict[str, set[str]] = defaultdict(set)
    for link in links:
        target = page_of(link, garden)
        for page in pages[NotePath(link.note)] - {target} if target else ():
            wanted[page].add(target)
            if not own:
                wanted[target].add(page)
    return {page: found for page, found in sorted(wanted.items()) if found}


def _references(garden: Garden) -> list[Reference]:
    return list(references(garden.links))


def _by_page(found: Iterable[Reference]) -> dict[str, list[Reference]]:
    by_page: dict[str, list[Reference]] = defaultdict(list)
    for reference in found:
        by_page[reference[0]].append(reference)
    return by_page


def _measured(wanted: dict[str, set[str]], ranked: Callable[[str], Sequence[str]]) -> Ranked:
    pages = list(wanted)[:: -(-len(wanted) // MOST_PAGES) or 1]
    average, five, best = 0.0, 0.0, 0.0
    for page in pages:
        order = ranked(page)
        average += sum(_precisions(order, wanted[page])) / len(wanted[page])
        five += len(set(order[:AT]) & wanted[page]) / AT
        best += min(AT, len(wanted[page])) / AT
    count = max(1, len(pages))
    return Ranked(average / count, five / count, best / count, len(pages))


def _precisions(order: Sequence[str], wanted: set[str]) -> Iterator[float]:
    hits = 0
    for place, page in enumerate(order, start=1):
        if page in wanted:
            hits += 1
            yield hits / place
