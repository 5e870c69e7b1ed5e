"""Learning paths: what to read in which order, a page to follow or to print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from markupsafe import Markup

from syntopic.linking.paths import PATHS, LearningPath
from syntopic.markdown.forms import element
from syntopic.rendering.briefs import concept_area, minutes_of
from syntopic.rendering.context import Context, Page, href
from syntopic.rendering.head import area_anchor, named
from syntopic.rendering.html import el, joined, line
from syntopic.rendering.sheets import sheet_links
from syntopic.rendering.steps import how_far, step, step_list, step_up_to, strip
from syntopic.rendering.text import as_text
from syntopic.rendering.tracing import step as rendering_step

NAMED = 8
"""Steps that the description of a path names: what search engines show is not longer."""


def path_pages(context: Context) -> Iterator[Page]:
    """The list of all paths, then each of them; nothing where the garden has no order."""
    paths = context.paths
    if not paths:
        return
    yield _index(context)
    yield from (_area_page(context, area) for area in paths.areas)
    yield from (_page_up_to(context, name) for name in paths.concepts)


@rendering_step
def _area_page(context: Context, area: str) -> Page:
    return _area(context.paths.areas[area], context)


@rendering_step
def _page_up_to(context: Context, name: str) -> Page:
    return _up_to(context.paths.concepts[name], context)


@rendering_step
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


def _area(path: LearningPath, context: Context) -> Page:
    title = context.language.label("path-through").format(name=path.name)
    before = named("know-first", context.named(path.outside), path.page, context)
    head = [element(str(el("dl", *before, class_="path")))] if before else []
    made = [step(name, path.page, path.steps, context) for name in path.steps]
    sheet = sheet_links(path.page, context, [path.name])
    after = [element(str(sheet))] if sheet else []
    return _page(path, title, [*head, step_list(made, 1), *after], context)


def _up_to(path: LearningPath, context: Context) -> Page:
    """The path to a concept; where it crosses areas, each stretch bears its area's name."""
    label = context.language.label
    title = label("path-to").format(name=path.name)
    area_of = partial(concept_area, context)
    runs = [(area, tuple(run)) for area, run in groupby(path.steps, key=area_of)]
    parts: list[str] = []
    number, used = path.earlier + 1, Counter[str]()
    for area, run in runs:
        if len(runs) > 1:
            used[area] += 1
            anchor = area_anchor(area) + (f"-{used[area]}" if used[area] > 1 else "")
            parts.append(f"## {as_text(area or label('other-topics'))} {{#{anchor} .facet}}")
        parts.append(step_list([step_up_to(name, path, context) for name in run], number))
        number += len(run)
    after = context.named(context.order.leads_to.get(path.name, ()))
    if rows := named("leads-to", after, path.page, context):
        parts.append(element(str(el("dl", *rows, class_="path onward"))))
    return _page(path, title, parts, context)


def _page(path: LearningPath, title: str, parts: Sequence[str], context: Context) -> Page:
    label = context.language.label
    crumb = el("p", el("a", label("learning-paths"), href=href(path.page, PATHS)), class_="crumb")
    count = path.length
    first = ", ".join(path.steps[:NAMED]) + (" …" if count > NAMED else "")
    whole = (
        element(str(crumb)),
        f"# {as_text(title)}",
        element(str(_facts(path, context))),
        element(str(strip(path, context))),
        *([element(str(_earlier(path, context)))] if path.earlier else []),
        *parts,
    )
    description = f"{count} {label('steps')}: {first}"
    text = "\n\n".join(whole) + "\n"
    return Page(path.page, title, text, description, searched=False, listed=False)


def _facts(path: LearningPath, context: Context) -> Markup:
    """How long it is, how long it takes to read, and how far its steps are."""
    label = context.language.label
    names = (*_left_out(path, context), *path.steps)
    minutes = sum(minutes_of(context, name) for name in names if name in context.topics)
    return line(
        "p",
        el("span", f"{path.length} {label('steps')}"),
        el("span", f"{minutes} {label('min-read')}"),
        *how_far(names, context),
        class_="facts",
    )


def _earlier(path: LearningPath, context: Context) -> Markup:
    """How much comes before the first step that is listed, and where to find it."""
    said = context.language.label("earlier-steps").format(count=path.earlier)
    areas = {concept_area(context, name) for name in _left_out(path, context)}
    links = [
        el("a", name, href=href(path.page, area.page))
        for name, area in context.paths.areas.items()
        if name in areas
    ]
    return el("p", f"{said} ", joined(" · ", links), class_="earlier")


def _left_out(path: LearningPath, context: Context) -> tuple[str, ...]:
    """The steps before the first one that is listed."""
    return context.order.before(path.name)[: path.earlier] if path.earlier else ()
