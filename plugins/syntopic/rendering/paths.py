"""Learning paths: what to read in which order, a page to follow or to print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from markupsafe import Markup

from syntopic.linking.paths import PATHS, LearningPath
from syntopic.markdown.forms import element
from syntopic.rendering.context import Context, Page, href
from syntopic.rendering.head import area_anchor, named
from syntopic.rendering.html import el, joined, line
from syntopic.rendering.sheets import sheet_links
from syntopic.rendering.steps import Told, how_far, step, step_list, strip
from syntopic.rendering.text import as_text

NAMED = 8
"""Steps that the description of a path names: what search engines show is not longer."""


def path_pages(context: Context) -> Iterator[Page]:
    """The list of all paths, then each of them; nothing where the garden has no order."""
    paths = context.paths
    if not paths:
        return
    yield _index(context)
    told = Told(context)
    for path in paths.areas.values():
        yield _area(path, told)
    for path in paths.concepts.values():
        yield _up_to(path, told)


def _index(context: Context) -> Page:
    label = context.language.label
    parts = [f"# {as_text(label('learning-paths'))}"]
    areas = [_overview(path, context) for path in context.paths.areas.values()]
    if areas:
        listed = [name for path in context.paths.areas.values() for name in path.steps]
        parts.append(element(str(line("p", *how_far(listed, context), class_="facts"))))
        parts.append(element(str(el("ol", *areas, class_="topics paths"))))
    if context.paths.concepts:
        parts += [f"## {as_text(label('by-concept'))} {{#by-concept .facet}}"] if areas else []
        lines = (_goal(path, context) for path in context.paths.concepts.values())
        parts.append(element(str(el("ul", *lines, class_="fed"))))
    return Page(PATHS, label("learning-paths"), "\n\n".join(parts) + "\n", searched=False)


def _overview(path: LearningPath, context: Context) -> Markup:
    """An area in the list: its name, how long its path is, and how far."""
    link = el("a", path.name, href=href(PATHS, path.page))
    count = el("span", f"{path.length} {context.language.label('steps')}", class_="where")
    return el("li", line("p", link, count, class_="topic-name"), strip(path, context))


def _goal(path: LearningPath, context: Context) -> Markup:
    """A concept in the list, with the length of its path."""
    count = path.length
    link = el("a", path.name, href=href(PATHS, path.page))
    return el(
        "li", link, " ", el("span", f"{count} {context.language.label('steps')}", class_="where")
    )


def _area(path: LearningPath, told: Told) -> Page:
    context = told.context
    title = context.language.label("path-through").format(name=path.name)
    first = [context.topics[name] for name in path.outside]
    before = named("know-first", first, path.page, context)
    head = [element(str(el("dl", *before, class_="path")))] if before else []
    made = [step(name, path, told) for name in path.steps]
    sheet = sheet_links(path.page, context, [path.name])
    after = [element(str(sheet))] if sheet else []
    return _page(path, title, [*head, step_list(made, 1), *after], told)


def _up_to(path: LearningPath, told: Told) -> Page:
    """The path to a concept; where it crosses areas, each stretch bears its area's name."""
    context = told.context
    label = context.language.label
    title = label("path-to").format(name=path.name)
    concepts = context.order.concepts
    runs = [(a, tuple(r)) for a, r in groupby(path.steps, key=lambda name: concepts[name].area)]
    parts: list[str] = []
    number, used = path.earlier + 1, Counter[str]()
    for area, run in runs:
        if len(runs) > 1:
            used[area] += 1
            anchor = area_anchor(area) + (f"-{used[area]}" if used[area] > 1 else "")
            parts.append(f"## {as_text(area or label('other-topics'))} {{#{anchor} .facet}}")
        parts.append(step_list([told.step(name, path) for name in run], number))
        number += len(run)
    after = [context.topics[name] for name in context.order.leads_to.get(path.name, ())]
    if rows := named("leads-to", after, path.page, context):
        parts.append(element(str(el("dl", *rows, class_="path onward"))))
    return _page(path, title, parts, told)


def _page(path: LearningPath, title: str, parts: Sequence[str], told: Told) -> Page:
    context = told.context
    label = context.language.label
    crumb = el("p", el("a", label("learning-paths"), href=href(path.page, PATHS)), class_="crumb")
    count = path.length
    first = ", ".join(path.steps[:NAMED]) + (" …" if count > NAMED else "")
    whole = (
        element(str(crumb)),
        f"# {as_text(title)}",
        element(str(_facts(path, told))),
        element(str(strip(path, context))),
        *([element(str(_earlier(path, context)))] if path.earlier else []),
        *parts,
    )
    description = f"{count} {label('steps')}: {first}"
    text = "\n\n".join(whole) + "\n"
    return Page(path.page, title, text, description, searched=False, listed=False)


def _facts(path: LearningPath, told: Told) -> Markup:
    """How long it is, how long it takes to read, and how far its steps are."""
    context = told.context
    label = context.language.label
    names = (*_left_out(path, context), *path.steps)
    topics = [context.topics[name] for name in names if name in context.topics]
    return line(
        "p",
        el("span", f"{path.length} {label('steps')}"),
        el("span", f"{sum(map(told.minutes, topics))} {label('min-read')}"),
        *how_far(names, context),
        class_="facts",
    )


def _earlier(path: LearningPath, context: Context) -> Markup:
    """How much comes before the first step that is listed, and where to find it."""
    said = context.language.label("earlier-steps").format(count=path.earlier)
    concepts = context.order.concepts
    areas = {concepts[name].area for name in _left_out(path, context)}
    links = [
        el("a", name, href=href(path.page, area.page))
        for name, area in context.paths.areas.items()
        if name in areas
    ]
    return el("p", f"{said} ", joined(" · ", links), class_="earlier")


def _left_out(path: LearningPath, context: Context) -> tuple[str, ...]:
    """The steps before the first one that is listed."""
    return context.order.before(path.name)[: path.earlier] if path.earlier else ()
