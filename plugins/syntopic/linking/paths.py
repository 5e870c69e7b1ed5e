"""Learning paths: what to read in which order, for an area or up to one concept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from syntopic.linking.order import Order
from syntopic.model import Concept
from syntopic.names import slug, unique

PATHS = "paths/index.md"
"""The page that lists all paths."""

MOST_STEPS = 60
"""Steps of a path that are listed; nobody follows more of them on one page."""


@dataclass(frozen=True, slots=True)
class LearningPath:
    """Concepts in the order of learning them, and the Markdown file of the page that shows them.

    The path of a concept ends with it; ``earlier`` is how many steps before the first one were
    left out. The path of an area holds its concepts; ``outside`` are those of other areas that they
    build on.
    """

    page: str
    name: str
    steps: tuple[str, ...]
    earlier: int = 0
    outside: tuple[str, ...] = ()

    @property
    def length(self) -> int:
        """How many steps it has, listed or not."""
        return self.earlier + len(self.steps)


@dataclass(frozen=True, slots=True)
class Paths:
    """The garden's paths by area and by concept, each in learning order."""

    areas: Mapping[str, LearningPath] = field(default_factory=dict)
    concepts: Mapping[str, LearningPath] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.areas or self.concepts)


def learning_paths(order: Order, noted: Collection[str], areas: Iterable[str] = ()) -> Paths:
    """The paths that are worth a page.

    An area has one if it holds two concepts that are ``noted`` (have a page), and the syllabus or
    a requirement says in which order to learn some of it; ``areas`` come first, as they stand. A
    concept has one if there is more to know before it than its page names by itself, and not all
    of that is missing.
    """
    pages = set(noted)
    return Paths(
        dict(_area_paths(order, pages, areas)),
        {name: path for name in order.concepts if (path := _path_to(name, order, pages))},
    )


def concept_path_page(concept: Concept) -> str:
    """The Markdown file of the path that leads to a concept."""
    return f"paths/to/{concept.slug}.md"


def _path_to(name: str, order: Order, pages: Collection[str]) -> LearningPath | None:
    if name not in pages:
        return None
    named = len(order.know_first[name])
    if not named or named == order.count_before(name):
        return None
    before = order.before(name)
    kept = before[-(MOST_STEPS - 1) :]
    page = concept_path_page(order.concepts[name])
    return LearningPath(page, name, (*kept, name), earlier=len(before) - len(kept))


def _area_paths(
    order: Order, pages: Collection[str], areas: Iterable[str]
) -> Iterator[tuple[str, LearningPath]]:
    by_area: dict[str, list[str]] = {area: [] for area in areas}
    rest: dict[str, list[str]] = {}
    for name, concept in order.concepts.items():
        if concept.area:
            (by_area if concept.area in by_area else rest).setdefault(concept.area, []).append(name)
    used = Counter(("index",))
    for area, names in (*by_area.items(), *sorted(rest.items(), key=_by_name)):
        if sum(name in pages for name in names) > 1 and _is_ordered(names, order):
            page = f"paths/{unique(area_slug(area), used)}.md"
            yield (
                area,
                LearningPath(page, area, tuple(names), outside=_outside(names, order, pages)),
            )


def area_slug(area: str) -> str:
    """The last part of an area's addresses; "C", "C++" and "C#" stay apart."""
    return slug(area.replace("+", " plus ").replace("#", " sharp ")) or "area"


def _by_name(item: tuple[str, list[str]]) -> str:
    return item[0].casefold()


def _is_ordered(names: Iterable[str], order: Order) -> bool:
    """Whether somebody has said in which order to learn some of these."""
    return any(order.concepts[one].position is not None or order.needs[one] for one in names)


def _outside(names: list[str], order: Order, pages: Collection[str]) -> tuple[str, ...]:
    """What is to be known before an area: the concepts of others that its own build on."""
    inside = set(names)
    needed = {one for name in names if name in pages for one in order.know_first[name]} - inside
    implied = {other for one in needed for other in order.before(one)}
    return tuple(one for one in order.concepts if one in needed and one not in implied)
