"""The foot of a topic's page: symbols, what each source adds, what is related, who links here."""

from __future__ import annotations

import re
from collections.abc import Iterator

from syntopic.linking import Backlink
from syntopic.linking.related import Related
from syntopic.model import Kind, SymbolRow, Topic
from syntopic.publishing.plain import tex
from syntopic.publishing.plain.html import table_of
from syntopic.publishing.plain.text import cell, escaped, link
from syntopic.publishing.plain.view import View
from syntopic.rendering.backlinks import MOST_SENTENCES
from syntopic.rendering.context import href
from syntopic.rendering.related import told

_TEX = re.compile(r"\$([^$]+)\$")
DOT = "●"


def foot(topic: Topic, page: str, view: View) -> Iterator[str]:
    """Each part with its heading; parts that would be empty are left out."""
    tables = sum(shown.block.kind is Kind.SYMBOLS for e in topic.entries for shown in e.shown)
    if tables > 1:
        yield f"## {view.label('symbols')}"
        yield symbol_table(topic.symbols, page, view)
    if topic.coverage and len(view.context.sources_of(topic)) > 1:
        yield f"## {view.label('coverage')}"
        yield _matrix(topic, page, view)
    related = view.context.related.get(page, ())
    if related:
        yield f"## {view.label('related')}"
        yield "\n".join(_related(one, page, view) for one in related)
    links = view.context.links.backlinks.get(page, ())
    if links:
        yield f"## {view.label('linked-from')}"
        yield _backlinks(links, page, view)
    notebook = view.context.notebooks.get(topic.concept.name)
    if notebook:
        yield link(view.label("download-notebook"), href(page, notebook))


def symbol_table(rows: tuple[SymbolRow, ...], page: str, view: View) -> str:
    """Symbols with their meanings; who writes a symbol otherwise is named."""
    written: list[list[str]] = []
    for row in rows:
        first, *others = row.notations
        said = view.label("written")
        told = (
            f"{said} {_cell(other.tex)} ({escaped(view.context.source(other.note.source).short)})"
            for other in others
        )
        meaning = view.line(row.meaning, first.note, page)
        written.append([_cell(first.tex), cell("; ".join((meaning, *told)))])
    return table_of(["", view.label("symbol-meaning")], written)


def _cell(symbol: str) -> str:
    return tex.inline(symbol, symbol, touched=False, in_table=True)


def _matrix(topic: Topic, page: str, view: View) -> str:
    """Facets in rows, sources in columns, a dot where a source fills the facet."""
    keys = view.context.sources_of(topic)
    heads = [cell(view.source(view.context.source(key), page)) for key in keys]
    rows = [
        [
            cell(escaped(view.context.language.facet(row.facet))),
            *(DOT if key in row.sources else "" for key in keys),
        ]
        for row in topic.coverage
    ]
    return table_of(["", *heads], rows, ["---", *(":---:" for _ in keys)])


def _related(one: Related, page: str, view: View) -> str:
    why = "; ".join(told(reason, view.context) for reason in one.reasons)
    return f"- {link(escaped(one.name), href(page, one.page))}: {escaped(why)}"


def _backlinks(links: tuple[Backlink, ...], page: str, view: View) -> str:
    by_page: dict[str, list[Backlink]] = {}
    for one in links:
        by_page.setdefault(one.page, []).append(one)
    return "\n".join(_backlink(source, found, page) for source, found in by_page.items())


def _backlink(source: str, found: list[Backlink], page: str) -> str:
    telling = (one for one in found if one.sentence.strip() != one.text.strip())
    sentences = list(dict.fromkeys(_sentence(one.sentence) for one in telling))[:MOST_SENTENCES]
    named = f"- {link(escaped(found[0].title), href(page, source))}"
    return f"{named}: {' … '.join(sentences)}" if sentences else named


def _sentence(text: str) -> str:
    """Plain text in which formulas stand between dollars."""
    return "".join(
        tex.inline(piece, text, touched=False) if n % 2 else _spaced(piece)
        for n, piece in enumerate(_TEX.split(text))
    )


def _spaced(piece: str) -> str:
    start = " " if piece[:1].isspace() else ""
    end = " " if piece[-1:].isspace() and piece.strip() else ""
    return f"{start}{escaped(piece)}{end}"
