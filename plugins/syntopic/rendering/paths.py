"""Learning paths: what to read in which order, a page to follow or to print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from markupsafe import Markup

from syntopic.linking.paths import PATHS, LearningPath
from syntopic.markdown.forms import element
from syntopic.rendering.context import Context, Page, href, topic_href
from syntopic.rendering.head import area_anchor, minutes, named
from syntopic.rendering.html import el, joined, line
from syntopic.rendering.summary import summary
from syntopic.rendering.text import as_text

STATES = {"is-mine": "synthesis-by", "is-noted": "notes-in-progress", "is-gap": "not-written"}
"""How far a step is, and the label of that."""

NAMED = 8
"""Steps that the description of a path names: what search engines show is not longer."""


def path_pages(context: Context) -> Iterator[Page]:
    """The list of all paths, then each of them; nothing where the garden has no order."""
    paths = context.paths
    if not paths:
        return
    yield _index(context)
    for path in paths.areas.values():
        yield _area(path, context)
    steps = _Steps(context)
    for path in paths.concepts.values():
        yield _up_to(path, context, steps)


class _Steps:
    """The steps of paths to concepts, made once each: these pages stand side by side."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.made: dict[str, Markup] = {}

    def __call__(self, name: str, path: LearningPath) -> Markup:
        if not set(self.context.order.needs[name]) <= set(path.steps):  # some are left out here
            return _step(name, path, self.context)
        if name not in self.made:
            self.made[name] = _step(name, path, self.context)
        return self.made[name]


def _index(context: Context) -> Page:
    label = context.language.label
    parts = [f"# {as_text(label('learning-paths'))}"]
    areas = [_overview(path, context) for path in context.paths.areas.values()]
    if areas:
        listed = [name for path in context.paths.areas.values() for name in path.steps]
        parts.append(element(str(line("p", *_how_far(listed, context), class_="facts"))))
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
    return el("li", line("p", link, count, class_="topic-name"), _strip(path, context))


def _goal(path: LearningPath, context: Context) -> Markup:
    """A concept in the list, with the length of its path."""
    count = path.length
    link = el("a", path.name, href=href(PATHS, path.page))
    return el(
        "li", link, " ", el("span", f"{count} {context.language.label('steps')}", class_="where")
    )


def _area(path: LearningPath, context: Context) -> Page:
    title = context.language.label("path-through").format(name=path.name)
    first = [context.topics[name] for name in path.outside]
    before = named("know-first", first, path.page, context)
    head = [element(str(el("dl", *before, class_="path")))] if before else []
    made = [_step(name, path, context) for name in path.steps]
    return _page(path, title, [*head, _list(made, 1)], context)


def _up_to(path: LearningPath, context: Context, steps: _Steps) -> Page:
    """The path to a concept; where it crosses areas, each stretch bears its area's name."""
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
        parts.append(_list([steps(name, path) for name in run], number))
        number += len(run)
    after = [context.topics[name] for name in context.order.leads_to.get(path.name, ())]
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
        element(str(_strip(path, context))),
        *([element(str(_earlier(path, context)))] if path.earlier else []),
        *parts,
    )
    told = f"{count} {label('steps')}: {first}"
    text = "\n\n".join(whole) + "\n"
    return Page(path.page, title, text, told, searched=False, listed=False)


def _facts(path: LearningPath, context: Context) -> Markup:
    """How long it is, how long it takes to read, and how far its steps are."""
    label = context.language.label
    count = path.length
    topics = [context.topics[name] for name in path.steps if name in context.topics]
    return line(
        "p",
        el("span", f"{count} {label('steps')}"),
        el("span", f"{sum(map(minutes, topics))} {label('min-read')}"),
        *_how_far(path.steps, context),
        class_="facts",
    )


def _how_far(names: Iterable[str], context: Context) -> Iterator[Markup]:
    """How many of these concepts are how far, each number with its sign."""
    counted = Counter(_state(name, context) for name in names)
    for state, said in STATES.items():
        if counted[state]:
            told = f"{context.language.label(said)} {counted[state]}"
            yield el("span", told, class_=f"how-far {state}")


def _strip(path: LearningPath, context: Context) -> Markup:
    """One piece for each step, filled as far as the step is; the facts say the same in words."""
    pieces = (el("i", class_=_state(name, context), title=name) for name in path.steps)
    return el("div", *pieces, class_="strip", aria_hidden="true")


def _state(name: str, context: Context) -> str:
    topic = context.topics.get(name)
    if topic is None:
        return "is-gap"
    return "is-noted" if topic.synthesis is None else "is-mine"


def _earlier(path: LearningPath, context: Context) -> Markup:
    """How much comes before the first step that is listed, and where to find it."""
    said = context.language.label("earlier-steps").format(count=path.earlier)
    links = [
        el("a", area.name, href=href(path.page, area.page)) for area in context.paths.areas.values()
    ]
    return el("p", f"{said} ", joined(" · ", links), class_="earlier")


def _list(steps: Sequence[Markup], number: int) -> str:
    start = None if number == 1 else str(number)
    return element(str(el("ol", *steps, class_="steps", start=start)))


def _step(name: str, path: LearningPath, context: Context) -> Markup:
    """A concept, its one sentence, and what it builds on; what nobody has noted is a gap."""
    label = context.language.label
    topic = context.topics.get(name)
    state = _state(name, context)
    if topic is None:
        title, where = el("span", name), label("not-written")
    else:
        title = el("a", name, href=topic_href(path.page, topic))
        where = f"{minutes(topic)} {label('min-read')}"
    told = summary(topic, context.macros) if topic is not None else ""
    return el(
        "li",
        line("p", title, el("span", where, class_="where"), class_="topic-name"),
        *([el("p", told, class_="topic-summary")] if told else []),
        *_needs(name, path, context),
        id=context.order.concepts[name].slug,
        class_=state,
    )


def _needs(name: str, path: LearningPath, context: Context) -> Iterator[Markup]:
    needed = [_need(one, path, context) for one in context.order.needs[name]]
    if needed:
        yield el(
            "p", f"{context.language.label('builds-on')} ", joined(" · ", needed), class_="needs"
        )


def _need(name: str, path: LearningPath, context: Context) -> Markup:
    """A link to the step on this page, else to the topic; a gap elsewhere is its name alone."""
    if name in path.steps:
        return el("a", name, href=f"#{context.order.concepts[name].slug}")
    topic = context.topics.get(name)
    return (
        el("a", name, href=topic_href(path.page, topic)) if topic is not None else el("span", name)
    )
