"""All embeds of a garden: what each shows, on which pages, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from syntopic.linking.embeds import Embed, embeds_of
from syntopic.linking.nesting import DEEPEST, Graph, Step, graph_of, nested, steps_of
from syntopic.linking.places import Place
from syntopic.linking.resolve import Part, Resolver
from syntopic.model import Leftover, Link, NotePath, Problem, Topic


@dataclass(frozen=True, slots=True)
class Embedding:
    """``embeds`` is what is shown of each part, ``on_pages`` whose words stand on each page so."""

    embeds: Mapping[Part, Embed] = field(default_factory=dict)
    on_pages: Mapping[str, tuple[NotePath, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def embedding(
    references: Iterable[tuple[str, NotePath, Link]],
    topics: Sequence[Topic],
    leftovers: Sequence[Leftover],
    resolver: Resolver,
) -> Embedding:
    """Of all links, with their pages and notes, those that embed a part of the garden."""
    steps: list[Step] = []
    wanted: dict[Part, Place] = {}
    by_page: dict[str, dict[Part, None]] = {}
    for page, path, link in references:
        for step, found in steps_of([(path, link)], resolver):
            steps.append(step)
            wanted.setdefault(step.part, found.place)
            by_page.setdefault(page, {})[step.part] = None
    embeds = embeds_of(wanted, topics, leftovers, resolver.places)
    graph = graph_of(embeds, resolver)
    kept, problems = nested(embeds, steps, graph)
    on_pages = {page: _notes(parts, kept, graph) for page, parts in by_page.items()}
    return Embedding(kept, on_pages, problems)


def _notes(
    parts: Iterable[Part], embeds: Mapping[Part, Embed], graph: Graph
) -> tuple[NotePath, ...]:
    """The notes whose words are shown, through embeds in embeds too, in the order met.

    Level by level, as deep as embeds are shown: a chain of them may be as long as a garden.
    """
    level, seen = dict.fromkeys(parts), set[Part]()
    notes: dict[NotePath, None] = {}
    for _ in range(DEEPEST):
        shown = [p for p in level if p not in seen and p in embeds and not embeds[p].cut]
        seen.update(shown)
        notes.update((piece.note.path, None) for part in shown for piece in embeds[part].pieces)
        level = dict.fromkeys(step.part for part in shown for step in graph[part])
    return tuple(notes)
