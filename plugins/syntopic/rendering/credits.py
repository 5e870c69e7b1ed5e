"""The sources of a topic page, credited in full: title, authors, year, address."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup, escape

from syntopic.markdown.forms import element
from syntopic.model import Source, Topic
from syntopic.rendering.context import Context, source_href
from syntopic.rendering.html import UNSEARCHED, el, joined


def credited(topic: Topic, page: str, context: Context) -> Iterator[str]:
    """The part of a page that names the register's sources, in their order; nothing without any."""
    found = [context.sources[key] for key in context.sources_of(topic) if key in context.sources]
    if found:
        yield f"## {context.language.label('sources-title')} {{#sources .facet {UNSEARCHED}}}"
        yield element(
            str(el("ul", *(_credit(one, page, context) for one in found), class_="credits"))
        )


def _credit(source: Source, page: str, context: Context) -> Markup:
    title = el("a", el("cite", source.title), href=source_href(page, source))
    known = (", ".join(source.authors), str(source.year or ""))
    facts = [title, *(escape(fact) for fact in known if fact)]
    if source.url:
        host = source.url.split("//")[-1].split("/")[0].removeprefix("www.")
        facts.append(el("a", host, href=source.url))
    return el("li", joined(", ", facts), class_=context.mark_class(source.key))
