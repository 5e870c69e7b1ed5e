"""Code and what it printed."""

from __future__ import annotations

from collections.abc import Sequence

from syntopic.execution.figures import label
from syntopic.model import Note, Output, OutputKind, Snippet
from syntopic.printed import plain
from syntopic.publishing.plain import html
from syntopic.publishing.plain.text import escaped, fence, link
from syntopic.publishing.plain.view import View, joined
from syntopic.rendering.below import Below
from syntopic.rendering.cells import FIGURES, outputs_of, picture_of
from syntopic.rendering.states import is_failed, is_shown, state_of


def cell(
    snippet: Snippet,
    note: Note,
    page: str,
    view: View,
    *,
    lifted: bool = False,
    below: Sequence[Below] = (),
) -> str:
    """The code, its outputs, and one quiet line that says whether it ran.

    ``lifted`` tells that its figure stands at the top of the page already, ``below`` what it uses
    that the page defines further down.
    """
    picture = picture_of(snippet, note, view.context) if lifted else None
    outputs = [
        _output(output, number, snippet, note, page, view)
        for number, output in enumerate(outputs_of(snippet, note, view.context))
        if output is not picture and is_shown(output, snippet)
    ]
    if not (snippet.echo or outputs or picture or is_failed(snippet, note, view.context)):
        return ""
    code = fence(snippet.code, snippet.language) if snippet.echo else ""
    above = view.label("drew-picture") if picture is not None else ""
    uses = _uses(below, page, view) if snippet.echo else ""
    told = ", ".join(filter(None, (*_state(snippet, note, view), above, uses)))
    return joined((code, *outputs, f"*{told}*" if view.dialect.told else ""))


def drawing(snippet: Snippet, note: Note, page: str, view: View) -> str:
    """The last figure that a snippet drew, or nothing."""
    picture = picture_of(snippet, note, view.context)
    outputs = outputs_of(snippet, note, view.context)
    number = next((n for n, output in enumerate(outputs) if output is picture), None)
    return _figure(snippet, note, number, page, view) if number is not None else ""


def _output(
    output: Output, number: int, snippet: Snippet, note: Note, page: str, view: View
) -> str:
    match output.kind:
        case kind if kind in FIGURES:
            return _figure(snippet, note, number, page, view)
        case OutputKind.HTML:
            return html.table(output.text)
        case OutputKind.STDOUT if snippet.asis:
            return view.text(plain(output.text), note, page)
        case OutputKind.MARKDOWN:
            return view.text(output.text, note, page)
        case OutputKind.LATEX:
            return view.dialect.block(output.text.strip().strip("$"))
    return fence(plain(output.text), "json" if output.kind is OutputKind.JSON else "text")


def _figure(snippet: Snippet, note: Note, number: int, page: str, view: View) -> str:
    path = view.figures.get((note.path, snippet.ordinal, number))
    if path is None:
        return ""
    caption = f"*{escaped(snippet.caption)}*" if snippet.caption else ""
    words = _words(outputs_of(snippet, note, view.context)[number])
    alt = snippet.alt or words or snippet.caption or view.label("picture")
    return joined(("!" + link(escaped(alt), view.address(page, path, "")), caption))


def _words(output: Output) -> str:
    """What a figure says of itself, where its author said nothing."""
    return label(output.text) if output.kind is OutputKind.SVG else ""


def _uses(below: Sequence[Below], page: str, view: View) -> str:
    places = ((one.name, view.address(page, page, one.anchor)) for one in below)
    names = ", ".join(link(f"`{name}`", address) for name, address in places)
    return view.label("uses-below").format(names=names) if names else ""


def _state(snippet: Snippet, note: Note, view: View) -> tuple[str, ...]:
    state, environment = state_of(snippet, note, view.context)
    return tuple(filter(None, (view.label(state), escaped(environment))))
