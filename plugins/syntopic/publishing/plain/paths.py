"""Learning paths as plain lists: what to read in which order, up to a concept or for an area."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from syntopic.linking.paths import PATHS, LearningPath
from syntopic.publishing.plain.front import front_matter
from syntopic.publishing.plain.text import escaped, link
from syntopic.publishing.plain.view import View, joined
from syntopic.rendering.context import href, topic_href
from syntopic.rendering.summary import summary


def paths(view: View) -> Iterator[tuple[str, str]]:
    """The list of all paths and each of them, by file; nothing where there are none."""
    found = view.context.paths
    if not found:
        return
    yield PATHS, _index(view)
    for path in found.areas.values():
        title = view.label("path-through").format(name=path.name)
        yield path.page, _page(title, path, view, _numbered(path.steps, 1, path, view))
    for path in found.concepts.values():
        title = view.label("path-to").format(name=path.name)
        yield path.page, _page(title, path, view, *_stretches(path, view))


def _index(view: View) -> str:
    title = view.label("learning-paths")
    found = view.context.paths
    listed = (
        "\n".join(_way(path, view) for path in some.values())
        for some in (found.areas, found.concepts)
    )
    return joined((front_matter(title=title), f"# {escaped(title)}", *listed)) + "\n"


def _way(path: LearningPath, view: View) -> str:
    named = link(escaped(path.name), href(PATHS, path.page))
    return f"- {named}, {path.length} {view.label('steps')}"


def _stretches(path: LearningPath, view: View) -> Iterator[str]:
    """The steps under the areas that they belong to."""
    concepts = view.context.order.concepts
    number = path.earlier + 1
    for area, run in groupby(path.steps, key=lambda name: concepts[name].area):
        names = tuple(run)
        if len(names) < len(path.steps):
            yield f"## {escaped(area or view.label('other-topics'))}"
        yield _numbered(names, number, path, view)
        number += len(names)


def _numbered(names: tuple[str, ...], number: int, path: LearningPath, view: View) -> str:
    steps = (f"{place}. {_step(name, path, view)}" for place, name in enumerate(names, number))
    return "\n".join(steps)


def _step(name: str, path: LearningPath, view: View) -> str:
    """A concept with its sentence; what nobody has noted is named without a link."""
    topic = view.context.topics.get(name)
    if topic is None:
        return f"*{escaped(name)}*: {view.label('not-written')}"
    named = link(escaped(name), topic_href(path.page, topic))
    told = escaped(summary(topic))
    return f"{named}: {told}" if told else named


def _page(title: str, path: LearningPath, view: View, *parts: str) -> str:
    back = link(escaped(view.label("learning-paths")), href(path.page, PATHS))
    told = f"{back} · {path.length} {view.label('steps')}"
    return joined((front_matter(title=title), f"# {escaped(title)}", told, *parts)) + "\n"
