"""The steps of learning paths: what each says, what it builds on, and how far it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup

from syntopic.linking.paths import LearningPath
from syntopic.markdown.forms import element
from syntopic.model import Topic
from syntopic.rendering.context import Context, topic_href
from syntopic.rendering.head import minutes
from syntopic.rendering.html import el, joined, line
from syntopic.rendering.summary import summary

STATES = {"is-mine": "synthesis-by", "is-noted": "notes-in-progress", "is-gap": "not-written"}
"""How far a step is, and the label of that."""


class Told:
    """What these pages tell of each concept, found once: many of them tell of the same ones."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._minutes: dict[str, int] = {}
        self._sentences: dict[str, str] = {}
        self._steps: dict[str, Markup] = {}

    def minutes(self, topic: Topic) -> int:
        """How long its page takes to read."""
        name = topic.concept.name
        if name not in self._minutes:
            self._minutes[name] = minutes(topic)
        return self._minutes[name]

    def sentence(self, topic: Topic) -> str:
        """The one sentence that says what it is."""
        name = topic.concept.name
        if name not in self._sentences:
            self._sentences[name] = summary(topic, self.context.macros)
        return self._sentences[name]

    def step(self, name: str, path: LearningPath) -> Markup:
        """A step of a path to a concept; these pages stand side by side, so it is the same on all.

        Except where the path has left out what the step builds on.
        """
        if not set(self.context.order.needs[name]) <= set(path.steps):
            return step(name, path, self)
        if name not in self._steps:
            self._steps[name] = step(name, path, self)
        return self._steps[name]


def step(name: str, path: LearningPath, told: Told) -> Markup:
    """A concept, its one sentence, and what it builds on; what nobody has noted is a gap."""
    context = told.context
    label = context.language.label
    topic = context.topics.get(name)
    state = _state(name, context)
    if topic is None:
        title, where = el("span", name), label("not-written")
    else:
        title = el("a", name, href=topic_href(path.page, topic))
        where = f"{told.minutes(topic)} {label('min-read')}"
    sentence = told.sentence(topic) if topic is not None else ""
    return el(
        "li",
        line("p", title, el("span", where, class_="where"), class_="topic-name"),
        *([el("p", sentence, class_="topic-summary")] if sentence else []),
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
    topic = context.topics.get(name)
    if topic is None:
        return "is-gap"
    return "is-noted" if topic.synthesis is None else "is-mine"


def step_list(steps: Sequence[Markup], number: int) -> str:
    """Steps as they stand on a page; the first has this number."""
    start = None if number == 1 else str(number)
    return element(str(el("ol", *steps, class_="steps", start=start)))
