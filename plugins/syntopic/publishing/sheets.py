"""A cheat sheet as one file of HTML that a browser on this computer prints."""

from __future__ import annotations

import html
import posixpath
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urljoin

import markdown

from syntopic.markdown.dialect_site import EXTENSION_CONFIGS, EXTENSIONS
from syntopic.markdown.tree import Element, Node, changed, read, write
from syntopic.publishing.values import page_url
from syntopic.rendering import Context
from syntopic.rendering.sheets import Sheet, sheet_page

PAPERS: Final = {"a4": "A4", "letter": "letter"}
"""The papers that can be chosen, as style sheets call them."""


def standalone(
    sheet: Sheet,
    context: Context,
    paper: str,
    assets: Path,
    site_url: str = "",
    folders: bool = True,
) -> str:
    """The sheet as a page of its own, for a ``paper``, with styles and fonts from ``assets``.

    Names link to the topics of the site at ``site_url``; without one nothing does. ``folders``
    tells whether each page of it is a folder.
    """
    page = sheet_page(sheet, context)
    configs = {name: dict(config) for name, config in EXTENSION_CONFIGS.items()}
    for name in EXTENSIONS:
        if name.endswith(":FormulaExtension"):
            configs[name] = {**configs.get(name, {}), "macros": dict(context.macros)}
    made = markdown.markdown(
        page.markdown, extensions=[*EXTENSIONS], extension_configs=configs, output_format="html"
    )

    def linked(one: Element) -> tuple[Node, ...] | None:
        return _linked(one, sheet.page, site_url, folders) if one.tag == "a" else None

    return _PAGE.format(
        language=context.language.code,
        title=html.escape(page.title),
        styles=(assets / "syntopic.css").as_uri(),
        script=(assets / "syntopic.js").as_uri(),
        paper=PAPERS[paper],
        content=write(changed(read(made), linked)),
    )


def _linked(one: Element, page: str, site_url: str, folders: bool) -> tuple[Node, ...]:
    """A link to a page of the site in full; its text alone where that is not known."""
    if "headerlink" in one.classes:
        return ()
    if not site_url:
        return one.children
    src = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(one.get("href"))))
    address = urljoin(site_url.rstrip("/") + "/", page_url(src, folders=folders))
    return (Element("a", (("href", address),), one.children),)


_PAGE: Final = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>{title}</title>
<link rel="stylesheet" href="{styles}">
<style>
html {{ font-size: 20px; }}
body {{ background: none; margin: 0; }}
@page sheet {{ size: {paper}; }}
</style>
<script src="{script}" defer></script>
</head>
<body dir="ltr" data-md-color-scheme="default" data-md-color-primary="custom">
<article class="md-content__inner md-typeset">
{content}
</article>
</body>
</html>
"""
