"""Pages that lead from old addresses to new ones, as files of the site."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote, unquote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from syntopic.languages import Language
from syntopic.publishing.addresses import live_redirects, place_key, redirect_page
from syntopic.publishing.addresses.standing import Standing


def redirects(
    files: Files, config: MkDocsConfig, standing: Standing, words: Language
) -> Iterator[File]:
    """A page for each accepted redirect whose old address is free and whose new one is there."""
    if standing.record is None:
        return
    urls = {_address(unquote(file.url)) for file in files}
    names = {place_key(page.url): page.name for page in standing.now}
    for old, new in live_redirects(standing.record, urls, standing.withheld).items():
        page = new.partition("#")[0]
        text = redirect_page(
            _own(old, config),
            _own(new, config),
            title=names.get(place_key(page)) or config.site_name,
            label=words.label("moved-to"),
            site_url=config.site_url or "",
            language=str(config.theme["language"]),
        )
        dest = _own(old, config)
        dest = f"{dest}index.html" if dest.endswith("/") else dest
        yield File.generated(config, dest, content=text)


def first_addresses(files: Files, config: MkDocsConfig, standing: Standing) -> dict[str, str]:
    """Where pages that were renamed first stood: both addresses as the engine writes them.

    Only where the old address leads to the page: not if it is private by now, or another page's.
    """
    if standing.record is None:
        return {}
    urls = {_address(unquote(file.url)) for file in files.documentation_pages()}
    live = live_redirects(standing.record, urls, standing.withheld)
    return {
        quote(_own(page.url, config)): quote(_own(page.first, config))
        for page in standing.record.pages
        if page.first and live.get(page.first, "").partition("#")[0] == page.url
    }


def _address(url: str) -> str:
    """An address of the engine as records have it, where pages are folders."""
    plain = url.removeprefix("./")
    if plain.endswith(".html"):
        plain = (
            plain.removesuffix("index.html") if plain.endswith("index.html") else plain[:-5] + "/"
        )
    return plain


def _own(url: str, config: MkDocsConfig) -> str:
    """A recorded address as the engine writes it."""
    page, mark, fragment = url.partition("#")
    if not config.use_directory_urls:
        page = f"{page[:-1]}.html" if page.endswith("/") else page or "index.html"
    return f"{page}{mark}{fragment}"
