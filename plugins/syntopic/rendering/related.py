"""Related concepts at the foot of a topic page, each with its reason in words."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from syntopic.gathering.titles import title_of
from syntopic.linking.related import Reason, Related
from syntopic.markdown.forms import element
from syntopic.model import OWN_KEY, NotePath
from syntopic.rendering.context import Context, href
from syntopic.rendering.html import UNSEARCHED, el
from syntopic.rendering.tracing import step


def related(page: str, context: Context) -> Iterator[str]:
    """The part with its heading; nothing where nothing is related."""
    found = context.related.get(page, ())
    if found:
        yield f"## {context.language.label('related')} {{#related .facet {UNSEARCHED}}}"
        items = (_item(one, page, context) for one in found)
        yield element(str(el("ul", *items, class_="related")))


def told(reason: Reason, context: Context) -> str:
    """A reason in words: "both build on eigenvectors", "linked from “Week 3” (Book)"."""
    language = context.language
    names = language.label("list-last").join(reason.names)
    if reason.note is None:
        text = language.label(f"related-{reason.why}")
        return text.format(count=reason.count, names=names)
    text = language.label(f"related-{reason.why}-one")
    return text.format(note=_title(context, reason.note)) + _where(context, reason.note)


@step
def _title(context: Context, path: NotePath) -> str:
    """What the only note that gives a reason is called."""
    return title_of(context.notes[path], context.language, dict(context.synonyms)).text


@step
def _where(context: Context, path: NotePath) -> str:
    """The source of a note: every one of them may have a "Week 3"."""
    key = context.notes[path].note.source
    return "" if key == OWN_KEY else f" ({context.source(key).short})"


def _item(one: Related, page: str, context: Context) -> Markup:
    why = "; ".join(told(reason, context) for reason in one.reasons)
    return el("li", el("a", one.name, href=href(page, one.page)), " ", el("span", why))
