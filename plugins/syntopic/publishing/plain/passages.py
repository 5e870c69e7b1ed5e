"""Passages: each with the line that names its source, and what was folded into its blocks."""

from __future__ import annotations

import html
from collections.abc import Iterable

from syntopic.markdown.html import closing
from syntopic.merging.formulas import same_tex
from syntopic.model import (
    OWN_KEY,
    Asking,
    Block,
    Card,
    Heading,
    Kind,
    Note,
    Shown,
    SymbolRow,
    Topic,
    Variant,
)
from syntopic.parsing.quotations import quotation
from syntopic.publishing.plain import tex
from syntopic.publishing.plain.blocks import heading
from syntopic.publishing.plain.cells import cell
from syntopic.publishing.plain.text import escaped, folded, quoted
from syntopic.publishing.plain.view import View, anchor, joined
from syntopic.rendering.below import from_below
from syntopic.rendering.blocks import is_picture
from syntopic.rendering.passages import is_left_out


def content(
    parts: Iterable[Heading | Shown], note: Note, page: str, view: View, topic: Topic | None
) -> str:
    """Headings and blocks in order; a figure that stands at the top of the page is not repeated."""
    written: list[str] = []
    open_: list[str] = []
    for part in parts:
        if isinstance(part, Heading):
            written.append(_heading(part, note, page, view))
        elif not is_left_out(part, note, view.context, topic):
            written.append(_shown(part, note, page, view, topic, open_))
    return joined((*written, closing(open_)))


def _heading(part: Heading, note: Note, page: str, view: View) -> str:
    places = view.context.links.places
    name = places.heading_anchors.get((note.path, part.origin.first_line), "")
    return anchor(name) + heading(part.level, view.line(part.text, note, page))


def _shown(
    shown: Shown, note: Note, page: str, view: View, topic: Topic | None, open_: list[str]
) -> str:
    block = shown.block
    places, line = view.context.links.places, (note.path, block.origin.first_line)
    names = (places.block_anchors.get(line, ""), *places.item_anchors.get(line, {}).values())
    text = "".join(map(anchor, names)) + _block(block, shown.text, note, page, view, topic, open_)
    return joined((text, _also(shown, page, view) if shown.also else ""))


def _block(
    block: Block,
    text: str,
    note: Note,
    page: str,
    view: View,
    topic: Topic | None,
    open_: list[str],
) -> str:
    if block.snippet is not None:
        lifted = topic is not None and is_picture(topic.picture, block)
        below = from_below(block.snippet, note, view.context, topic)
        return cell(block.snippet, note, page, view, lifted=lifted, below=below)
    if block.card is not None:
        return _card(block.card, note, page, view)
    written = view.text(text, note, page, open_)
    if block.kind is Kind.QUOTE and note.source != OWN_KEY and not quotation(text).credit:
        return f"{written}\n>\n> {view.origin(note, page)}"
    if block.kind is Kind.SYMBOLS and topic is not None:
        return joined((written, _other_notation(block, note, topic.symbols, view)))
    return written


def _card(card: Card, note: Note, page: str, view: View) -> str:
    """A question with its answer folded away; a sentence as it reads, its gaps marked."""
    question = view.text(card.question, note, page)
    if card.asking is Asking.GAPS:
        return question
    answer = view.text(card.answer, note, page)
    shown = view.dialect.folded(html.escape(view.label("show-answer")), answer, False)
    return joined((f"**Q:** {question}", shown))


def _other_notation(block: Block, note: Note, rows: tuple[SymbolRow, ...], view: View) -> str:
    """Says who writes a symbol of this list otherwise."""
    told: list[str] = []
    for symbol in block.symbols:
        own = same_tex(symbol.tex)
        for row in rows:
            if all(same_tex(n.tex) != own for n in row.notations):
                continue
            told += (
                f"{_inline(symbol.tex)}: {view.label('written')} {_inline(other.tex)} "
                f"({escaped(view.context.source(other.note.source).short)})"
                for other in row.notations
                if same_tex(other.tex) != own and other.note.source != note.source
            )
    return f"*{'; '.join(dict.fromkeys(told))}*" if told else ""


def _inline(symbol: str) -> str:
    return tex.inline(symbol, symbol, touched=False)


def _also(shown: Shown, page: str, view: View) -> str:
    """What other sources say in nearly the same words, one click away."""
    notes = {variant.note.path: variant.note for variant in shown.also}
    names = dict.fromkeys(map(view.name, notes.values()))
    told = [
        quoted(
            joined(
                (
                    view.origin(note, page),
                    *(_variant(v, page, view) for v in shown.also if v.note.path == path),
                )
            )
        )
        for path, note in notes.items()
    ]
    return folded(html.escape(f"{view.label('also-in')} {', '.join(names)}"), joined(told))


def _variant(variant: Variant, page: str, view: View) -> str:
    if variant.block.card is not None:
        return _card(variant.block.card, variant.note, page, view)
    return view.text(variant.text, variant.note, page)
