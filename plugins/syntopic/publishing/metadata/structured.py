"""JSON-LD: what a page is, in the vocabulary of schema.org, for search engines and other programs.

Only what is true and known is said; nothing is invented to please a checker.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from syntopic.model import Source
from syntopic.publishing.metadata.wording import description, is_home, title
from syntopic.publishing.values import Post, Site, SitePage

CONTEXT: Final = "https://schema.org"
_LISTS: Final = ("blog/index.md", "topics/index.md", "sources/index.md")

Thing = dict[str, Any]


def structured(
    page: SitePage,
    site: Site,
    parents: Sequence[SitePage] = (),
    sources: Mapping[str, Source] | None = None,
) -> list[Thing]:
    """What the page is: a post, an article, or the site itself; and where it stands in the site.

    ``parents`` are the pages above it, the first page of the site first; ``sources`` by key.
    Nothing without an address of the site.
    """
    if not site.url:
        return []
    if is_home(page):
        return [_context(_site(site))]
    found: list[Thing] = []
    if page.post is not None:
        found.append(_context(_posting(page, page.post, site, sources or {})))
    elif page.src.startswith("topics/") and page.src not in _LISTS:
        found.append(_context(_article(page, site)))
    if parents:
        found.append(_context(_breadcrumbs(page, site, parents)))
    return found


def _context(thing: Thing) -> Thing:
    return {"@context": CONTEXT, **thing}


def _said(thing: Thing) -> Thing:
    return {key: value for key, value in thing.items() if value}


def _site(site: Site) -> Thing:
    return _said(
        {
            "@type": "WebSite",
            "@id": f"{site.url}#website",
            "url": site.url,
            "name": site.name,
            "description": site.description,
            "inLanguage": site.language,
            "author": _person(site.author),
        }
    )


def _person(name: str) -> Thing:
    return {"@type": "Person", "name": name} if name else {}


def _part_of(site: Site) -> Thing:
    return {
        "@type": "WebSite",
        "@id": f"{site.url}#website",
        "url": site.url,
        "name": site.name,
    }


def _text(page: SitePage, site: Site, authors: Sequence[str]) -> Thing:
    """What posts and other articles have in common."""
    url = site.absolute(page.url)
    written = [_person(name) for name in authors or filter(None, (site.author,))]
    return {
        "@id": f"{url}#article",
        "url": url,
        "mainEntityOfPage": url,
        "headline": title(page),
        "description": description(page),
        "inLanguage": site.language,
        "image": site.absolute(page.card) if page.card else "",
        "author": written,
        "isPartOf": _part_of(site),
    }


def _posting(page: SitePage, post: Post, site: Site, sources: Mapping[str, Source]) -> Thing:
    return _said(
        {
            "@type": "BlogPosting",
            **_text(page, site, post.authors),
            "datePublished": post.date,
            "dateModified": post.updated or post.date,
            "timeRequired": f"PT{post.minutes}M",
            "articleSection": post.area,
            "keywords": list(post.tags),
            "citation": [_work(sources[key]) for key in post.sources if key in sources],
        }
    )


def _article(page: SitePage, site: Site) -> Thing:
    """A topic without a synthesis that is a post: notes on a technical matter."""
    return _said({"@type": "TechArticle", **_text(page, site, ()), "dateModified": page.date})


def _work(source: Source) -> Thing:
    """A source. More exact types would be taken for offers, with prices and dates of their own."""
    return _said(
        {
            "@type": "Book" if source.kind == "book" else "CreativeWork",
            "name": source.title,
            "author": [_person(name) for name in source.authors],
            "url": source.url if source.url.startswith(("http://", "https://")) else "",
            "datePublished": str(source.year or ""),
        }
    )


def _breadcrumbs(page: SitePage, site: Site, parents: Sequence[SitePage]) -> Thing:
    listed = [
        {
            "@type": "ListItem",
            "position": place,
            "name": site.name if is_home(one) else title(one),
            "item": site.absolute(one.url),
        }
        for place, one in enumerate((*parents, page), 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": listed}


def parents(page: SitePage, pages: Mapping[str, SitePage]) -> tuple[SitePage, ...]:
    """The pages above one: the index of each folder that it stands in, outermost first."""
    folders = page.src.split("/")[:-1]
    names = ["/".join((*folders[:depth], "index.md")) for depth in range(len(folders) + 1)]
    return tuple(pages[name] for name in names if name in pages and name != page.src)
