"""One Markdown file with a folder of pictures: for GitHub, or anything else that reads Markdown."""

from __future__ import annotations

from dataclasses import replace

from syntopic.markdown.tex import Macros
from syntopic.model import Topic
from syntopic.publishing.macros import expanded
from syntopic.publishing.plain.dialects import GITHUB, Dialect, InlineFormula
from syntopic.publishing.plain.text import escaped
from syntopic.publishing.plain.view import joined
from syntopic.publishing.sharing.articles import Reader, article
from syntopic.publishing.sharing.values import Article, Shared
from syntopic.publishing.values import Site
from syntopic.rendering import Context


def markdown(topic: Topic, context: Context, site: Site, notes: bool) -> Shared:
    """The whole post with its title, TeX between dollars, links to the site, sources at its end."""
    found = article(topic, context, site, Reader(_dialect(context.macros), True, False), notes)
    text = joined((f"# {escaped(found.title)}", found.body, ending(found, context))) + "\n"
    return Shared(
        {f"{topic.concept.slug}.md": text},
        found.images,
        _steps(found),
        found.told,
        found.attachments,
    )


def ending(found: Article, context: Context) -> str:
    """What follows the author's text: where it comes from."""
    title = f"## {context.language.label('sources-title')}"
    listed = (title, found.listed) if found.listed else ()
    return joined(("---", *listed, found.closing))


def _dialect(macros: Macros) -> Dialect:
    def known(write: InlineFormula) -> InlineFormula:
        return lambda formula, *place: write(expanded(formula, macros), *place)

    return replace(
        GITHUB,
        inline=known(GITHUB.inline),
        heading=known(GITHUB.heading),
        line_display=known(GITHUB.line_display),
        block=lambda formula: GITHUB.block(expanded(formula, macros)),
        told=False,
    )


def _steps(found: Article) -> tuple[str, ...]:
    pictures = ", and images/ beside it" if found.images else ""
    return (
        f"Publish your site first: the text links to {found.url}",
        f"Copy it to where it shall be read{pictures}.",
        "Look at it there: formulas are TeX between dollar signs, which GitHub shows as formulas.",
    )
