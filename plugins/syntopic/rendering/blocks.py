"""One block of a note as Markdown of the site."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from markupsafe import Markup

from syntopic.markdown.forms import close, element, open_
from syntopic.merging.formulas import same_tex
from syntopic.model import Block, Kind, Note, Picture, Shown, SymbolRow, Topic, Variant
from syntopic.rendering.below import from_below
from syntopic.rendering.cards import card
from syntopic.rendering.cells import cell
from syntopic.rendering.context import Context
from syntopic.rendering.html import el, joined
from syntopic.rendering.identity import Same
from syntopic.rendering.marks import mark, named
from syntopic.rendering.quotations import quoted
from syntopic.rendering.readings import without_lead_in
from syntopic.rendering.text import as_text, inline, label, markdown


def shown_block(
    shown: Shown,
    note: Note,
    page: str,
    context: Context,
    topic: Topic | None,
    *,
    anchored: bool = True,
) -> str:
    """The block and what was folded into it; if ``anchored``, with the ids that links mean."""
    block, places = shown.block, context.links.places
    if block.card is not None:
        asked = card(block, note, page, context, asked=anchored)
        return "\n\n".join((asked, _also(shown, page, context)) if shown.also else (asked,))
    line = (note.path, block.origin.first_line)
    items = places.item_anchors.get(line, {}) if anchored else {}
    parts = [_block(block, shown.text, note, page, context, topic, items)]
    anchor = places.block_anchors.get(line)
    if anchor and anchored:
        parts.insert(0, element(str(el("span", id=anchor, class_="here"))))
    if shown.also:
        parts.append(_also(shown, page, context))
    return "\n\n".join(part for part in parts if part)


def is_picture(picture: Picture | None, block: Block) -> bool:
    """Whether the block is (or draws) the picture at the top of the page."""
    return picture is not None and picture.block is not None and picture.block.id == block.id


def figure_lifted(topic: Topic) -> bool:
    """Whether the picture is a note's own figure that has left its place for the top of the page.

    On the page of a single note it stays where its author put it.
    """
    block = topic.picture.block if topic.picture is not None else None
    alone = topic.as_written and topic.synthesis is None
    return block is not None and block.snippet is None and not alone


def _block(
    block: Block,
    text: str,
    note: Note,
    page: str,
    context: Context,
    topic: Topic | None,
    items: Mapping[str, str],
) -> str:
    if block.snippet is not None:
        lifted = topic is not None and is_picture(topic.picture, block)
        below = from_below(block.snippet, note, context, topic)
        return cell(block.snippet, note, page, context, lifted=lifted, below=below)
    if block.kind is Kind.SYMBOLS:
        return _symbols(block, note, page, context, topic)
    if block.kind is Kind.READING:
        return _reading(text, block, note, page, context)
    if block.kind is Kind.QUOTE:
        return quoted(text, note, page, context)
    if block.kind is Kind.FORMULA:
        formula = markdown(text, note, page, context)
        return "\n\n".join((open_("div", class_="formula"), formula, close()))
    return markdown(text, note, page, context, block, items)


def _symbols(block: Block, note: Note, page: str, context: Context, topic: Topic | None) -> str:
    """The symbols of a formula as a plain table, with the notation of other sources."""
    rows = topic.symbols if topic is not None else ()
    terms = [
        f"${symbol.tex}$\n:   {inline(symbol.meaning, note, page, context)}"
        f"{_other_notation(symbol.tex, note, rows, page, context)}"
        for symbol in block.symbols
    ]
    return "\n\n".join((open_("div", class_="symbols"), *terms, close()))


def _other_notation(
    tex: str, note: Note, rows: tuple[SymbolRow, ...], page: str, context: Context
) -> str:
    """Says "written x (Manga Guide)" where another source uses another letter."""
    others: list[str] = []
    for row in _by_symbol(Same(rows)).get(same_tex(tex), ()):
        for notation in row.notations:
            if same_tex(notation.tex) != same_tex(tex) and notation.note.source != note.source:
                source = as_text(context.source(notation.note.source).short)
                written = context.language.label("written")
                others.append(f"{written} ${notation.tex}$ ({source})")
    if not others:
        return ""
    return " " + " ".join(
        (label("", "notation").strip(), "<small>" + ", ".join(dict.fromkeys(others)) + "</small>")
    )


@lru_cache(maxsize=8)
def _by_symbol(rows: Same[tuple[SymbolRow, ...]]) -> dict[str, tuple[SymbolRow, ...]]:
    """The rows in which each symbol stands."""
    found: dict[str, dict[int, SymbolRow]] = {}
    for index, row in enumerate(rows.value):
        for notation in row.notations:
            found.setdefault(same_tex(notation.tex), {})[index] = row
    return {tex: tuple(several.values()) for tex, several in found.items()}


def _reading(text: str, block: Block, note: Note, page: str, context: Context) -> str:
    words = without_lead_in(text, context.language)
    told = label(context.language.label("in-words")) + markdown(words, note, page, context, block)
    return "\n\n".join((open_("div", class_="reading"), told, close()))


def _also(shown: Shown, page: str, context: Context) -> str:
    """One dotted line that names who else says it and opens their wording."""
    by_note = {variant.note.path: variant.note for variant in shown.also}
    names = list({note.source: named(note, context) for note in by_note.values()}.values())
    summary = Markup("{} {}").format(context.language.label("also-in"), joined(", ", names))
    parts = [open_("details", class_="also"), element(str(el("summary", summary)))]
    for path, note in by_note.items():
        parts += [open_("blockquote"), element(str(mark(note, page, context)))]
        parts += (
            _variant(variant, page, context) for variant in shown.also if variant.note.path == path
        )
        parts.append(close())
    return "\n\n".join((*parts, close()))


def _variant(variant: Variant, page: str, context: Context) -> str:
    """Another wording; a card among them is not asked a second time."""
    if variant.block.card is not None:
        return card(variant.block, variant.note, page, context, asked=False)
    return markdown(variant.text, variant.note, page, context)
