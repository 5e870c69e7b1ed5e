"""All embeds of a garden: what each shows, on which pages, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from syntopic.linking.embeds import Embed, embeds_of
from syntopic.linking.nesting import DEEPEST, Graph, Step, graph_of, nested
from syntopic.linking.places import Place
from syntopic.linking.resolve import Part, Resolver
from syntopic.linking.tellings import Telling
from syntopic.memory import Lasts
from syntopic.model import NotePath, Problem


@dataclass(frozen=True, slots=True)
class Embedding:
    """``embeds`` is what is shown of each part, ``on_pages`` whose words stand on each page so."""

    embeds: Mapping[Part, Embed] = field(default_factory=dict)
    on_pages: Mapping[str, tuple[NotePath, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def embedding(
    tellings: Sequence[Telling],
    steps: Sequence[Sequence[tuple[Step, Place]]],
    resolver: Resolver,
    kept: Lasts[Part, Embed],
) -> Embedding:
    """What all the embeds show; ``steps`` are those of each telling, with the places they mean."""
    wanted: dict[Part, Place] = {}
    by_page: dict[str, dict[Part, None]] = {}
    for telling, some in zip(tellings, steps, strict=True):
        for step, place in some:
            wanted.setdefault(step.part, place)
            by_page.setdefault(telling.page, {})[step.part] = None
    embeds = embeds_of(wanted, tellings, resolver.places, kept)
    graph = graph_of(embeds, resolver)
    whole, problems = nested(embeds, (step for some in steps for step, _ in some), graph)
    on_pages = {page: _notes(parts, whole, graph) for page, parts in by_page.items()}
    return Embedding(whole, on_pages, problems)


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
