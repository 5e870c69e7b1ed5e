"""Related concepts at the foot of a topic page, each with its reason in words."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from syntopic.languages import Language
from syntopic.linking.related import Reason, Related
from syntopic.markdown.forms import element
from syntopic.rendering.context import Context, href
from syntopic.rendering.html import el


def related(page: str, context: Context) -> Iterator[str]:
    """The part with its heading; nothing where nothing is related."""
    found = context.related.get(page, ())
    if found:
        yield f"## {context.language.label('related')} {{#related .facet}}"
        items = (_item(one, page, context) for one in found)
        yield element(str(el("ul", *items, class_="related")))


def told(reason: Reason, language: Language) -> str:
    """A reason in words: "both build on eigenvectors", "linked from 3 notes"."""
    names = language.label("list-last").join(reason.names)
    text = language.label(f"related-{reason.why}{'-one' if reason.count == 1 else ''}")
    return text.format(count=reason.count, names=names)


def _item(one: Related, page: str, context: Context) -> Markup:
    why = "; ".join(told(reason, context.language) for reason in one.reasons)
    return el("li", el("a", one.name, href=href(page, one.page)), " ", el("span", why))
