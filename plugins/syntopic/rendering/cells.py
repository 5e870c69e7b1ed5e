"""Code and what it printed: one object on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markupsafe import Markup

from syntopic.execution.figures import label as figure_label
from syntopic.markdown.forms import close, element, open_, raw
from syntopic.markdown.html import balanced
from syntopic.markdown.tex import Refusal, to_mathml
from syntopic.markdown.written import ALONE
from syntopic.model import Fold, Note, Output, OutputKind, Snippet
from syntopic.printed import plain
from syntopic.rendering.below import Below
from syntopic.rendering.context import Context
from syntopic.rendering.formulas import with_formulas
from syntopic.rendering.html import el, joined, line
from syntopic.rendering.printed import coloured, printed
from syntopic.rendering.states import (
    State,
    is_failed,
    is_shown,
    note_session,
    outputs_of,
    state_of,
)
from syntopic.rendering.tables import with_columns
from syntopic.rendering.text import markdown

__all__ = ["FIGURES", "cell", "figure", "note_session", "outputs_of", "picture_of"]

_IMAGES = {kind: f"image/{kind}" for kind in (OutputKind.PNG, OutputKind.JPEG, OutputKind.GIF)}
FIGURES = frozenset({OutputKind.SVG, *_IMAGES})
"""The kinds of output that are pictures."""

_MAY_BE_WIDE = re.compile(r"<(?:table|pre|svg|img|math|iframe)\b", re.IGNORECASE)
_BARE_TABLE = re.compile(r"<table\b(?![^>]*\sclass=)", re.IGNORECASE)
_BOX = re.compile(r'<svg\b[^>]*\sviewBox="[-\d.]+[ ,]+[-\d.]+[ ,]+(?P<width>[\d.]+)[ ,]')
_TEX = ("double", "bracket", "environment", "single")
LARGEST = 1.6
"""Pixels for each point of a figure: the text in a small one would else become a headline."""

_MARKS = {State.CHECKED: "passed", State.RAN: "passed", State.FAILED: "failed"}


def picture_of(snippet: Snippet, note: Note, context: Context) -> Output | None:
    """The figure that stands for what a snippet draws: its last, which is the finished one."""
    drawn = [o for o in outputs_of(snippet, note, context) if o.kind in FIGURES]
    return drawn[-1] if drawn else None


def cell(
    snippet: Snippet,
    note: Note,
    page: str,
    context: Context,
    *,
    lifted: bool = False,
    below: Sequence[Below] = (),
) -> str:
    """The code with its outputs and one quiet line below; nothing where its author hides both.

    ``lifted`` tells that its figure stands at the top of the page already, ``below`` what it uses
    that the page defines further down.
    """
    picture = picture_of(snippet, note, context) if lifted else None
    outputs = enumerate(outputs_of(snippet, note, context), start=1)
    kept = [(n, o) for n, o in outputs if o is not picture and is_shown(o, snippet)]
    if not (snippet.echo or kept or picture or is_failed(snippet, note, context)):
        return ""
    parts = [open_("div", class_="cell"), *(_code(snippet, context) if snippet.echo else ())]
    if kept:
        parts.append(open_("div", class_="out"))
        for number, output in kept:
            name = _name(snippet, note, context) + (f".{number}" if len(kept) > 1 else "")
            parts.append(_output(output, snippet, note, page, context, name))
        parts.append(close())
    parts.append(close())
    parts.append(element(str(_line(snippet, note, context, picture is not None, below))))
    return "\n\n".join(part for part in parts if part)


def figure(output: Output, snippet: Snippet, note: Note, context: Context) -> str:
    """A drawn figure with its text for those who cannot see it, and its caption.

    Its place is kept free until it is there: a drawing has its viewBox, an image its size.
    """
    title = note.front.title or _stem(note)
    otherwise = snippet.caption or snippet.label or f"{context.language.label('picture')}: {title}"
    if output.kind is OutputKind.SVG:
        words = snippet.alt or figure_label(output.text) or otherwise
        drawn = Markup(output.text)
        picture = el(
            "div", drawn, class_="drawing", role="img", aria_label=words, style=_widest(output.text)
        )
    else:
        picture = el("span", _image(output, snippet.alt or otherwise), class_="paper")
    caption = with_formulas(snippet.caption, context.macros) if snippet.caption else ""
    return str(el("figure", picture, *([el("figcaption", caption)] if caption else [])))


def _image(output: Output, words: str) -> Markup:
    width, height = (str(side) if side else None for side in output.size)
    source = f"data:{_IMAGES[output.kind]};base64,{''.join(output.text.split())}"
    return el("img", src=source, alt=words, class_="drawing", width=width, height=height)


def _widest(svg: str) -> str | None:
    found = _BOX.match(svg)
    return f"max-width: {float(found['width']) * LARGEST:.0f}px" if found else None


def _stem(note: Note) -> str:
    return note.path.rsplit("/", 1)[-1].rsplit(".", 1)[0]


def _name(snippet: Snippet, note: Note, context: Context) -> str:
    """What a box that scrolls is called: no two of a page alike."""
    title = note.front.title or _stem(note)
    return f"{context.language.label('output')}: {title}, {snippet.ordinal + 1}"


def _code(snippet: Snippet, context: Context) -> Iterator[str]:
    if snippet.fold is Fold.NEVER:
        yield _fence(snippet)
        return
    yield open_("details", class_="code-fold", open=snippet.fold is Fold.OPEN)
    summary = snippet.summary or context.language.label("code")
    yield element(str(el("summary", summary)))
    yield _fence(snippet)
    yield close()


def _fence(snippet: Snippet) -> str:
    longest = max((len(run) for run in re.findall("`+", snippet.code)), default=0)
    ticks = "`" * max(3, longest + 1)
    return f"{ticks}{snippet.language}\n{snippet.code}\n{ticks}"


def _output(
    output: Output, snippet: Snippet, note: Note, page: str, context: Context, name: str
) -> str:
    if output.kind in FIGURES:
        return raw(figure(output, snippet, note, context))
    if output.kind is OutputKind.HTML:
        return raw(str(_html(output.text, name)))
    if output.kind is OutputKind.MARKDOWN or (snippet.asis and output.kind is OutputKind.STDOUT):
        return markdown(plain(output.text), note, page, context)
    if output.kind is OutputKind.LATEX:
        return _formula(output.text, note, page, context)
    return raw(str(printed(output, name, context.language.label)))


def _html(html: str, name: str) -> Markup:
    """What has a form of its own; where it may be wider than its place, the keyboard reaches it."""
    # The theme's script would move a table without a class, and with it the page.
    content = Markup(_BARE_TABLE.sub(r'\g<0> class="frame"', with_columns(balanced(html))))
    if not _MAY_BE_WIDE.search(content):
        return el("div", content, class_="html-output")
    return el("div", content, class_="html-output", tabindex="0", role="region", aria_label=name)


def _formula(text: str, note: Note, page: str, context: Context) -> str:
    """A formula in our own way, with or without dollars; what cannot be read is shown as text."""
    written = text.strip()
    found = ALONE.fullmatch(written)
    if found is None and "$" in written:
        return markdown(written, note, page, context)  # words with formulas among them
    groups = found.groupdict() if found else {"bare": written}
    tex = next(
        groups[k] for k in ("double", "bracket", "environment", "single", "bare") if groups.get(k)
    )
    if isinstance(to_mathml(tex.strip(), True, context.macros), Refusal):
        return raw(str(el("pre", coloured(written), class_="printed text wraps")))
    return f"$$\n{tex.strip()}\n$$"


def _line(
    snippet: Snippet, note: Note, context: Context, lifted: bool, below: Sequence[Below]
) -> Markup:
    label = context.language.label
    state, environment = state_of(snippet, note, context)
    mark = _MARKS.get(state)
    told = el("b", label(state), class_=mark) if mark else el("span", label(state), class_=state)
    pieces = [told, *([el("span", environment)] if environment else [])]
    if lifted:
        pieces.append(el("a", label("drew-picture"), href="#picture"))
    if below and snippet.echo:
        links = [el("a", el("code", one.name), href=f"#{one.anchor}") for one in below]
        before, _, after = label("uses-below").partition("{names}")
        pieces.append(el("span", before, joined(", ", links), after))
    return line("p", *pieces, class_="ran")
