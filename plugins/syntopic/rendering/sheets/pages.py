"""Cheat sheets as pages of the site, and the ways to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from syntopic.linking import topic_page
from syntopic.markdown.forms import close, element, open_
from syntopic.model import Facet
from syntopic.rendering.context import REVIEW, Context, Page, href
from syntopic.rendering.html import el, joined
from syntopic.rendering.rewriting import escaping
from syntopic.rendering.sheets import words
from syntopic.rendering.sheets.composing import FOLDER, Sheet, SheetFormula, SheetTopic, sheets
from syntopic.rendering.text import as_text
from syntopic.rendering.tracing import step

SHEETS = f"{FOLDER}/"
"""What the places of all sheets begin with."""


Way = tuple[str, str, bool]
"""The name of a sheet, its page, and whether it is that of a role."""


@step
def sheet_ways(context: Context) -> tuple[Way, ...]:
    """The ways to all sheets of the garden."""
    return tuple((sheet.name, sheet.page, sheet.role) for sheet in sheets(context))


@step
def sheet_of(context: Context, page: str) -> Sheet:
    """The sheet of a page."""
    return next(sheet for sheet in sheets(context) if sheet.page == page)


def sheet_page(sheet: Sheet, context: Context) -> Page:
    """A sheet as a page: two columns on a wide screen and on paper."""
    label = context.language.label
    title = label("sheet-of").format(name=sheet.name)
    crumb = el("p", label("sheet"), class_="crumb")
    parts = [
        element(str(crumb)),
        f"# {as_text(sheet.name)}",
        element(str(_ways(sheet, context))),
        open_("div", class_="sheet"),
        *(piece for topic in sheet.topics for piece in _topic(topic, sheet, context)),
        close(),
        *_missing(sheet, context),
    ]
    text = "\n\n".join(parts) + "\n"
    return Page(sheet.page, title, text, searched=False, listed=False)


def sheet_links(page: str, context: Context, names: Iterable[str] | None = None) -> Markup:
    """A line with the ways to sheets from a page: all of them, or those of these areas."""
    wanted = None if names is None else set(names)
    found = [
        el("a", name, href=href(page, place))
        for name, place, role in sheet_ways(context)
        if wanted is None or (name in wanted and not role)
    ]
    if not found:
        return Markup("")
    key = "sheets" if wanted is None else "sheet"
    return el("p", f"{context.language.label(key)}: ", joined(" · ", found), class_="sheet-links")


def _ways(sheet: Sheet, context: Context) -> Markup:
    """The way back to what asks all this, and a place for a button that prints; not on paper."""
    label = context.language.label
    back = [el("a", label("review"), href=href(sheet.page, REVIEW))] if context.cards else []
    return el("p", *back, class_="sheet-ways", data_print=label("sheet-print"))


def _topic(one: SheetTopic, sheet: Sheet, context: Context) -> Iterator[str]:
    concept = one.concept
    address = href(sheet.page, topic_page(concept))
    yield open_("section", class_="sheet-topic")
    # What belongs together comes first in one box, so that no name stands alone at a column's foot.
    yield open_("div", class_="sheet-head")
    yield f"## [{as_text(concept.name)}]({address}) {{#{concept.slug}}}"
    if one.sentence:
        yield words.on_site(one.sentence)
    yield close()
    for formula in one.formulas:
        yield from _formula(formula)
    if one.pitfalls:
        yield open_("div", class_="sheet-pitfalls")
        yield element(str(el("p", context.language.facet(Facet.PITFALLS), class_="label")))
        yield "\n".join(f"- {words.on_site(pitfall)}" for pitfall in one.pitfalls)
        yield close()
    yield close()


def _formula(formula: SheetFormula) -> Iterator[str]:
    yield open_("div", class_="sheet-formula")
    yield f"$$ {escaping.tex(formula.tex, display=True)} $$"
    if formula.meaning:
        yield words.on_site(formula.meaning)
    yield close()


def _missing(sheet: Sheet, context: Context) -> Iterator[str]:
    if sheet.missing:
        said = f"{context.language.label('not-written')}: {', '.join(sheet.missing)}"
        yield element(str(el("p", said, class_="sheet-missing")))
