"""Workings: what only the author needs, shown while serving, never published by default."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from syntopic.markdown.forms import element
from syntopic.merging.coverage import gaps
from syntopic.model import Disagreement, Topic
from syntopic.rendering.context import Context
from syntopic.rendering.formulas import with_formulas
from syntopic.rendering.html import el


def topic_workings(topic: Topic, page: str, context: Context) -> Iterator[str]:
    """What changed, what may contradict, what is missing; each with what mends it."""
    if not context.workings:
        return
    items = [
        *_changes(topic, context),
        *_disagreements(topic, context),
        *_gaps(topic, context),
    ]
    if items:
        title = el("p", context.language.label("workings"), class_="workings-title")
        yield element(str(el("aside", title, el("ul", *items), class_="workings")))


def _changes(topic: Topic, context: Context) -> Iterator[Markup]:
    name = topic.concept.name
    if topic.changes:
        # A note that was recorded once may have become private since: then nothing names it.
        public = (change for change in topic.changes if change.note in context.notes)
        notes = sorted({f"{change.note}:{change.line}" for change in public})
        yield el(
            "li",
            context.language.label("changed-since").format(count=len(topic.changes)),
            " ",
            ", ".join(notes[:5]) + (" …" if len(notes) > 5 else ""),
            _command(f'syntopic changed "{name}"'),
            _command(f'syntopic reviewed "{name}"'),
            class_="stale",
        )


def _disagreements(topic: Topic, context: Context) -> Iterator[Markup]:
    for found in topic.disagreements:
        if found.is_open:
            yield _disagreement(found, context)


def _disagreement(found: Disagreement, context: Context) -> Markup:
    sides = [
        el(
            "blockquote",
            el("p", f"{side.note.path}:{side.line}", class_="where"),
            el("p", with_formulas(side.sentence, context.macros)),
        )
        for side in (found.first, found.second)
    ]
    return el(
        "li",
        f"{context.language.label('may-differ')}: {found.message}",
        *sides,
        el("p", context.language.label("may-differ-why")),
        _command(f'syntopic settle {found.id} "…"'),
        el("p", context.language.label("may-differ-not")),
        _command(f"syntopic settle {found.id} --no-conflict"),
        class_="unsettled",
    )


def _gaps(topic: Topic, context: Context) -> Iterator[Markup]:
    if topic.concept.enough:
        return
    missing = gaps(topic.coverage)
    if missing:
        names = ", ".join(context.language.facet(facet) for facet in missing)
        yield el("li", f"{context.language.label('nobody-says')}: {names}")


def _command(text: str) -> Markup:
    return el("p", el("code", text), class_="command")
