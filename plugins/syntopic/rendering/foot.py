"""The foot of a topic page: its symbols, what each source adds, who links here, the notebook."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from markupsafe import Markup

from syntopic.markdown.forms import close, element, open_
from syntopic.model import Kind, SymbolRow, Topic
from syntopic.rendering.backlinks import backlinks
from syntopic.rendering.context import Context, href, source_href
from syntopic.rendering.credits import credited
from syntopic.rendering.html import UNSEARCHED, el, line
from syntopic.rendering.related import related
from syntopic.rendering.text import as_text, inline


def foot(topic: Topic, page: str, context: Context) -> Iterator[str]:
    """Each part with its heading; parts that would be empty are left out."""
    label = context.language.label
    notebook = context.notebooks.get(topic.concept.name)
    if notebook:
        ways = [el("a", label("download-notebook"), href=href(page, notebook), download=True)]
        if context.colab:
            address = f"{context.colab}{quote(notebook)}"
            ways.append(el("a", label("open-in-colab"), href=address))
        yield element(str(line("p", *ways, class_="end")))
    if _tables(topic) > 1:
        yield f"## {label('symbols')} {{#symbols .facet}}"
        yield symbol_table(topic.symbols, page, context)
    if topic.coverage and len(context.sources_of(topic)) > 1:
        yield f"## {label('coverage')} {{#coverage .facet {UNSEARCHED}}}"
        yield element(str(_matrix(topic, page, context)))
    yield from credited(topic, page, context)
    yield from related(page, context)
    links = context.links.backlinks.get(page, ())
    if links:
        yield f"## {label('linked-from')} {{#linked-from .facet {UNSEARCHED}}}"
        yield element(str(backlinks(links, page, context)))


def _tables(topic: Topic) -> int:
    """How many formulas of the page explain their symbols; one alone has its table beside it."""
    return sum(shown.block.kind is Kind.SYMBOLS for e in topic.entries for shown in e.shown)


def symbol_table(rows: tuple[SymbolRow, ...], page: str, context: Context) -> str:
    """Symbols with their meanings; who writes a symbol otherwise is named."""
    parts = [open_("div", class_="symbols")]
    for row in rows:
        first, *others = row.notations
        meaning = inline(row.meaning, first.note, page, context)
        written = context.language.label("written")
        other = "; ".join(
            f"{written} ${n.tex}$ ({as_text(context.source(n.note.source).short)})" for n in others
        )
        small = f" <small>{other}</small>" if other else ""
        parts.append(f"${first.tex}$\n:   {meaning}{small}")
    return "\n\n".join((*parts, close()))


def _matrix(topic: Topic, page: str, context: Context) -> Markup:
    """Facets in rows, sources in columns, a dot where a source fills the facet."""
    keys = context.sources_of(topic)
    heads = [
        el("th", el("a", s.short, href=source_href(page, s)), scope="col")
        for s in map(context.source, keys)
    ]
    yes = el("span", context.language.label("yes"), class_="unseen")
    rows = [
        el(
            "tr",
            el("th", context.language.facet(row.facet), scope="row"),
            *(
                el("td", el("i", class_=f"dot {context.mark_class(key)}"), yes)
                if key in row.sources
                else el("td")
                for key in keys
            ),
        )
        for row in topic.coverage
    ]
    table = el(
        "table", el("thead", el("tr", el("td"), *heads)), el("tbody", *rows), class_="matrix"
    )
    return el("div", table, class_="coverage")
