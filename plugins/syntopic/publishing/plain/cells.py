"""Code and what it printed."""

from __future__ import annotations

import html as html_entities
import re

from syntopic.model import Note, Output, OutputKind, Snippet
from syntopic.printed import plain
from syntopic.publishing.plain import html
from syntopic.publishing.plain.text import escaped, fence, link
from syntopic.publishing.plain.view import View, joined
from syntopic.rendering.cells import FIGURES, note_session, outputs_of, picture_of

_LABEL = re.compile(r'<svg\b[^>]*\saria-label="([^"]*)"')


def cell(snippet: Snippet, note: Note, page: str, view: View, *, lifted: bool = False) -> str:
    """The code, its outputs, and one quiet line that says whether it ran.

    ``lifted`` tells that its figure stands at the top of the page already.
    """
    picture = picture_of(snippet, note, view.context) if lifted else None
    shown = outputs_of(snippet, note, view.context) if snippet.show_output else ()
    outputs = [
        _output(output, number, snippet, note, page, view)
        for number, output in enumerate(shown)
        if output is not picture
    ]
    code = fence(snippet.code, snippet.language) if snippet.echo else ""
    above = view.label("drew-picture") if picture is not None else ""
    told = ", ".join(filter(None, (*_state(snippet, note, view), above)))
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
    found = _LABEL.search(output.text) if output.kind is OutputKind.SVG else None
    return html_entities.unescape(found[1]) if found else ""


def _state(snippet: Snippet, note: Note, view: View) -> tuple[str, ...]:
    result = view.context.results.get(note.path)
    if not snippet.runs:
        return (view.label("stored-output" if snippet.stored else "not-run"),)
    running = [s.ordinal for s in note_session(note, view.context) if s.runs]
    if result is None or running.index(snippet.ordinal) >= result.reached:
        return (view.label("not-run"),)
    failed = any(o.kind is OutputKind.ERROR for o in outputs_of(snippet, note, view.context))
    if failed and not snippet.may_raise:
        key = "code-failed"
    else:
        key = "checked" if "assert" in snippet.code else "ran"
    return view.label(key), escaped(result.environment)
