"""The steps of learning paths: what each says, what it builds on, and how far it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from markupsafe import Markup

from syntopic.linking.paths import LearningPath, concept_path_page
from syntopic.markdown.forms import element
from syntopic.rendering.briefs import (
    brief,
    concept_slug,
    is_written,
    minutes_of,
    sentence_of,
)
from syntopic.rendering.context import Context, href
from syntopic.rendering.html import el, joined, line
from syntopic.rendering.tracing import step as rendering_step

STATES = {"is-mine": "synthesis-by", "is-noted": "notes-in-progress", "is-gap": "not-written"}
"""How far a step is, and the label of that."""


def step_up_to(name: str, path: LearningPath, context: Context) -> Markup:
    """A step of a path to a concept; these pages stand side by side, so it is the same on all.

    Except where the path has left out what the step builds on.
    """
    if set(context.order.needs[name]) <= set(path.steps):
        return Markup(_step_anywhere(context, name))
    return step(name, path.page, path.steps, context)


@rendering_step
def _step_anywhere(context: Context, name: str) -> str:
    """The step on every page of a path to a concept that has all that it builds on."""
    page = concept_path_page(context.order.concepts[name])
    return str(step(name, page, context.order.needs[name], context))


def step(name: str, page: str, steps: Collection[str], context: Context) -> Markup:
    """A concept, its one sentence, and what it builds on; what nobody has noted is a gap.

    ``steps`` are those of the same page.
    """
    label = context.language.label
    topic = brief(context, name) if name in context.topics else None
    if topic is None:
        title, where = el("span", name), label("not-written")
    else:
        title = el("a", name, href=href(page, topic.page))
        where = f"{minutes_of(context, name)} {label('min-read')}"
    sentence = sentence_of(context, name) if topic is not None else ""
    return el(
        "li",
        line("p", title, el("span", where, class_="where"), class_="topic-name"),
        *([el("p", sentence, class_="topic-summary")] if sentence else []),
        *_needs(name, page, steps, context),
        id=concept_slug(context, name),
        class_=_state(name, context),
    )


def _needs(name: str, page: str, steps: Collection[str], context: Context) -> Iterator[Markup]:
    needed = [_need(one, page, steps, context) for one in context.order.needs[name]]
    if needed:
        yield el(
            "p", f"{context.language.label('builds-on')} ", joined(" · ", needed), class_="needs"
        )


def _need(name: str, page: str, steps: Collection[str], context: Context) -> Markup:
    """A link to the step on this page, else to the topic; a gap elsewhere is its name alone."""
    if name in steps:
        return el("a", name, href=f"#{concept_slug(context, name)}")
    topic = next(iter(context.named([name])), None)
    return el("a", name, href=href(page, topic.page)) if topic is not None else el("span", name)


def strip(path: LearningPath, context: Context) -> Markup:
    """One piece for each step, filled as far as the step is; the facts say the same in words."""
    pieces = (el("i", class_=_state(name, context), title=name) for name in path.steps)
    return el("div", *pieces, class_="strip", aria_hidden="true")


def how_far(names: Iterable[str], context: Context) -> Iterator[Markup]:
    """How many of these concepts are how far, each number with its sign."""
    counted = Counter(_state(name, context) for name in names)
    for state, said in STATES.items():
        if counted[state]:
            told = f"{context.language.label(said)} {counted[state]}"
            yield el("span", told, class_=f"how-far {state}")


def _state(name: str, context: Context) -> str:
    if name not in context.topics:
        return "is-gap"
    return "is-mine" if is_written(context, name) else "is-noted"


def step_list(steps: Sequence[Markup], number: int) -> str:
    """Steps as they stand on a page; the first has this number."""
    start = None if number == 1 else str(number)
    return element(str(el("ol", *steps, class_="steps", start=start)))
