"""Who links to a page: grouped by page, each with the sentences in which it does."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from syntopic.linking import Backlink
from syntopic.rendering.context import Context, href
from syntopic.rendering.formulas import with_formulas
from syntopic.rendering.html import el

MOST_SENTENCES = 3
"""Sentences shown per linking page; more would say the same again."""

MOST_PAGES = 12
"""Linking pages that are seen at once; the rest unfolds."""


def backlinks(links: tuple[Backlink, ...], page: str, context: Context) -> Markup:
    """The pages that link to ``page``; those whose authors wrote the link come first."""
    by_page: dict[str, list[Backlink]] = {}
    for link in links:
        by_page.setdefault(link.page, []).append(link)
    groups = [
        Markup("").join(_group(source, found, page, context)) for source, found in by_page.items()
    ]
    # One page more is no reason to hide anything.
    seen = len(groups) if len(groups) <= MOST_PAGES + 1 else MOST_PAGES
    shown = el("dl", *groups[:seen], class_="backlinks")
    if seen == len(groups):
        return shown
    more = context.language.label("more-pages").format(count=len(groups) - seen)
    rest = el("dl", *groups[seen:], class_="backlinks")
    return shown + el("details", el("summary", more), rest, class_="also")


def _group(source: str, found: list[Backlink], page: str, context: Context) -> Iterator[Markup]:
    yield el("dt", el("a", found[0].title, href=href(page, source)))
    telling: dict[str, Backlink] = {}
    for link in found:
        if link.sentence.strip() != link.text.strip():
            telling.setdefault(link.sentence, link)
    shown = (_sentence(link, context) for link in list(telling.values())[:MOST_SENTENCES])
    yield from (el("dd", sentence) for sentence in shown if sentence)


def _sentence(link: Backlink, context: Context) -> Markup:
    """The sentence around a link, with the words that carry it marked."""
    text = " ".join(link.text.split())
    end = link.at + len(text)
    if not text or link.at < 0 or link.sentence[link.at : end] != text:
        return with_formulas(link.sentence, context.macros)
    around = (link.sentence[: link.at], link.sentence[end:])
    marked = el("mark", with_formulas(text, context.macros))
    return marked.join(with_formulas(part, context.macros) for part in around)
