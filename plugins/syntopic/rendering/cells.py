"""Code and what it printed: one object on the page."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from syntopic.execution import Result
from syntopic.markdown.forms import close, element, open_, raw
from syntopic.markdown.html import balanced
from syntopic.model import Note, Output, OutputKind, Snippet
from syntopic.printed import plain
from syntopic.rendering.context import Context
from syntopic.rendering.html import el, line
from syntopic.rendering.text import markdown

_IMAGES = {kind: f"image/{kind}" for kind in (OutputKind.PNG, OutputKind.JPEG, OutputKind.GIF)}
FIGURES = frozenset({OutputKind.SVG, *_IMAGES})
"""The kinds of output that are pictures."""


def outputs_of(snippet: Snippet, note: Note, context: Context) -> tuple[Output, ...]:
    """What the snippet printed and drew: now, or when its notebook was stored."""
    result = context.results.get(note.path)
    if snippet.runs and result is not None:
        running = [s.ordinal for s in note_session(note, context) if s.runs]
        index = running.index(snippet.ordinal)
        return result.outputs[index] if index < len(result.outputs) else ()
    return snippet.stored


def picture_of(snippet: Snippet, note: Note, context: Context) -> Output | None:
    """The figure that stands for what a snippet draws: its last, which is the finished one."""
    drawn = [o for o in outputs_of(snippet, note, context) if o.kind in FIGURES]
    return drawn[-1] if drawn else None


def note_session(note: Note, context: Context) -> tuple[Snippet, ...]:
    """All snippets of a note, in order."""
    return context.sessions.get(note.path, ())


def cell(snippet: Snippet, note: Note, page: str, context: Context, *, lifted: bool = False) -> str:
    """The code with its outputs and one quiet line below.

    ``lifted`` tells that its figure stands at the top of the page already.
    """
    parts = [open_("div", class_="cell")]
    if snippet.echo:
        parts.append(_fence(snippet))
    picture = picture_of(snippet, note, context) if lifted else None
    shown = outputs_of(snippet, note, context) if snippet.show_output else ()
    kept = [output for output in shown if output is not picture]
    if kept:
        parts.append(open_("div", class_="out"))
        parts.extend(_output(output, snippet, note, page, context) for output in kept)
        parts.append(close())
    parts.append(close())
    parts.append(element(str(_line(snippet, note, context, picture is not None))))
    return "\n\n".join(part for part in parts if part)


def figure(output: Output, snippet: Snippet) -> str:
    """A drawn figure with its text for those who cannot see it, and its caption."""
    if output.kind is OutputKind.SVG:
        image = Markup(output.text)
        picture = el("div", image, class_="drawing", role="img", aria_label=snippet.alt or None)
    else:
        source = f"data:{_IMAGES[output.kind]};base64,{''.join(output.text.split())}"
        picture = el("img", src=source, alt=snippet.alt, class_="drawing")
    caption = snippet.caption
    return str(el("figure", picture, *([el("figcaption", caption)] if caption else [])))


def _fence(snippet: Snippet) -> str:
    longest = max((len(run) for run in _runs(snippet.code)), default=0)
    ticks = "`" * max(3, longest + 1)
    return f"{ticks}{snippet.language}\n{snippet.code}\n{ticks}"


def _runs(code: str) -> Iterator[str]:
    run = ""
    for char in code + " ":
        if char == "`":
            run += char
        elif run:
            yield run
            run = ""


def _output(output: Output, snippet: Snippet, note: Note, page: str, context: Context) -> str:
    if output.kind in FIGURES:
        return raw(figure(output, snippet))
    if output.kind is OutputKind.HTML:
        return raw(str(el("div", Markup(balanced(output.text)), class_="table-output")))
    if output.kind is OutputKind.MARKDOWN:
        return markdown(output.text, note, page, context)
    if output.kind is OutputKind.LATEX:
        return "$$" + output.text.strip().strip("$") + "$$"
    return raw(str(el("pre", plain(output.text).rstrip("\n"), class_=f"printed {output.kind.value}")))


def _line(snippet: Snippet, note: Note, context: Context, lifted: bool) -> Markup:
    label = context.language.label
    result = context.results.get(note.path)
    pieces: list[Markup] = []
    if not snippet.runs:
        pieces.append(el("span", label("stored-output" if snippet.stored else "not-run")))
    elif result is None or _unreached(snippet, note, result, context):
        pieces.append(el("span", label("not-run")))
    else:
        failed = any(o.kind is OutputKind.ERROR for o in outputs_of(snippet, note, context))
        if failed and not snippet.may_raise:
            pieces.append(el("b", label("code-failed"), class_="failed"))
        else:
            pieces.append(el("b", label("checked" if "assert" in snippet.code else "ran")))
        pieces.append(el("span", result.environment))
    if lifted:
        pieces.append(el("a", label("drew-picture"), href="#picture"))
    return line("p", *pieces, class_="ran")


def _unreached(snippet: Snippet, note: Note, result: Result, context: Context) -> bool:
    running = [s.ordinal for s in note_session(note, context) if s.runs]
    return running.index(snippet.ordinal) >= result.reached
