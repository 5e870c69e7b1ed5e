"""Embeds within embeds: how deep they go, and where they would never come to an end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from syntopic.linking.embeds import Embed
from syntopic.linking.resolve import Found, Part, Resolver
from syntopic.model import Link, NotePath, Origin, Problem, Severity, Shown

DEEPEST = 5
"""Embeds in one another that are shown; what is deeper is a link."""

MOST_BLOCKS = 500
"""Blocks that one embed shows, with those of the embeds in it; a book is a link."""


@dataclass(frozen=True, slots=True)
class Step:
    """One embed: where it is written, how, and what it means."""

    origin: Origin
    written: str
    part: Part


Graph = Mapping[Part, tuple[Step, ...]]
"""The embeds within what each embed shows."""


@dataclass(slots=True)
class _Walk:
    """The parts in the order in which they end, and each loop once."""

    ended: list[Part] = field(default_factory=list)
    loops: dict[tuple[Step, ...], None] = field(default_factory=dict)


def graph_of(embeds: Mapping[Part, Embed], resolver: Resolver) -> Graph:
    """Which embeds stand in what each of the embeds shows."""
    return {part: tuple(_steps(embed, resolver, embeds)) for part, embed in embeds.items()}


def nested(
    embeds: Mapping[Part, Embed], steps: Iterable[Step], graph: Graph
) -> tuple[dict[Part, Embed], tuple[Problem, ...]]:
    """Cuts what is too long to be shown; the problems of ``steps``, which are all embeds there are.

    A loop is an error that names all of it; where an embed is cut, it is a hint.
    """
    walk = _walked(graph)
    sizes: dict[Part, int] = {}
    depths: dict[Part, int] = {}
    for part in walk.ended:
        inner = {step.part for step in graph[part] if sizes.get(step.part, 0) <= MOST_BLOCKS}
        sizes[part] = len(embeds[part].blocks) + sum(sizes.get(one, 0) for one in inner)
        depths[part] = 1 + max((depths.get(one, 0) for one in inner), default=0)
    problems = [_loop(loop) for loop in walk.loops]
    for step in steps:
        size, depth = sizes.get(step.part, 0), depths.get(step.part, 0)
        problems += [_cut(step, f"it holds {size} blocks")] if size > MOST_BLOCKS else []
        problems += [_cut(step, f"embeds nest {depth} deep in it")] if depth > DEEPEST else []
    kept = {p: replace(e, cut=True) if sizes[p] > MOST_BLOCKS else e for p, e in embeds.items()}
    return kept, tuple(problems)


def steps_of(
    references: Iterable[tuple[NotePath, Link]], resolver: Resolver
) -> Iterator[tuple[Step, Found]]:
    """The embeds among some links that mean a part of the garden."""
    for path, link in references:
        if not link.embed:
            continue
        found = resolver.resolve(link.target, link.fragment, link.wiki, path)
        if isinstance(found, Found) and found.part is not None:
            fragment = f"#{link.fragment}" if link.fragment else ""
            written = f"{link.target}{fragment}"
            yield (
                Step(
                    Origin(path, link.line, link.line),
                    f"![[{written}]]" if link.wiki else f"![]({written})",
                    found.part,
                ),
                found,
            )


def _steps(embed: Embed, resolver: Resolver, embeds: Mapping[Part, Embed]) -> Iterator[Step]:
    references = (
        (piece.note.path, link)
        for piece in embed.pieces
        for shown in piece.content
        if isinstance(shown, Shown)
        for link in shown.block.links
    )
    yield from (step for step, _ in steps_of(references, resolver) if step.part in embeds)


def _walked(graph: Graph) -> _Walk:
    """Walks the graph without recursion: a chain of embeds may be as long as a garden."""
    walk = _Walk()
    done: set[Part] = set()
    for start in graph:
        if start in done:
            continue
        path: list[tuple[Part, Iterator[Step], Step | None]] = [(start, iter(graph[start]), None)]
        around = {start: 0}
        while path:
            part, rest, _ = path[-1]
            step = next(rest, None)
            if step is None:
                path.pop()
                del around[part]
                done.add(part)
                walk.ended.append(part)
            elif step.part in around:
                steps = [one for _, _, one in path[around[step.part] + 1 :] if one is not None]
                walk.loops.setdefault(_from_first((*steps, step)))
            elif step.part not in done:
                around[step.part] = len(path)
                path.append((step.part, iter(graph[step.part]), step))
    return walk


def _from_first(loop: tuple[Step, ...]) -> tuple[Step, ...]:
    """A loop from the step on that comes first by file and line, wherever it was entered."""
    keys = [(step.origin.path, step.origin.first_line, step.written) for step in loop]
    at = keys.index(min(keys))
    return (*loop[at:], *loop[:at])


def _loop(loop: tuple[Step, ...]) -> Problem:
    told = ", ".join(f"{step.origin} has {step.written}" for step in loop)
    return Problem(
        "embed-loop",
        Severity.ERROR,
        loop[0].origin,
        f"embeds go round in a circle: {told}",
        "Make a link of one of them: take its exclamation mark away.",
        places=tuple(step.origin for step in loop),
    )


def _cut(step: Step, why: str) -> Problem:
    return Problem(
        "embed-cut",
        Severity.HINT,
        step.origin,
        f"{step.written} is too much to be shown whole: {why}",
        f"Embed a part of it, such as one heading; {MOST_BLOCKS} blocks and embeds {DEEPEST} deep "
        "in one another are shown.",
    )
