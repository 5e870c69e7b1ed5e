"""What a finished site says to machines: heads, feeds, site map, the page for unknown addresses."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import feedparser
import pytest
from lxml import etree
from PIL import Image

import gardens
import sites
from checking import installed
from links import broken, linked, read
from syntopic.publishing.addresses import PageAddress, Record, accepted, compare
from syntopic.publishing.addresses.recording import read_record, write_record
from syntopic.publishing.addresses.withdrawn import Withheld

pytestmark = pytest.mark.xdist_group("validators")


def dot() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (2, 2), "navy").save(buffer, "PNG")
    return buffer.getvalue()


URL = "https://example.org/garden/"
NOTES: Mapping[str, str | bytes] = {
    "sources.yml": "- {key: book, title: The Book, kind: book, year: 2020, authors: [Ada B.]}\n",
    "syllabus.yml": "areas:\n- name: Maths & more\n  concepts: [Slope, Größe, Vector]\n",
    "book/slope.md": "---\ndate: 2025-01-02\n---\n# Slope\n\nHow steep. See [[Größe]].\n",
    "book/größe.md": "# Größe\n\nHow much.\n",
    "vector.md": "---\nupdated: 2025-04-05\n---\n# Vector\n\nAn arrow.\n",
    "synthesis/slope.md": (
        "---\ndate: 2026-01-02\nupdated: 2026-02-03\ntags: [lines]\n"
        "description: 'Rise \"over\" run, if x < y & so on'\n---\n"
        "Rise over run: $\\frac{a}{b}$.\n\nSee [[Größe]] and ![a dot](dot.png).\n\n"
        '<svg viewBox="0 0 9 9" aria-label="A line"><path d="M0 0L9 9"/></svg>\n'
    ),
    "synthesis/größe.md": "---\ndate: 2025-12-31\n---\nIts *size*[^1].\n\n[^1]: In metres.\n",
    "synthesis/dot.png": dot(),
}
PAGES = {
    "index.md": "# Home\n\nBy hand.\n",
    "blog/posts/hello.md": "---\ndate: 2026-03-04\n---\n# Hello\n\nSee [home](../../index.md).\n",
}
CONFIG = f"site_name: Garden & co\nsite_url: {URL}\nsite_author: Ada L.\n"


def build(
    root: Path,
    notes: Mapping[str, str | bytes] = NOTES,
    config: str = CONFIG,
    pages: Mapping[str, str] = PAGES,
    **environment: str,
) -> Path:
    """The folder of a site that was built strictly; its log is beside it."""
    gardens.write(root / "notes", notes)
    gardens.write(root / "pages", pages)
    theme = "" if "theme:" in config else "theme: {name: material}\n"
    plugins = "plugins: [search, {syntopic: {show_workings: false}}]\n"
    (root / "mkdocs.yml").write_text(f"{config}docs_dir: pages\n{theme}{plugins}", encoding="utf-8")
    code, said = sites.run(root, ["build", "--strict"], variables=environment)
    assert code == 0, said
    (root / "log").write_text(said, encoding="utf-8")
    return root / "site"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the garden as it is published below a path."""
    return build(tmp_path_factory.mktemp("published"))


def html(site: Path, page: str) -> str:
    return (site / page / "index.html").read_text(encoding="utf-8")


def properties(site: Path, page: str) -> dict[str, list[str]]:
    return read(html(site, page)).properties


def things(site: Path, page: str) -> dict[str, Any]:
    return {thing["@type"]: thing for thing in read(html(site, page)).json_ld}


# Links


def test_every_link_and_fragment_answers_below_a_path(site: Path) -> None:
    assert broken(site, URL) == []
    holders = {place for place, _ in linked(site, URL)}
    assert {"feed.xml", "feed.json", "sitemap.xml", "404.html", "index.html"} <= holders


def test_a_link_that_leads_nowhere_would_be_found(site: Path, tmp_path: Path) -> None:
    for name in ("feed.xml", "feed.json", "sitemap.xml", "topics/slope/index.html", "404.html"):
        copy = tmp_path / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes((site / name).read_bytes())
    wrong = "\n".join(broken(tmp_path, URL))
    for name in ("feed.xml", "feed.json", "sitemap.xml", "topics/slope/index.html", "404.html"):
        assert f"{name}: " in wrong, name
    page = tmp_path / "topics/slope/index.html"
    page.write_text(page.read_text("utf-8").replace('id="from-my-notes"', ""), encoding="utf-8")
    fragment = f"{URL}topics/slope/#from-my-notes has no such fragment"
    assert fragment in "\n".join(broken(tmp_path, URL))


def test_at_the_root_of_a_host_every_link_answers_too(tmp_path: Path) -> None:
    made = build(tmp_path, config=CONFIG.replace("/garden/", "/"))
    assert broken(made, "https://example.org/") == []


# Feeds


def test_the_feed_tells_syntheses_and_posts_written_by_hand(site: Path) -> None:
    feed = feedparser.parse((site / "feed.xml").read_bytes())
    assert not feed.bozo, feed.get("bozo_exception")
    assert [entry.title for entry in feed.entries] == ["Hello", "Slope", "Größe"]
    assert feed.entries[0].content[0].value == f'<p>See <a href="{URL}">home</a>.</p>'
    assert "From my notes" not in feed.entries[1].content[0].value
    assert "In metres." in feed.entries[2].content[0].value
    assert (site / "assets/feeds/topics/slope/1.png").is_file()


def test_each_page_leads_to_the_feeds_once(site: Path) -> None:
    for page in ("", "topics/slope", "blog"):
        head = html(site, page).partition("</head>")[0]
        for kind, name in (
            ("application/rss+xml", "feed.xml"),
            ("application/feed+json", "feed.json"),
        ):
            assert head.count(f'type="{kind}"') == 1
            assert [urljoin(f"{URL}{page}/", link) for link in read(head).links].count(
                URL + name
            ) == 1


def test_without_an_address_there_is_no_feed_and_the_log_says_what_to_set(tmp_path: Path) -> None:
    made = build(tmp_path, config="site_name: Garden\n")
    assert not (made / "feed.xml").exists()
    # The theme asks for a site map on every page, and logs an error where there is none.
    assert [*etree.parse(made / "sitemap.xml").getroot()] == []
    assert "no feed was made: write  site_url: https://…" in (tmp_path / "log").read_text("utf-8")
    assert "application/rss+xml" not in html(made, "topics/slope")


def test_a_feed_of_the_authors_own_is_left_alone(tmp_path: Path) -> None:
    made = build(tmp_path, pages=PAGES | {"feed.xml": "<mine/>"})
    assert (made / "feed.xml").read_text("utf-8") == "<mine/>"
    assert (made / "feed.json").is_file()
    assert "application/rss+xml" not in html(made, "topics/slope")


def test_a_renamed_post_stays_the_same_post_to_feed_readers(tmp_path: Path) -> None:
    old = PageAddress("topics/größe/", "Größe", ())
    folder = gardens.write(tmp_path / "notes", NOTES)
    write_record(folder, Record((old,)))
    record, _ = read_record(folder)
    assert record is not None
    new = PageAddress("topics/maß/", "Maß", (), aliases=("Größe",))
    moved = accepted(record, compare(record, [new], Withheld()), [new], Withheld())
    write_record(folder, moved)
    notes = {
        name.replace("größe", "maß"): (
            text.replace("Größe", "Maß") if isinstance(text, str) else text
        )
        for name, text in NOTES.items()
    }
    for name in NOTES.keys() - notes.keys():
        (folder / name).unlink()
    made = build(tmp_path, notes)
    entry = feedparser.parse((made / "feed.xml").read_bytes()).entries[2]
    assert entry.link == f"{URL}topics/ma%C3%9F/"
    assert entry.id == f"{URL}topics/gr%C3%B6%C3%9Fe/"
    assert (made / "topics/größe/index.html").is_file(), "and the old address leads on"


# Heads


def test_a_post_says_to_networks_what_it_is(site: Path) -> None:
    told = properties(site, "topics/slope")
    assert told["og:type"] == ["article"]
    assert told["og:title"] == ["Slope"]
    assert told["og:site_name"] == ["Garden & co"]
    assert told["og:description"] == ['Rise "over" run, if x < y & so on']
    assert told["og:url"] == [f"{URL}topics/slope/"]
    assert told["article:published_time"] == ["2026-01-02"]
    assert told["article:modified_time"] == ["2026-02-03"]
    assert told["article:section"] == ["Maths & more"]
    assert told["article:tag"] == ["lines"]
    assert len(told["twitter:card"]) == 1


def test_the_first_page_goes_by_the_name_of_the_site(site: Path) -> None:
    told = properties(site, "")
    assert (told["og:title"], told["og:type"]) == (["Garden & co"], ["website"])
    assert things(site, "")["WebSite"]["url"] == URL


def test_a_page_has_one_canonical_address(site: Path) -> None:
    for page in ("", "topics/slope", "topics/größe", "blog/posts/hello"):
        assert html(site, page).count('rel="canonical"') == 1


def test_a_post_is_told_in_the_vocabulary_of_search_engines(site: Path) -> None:
    post = things(site, "topics/slope")["BlogPosting"]
    assert post["headline"] == "Slope"
    assert (post["datePublished"], post["dateModified"]) == ("2026-01-02", "2026-02-03")
    assert post["author"] == [{"@type": "Person", "name": "Ada L."}]
    assert post["citation"][0]["name"] == "The Book"
    crumbs = things(site, "topics/slope")["BreadcrumbList"]["itemListElement"]
    assert [crumb["item"] for crumb in crumbs] == [URL, f"{URL}topics/", f"{URL}topics/slope/"]
    assert "TechArticle" in things(site, "topics/vector")


def test_json_ld_keeps_to_the_vocabulary(site: Path, tmp_path: Path) -> None:
    checked = installed()
    lines = ['import type { Thing, WithContext } from "schema-dts";']
    pages = sorted(path.parent.relative_to(site) for path in site.rglob("index.html"))
    for thing in (t for page in pages for t in read(html(site, str(page))).json_ld):
        lines.append(f"export const t{len(lines)}: WithContext<Thing> = {json.dumps(thing)};")
    assert len(lines) > 10
    # TypeScript looks for packages in the folders above a file.
    (tmp_path / "node_modules").symlink_to(checked.folder / "node_modules")
    (tmp_path / "things.ts").write_text("\n".join(lines), encoding="utf-8")
    assert checked.checked_types(tmp_path / "things.ts") == ""
    wrong = "\n".join(lines).replace('"headline"', '"headlin"')
    (tmp_path / "wrong.ts").write_text(wrong, encoding="utf-8")
    assert "headlin" in checked.checked_types(tmp_path / "wrong.ts")


def test_what_the_authors_theme_says_is_not_said_again(tmp_path: Path) -> None:
    override = (
        '{% extends "base.html" %}{% block extrahead %}<meta property="og:title" content="Mine">'
        '<meta property="og:image" content="https://x.y/z.png">'
        '<script type="application/ld+json">{"@type": "Thing"}</script>'
        '<link rel="alternate" type="application/rss+xml" href="https://x.y/rss">{% endblock %}'
    )
    gardens.write(tmp_path / "theme", {"main.html": override, "404.html": "Gone, says the author."})
    made = build(tmp_path, config=f"{CONFIG}theme: {{name: material, custom_dir: theme}}\n")
    told = properties(made, "topics/slope")
    assert told["og:title"] == ["Mine"]
    assert told["og:image"] == ["https://x.y/z.png"]
    assert "og:image:width" not in told
    assert told["og:type"] == ["article"]
    assert things(made, "topics/slope").keys() == {"Thing"}
    head = html(made, "topics/slope")
    assert head.count("application/rss+xml") == 1
    assert head.count("application/feed+json") == 1
    assert (made / "404.html").read_text("utf-8") == "Gone, says the author."


# The site map


def test_the_site_map_keeps_to_its_schema(site: Path) -> None:
    schema = installed().folder / "node_modules/sitemap/schema/sitemap.xsd"
    etree.XMLSchema(etree.parse(schema)).assertValid(etree.parse(site / "sitemap.xml"))


def test_the_site_map_has_every_page_with_the_day_its_author_says(site: Path) -> None:
    spaces = {"": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    found = {
        url.findtext("loc", namespaces=spaces): url.findtext("lastmod", namespaces=spaces)
        for url in etree.parse(site / "sitemap.xml").getroot().findall("url", spaces)
    }
    pages = {p.parent.relative_to(site).as_posix() for p in site.rglob("index.html")}
    assert len(found) == len(pages)
    assert found[f"{URL}topics/slope/"] == "2026-02-03"
    assert found[f"{URL}topics/vector/"] == "2025-04-05"
    assert found[f"{URL}blog/posts/hello/"] == "2026-03-04"
    assert found[f"{URL}sources/book/"] is None
    assert not [url for url in found if "404" in url]


def test_two_builds_on_different_days_in_different_zones_give_the_same_bytes(
    site: Path, tmp_path: Path
) -> None:
    again = build(tmp_path, SOURCE_DATE_EPOCH="1000000000", TZ="Pacific/Auckland")
    files = [path.relative_to(site) for path in site.rglob("*") if path.is_file()]
    differing = [
        str(path) for path in files if (site / path).read_bytes() != (again / path).read_bytes()
    ]
    assert differing == []
    packed = (site / "sitemap.xml.gz").read_bytes()
    assert gzip.decompress(packed) == (site / "sitemap.xml").read_bytes()


# The page for unknown addresses


def test_an_unknown_address_is_answered_in_the_gardens_words(site: Path) -> None:
    text = (site / "404.html").read_text(encoding="utf-8")
    assert "This page is not here" in text
    assert '<meta name="robots" content="noindex">' in text
    assert all(
        link.startswith(("/garden/", "https://", "#", "data:")) for link in read(text).links
    ), "it is shown at any depth"
    article = text.partition("<article")[2].partition("</article>")[0]
    assert read(article).links == ["/garden/.", "/garden/topics/", "/garden/blog/"]


def test_it_speaks_the_language_of_the_garden(tmp_path: Path) -> None:
    config = CONFIG + "plugins_language: de\n"
    notes = {"a.md": "# A\n\nx\n"}
    gardens.write(tmp_path / "notes", notes)
    gardens.write(tmp_path / "pages", {"index.md": "# Start\n"})
    (tmp_path / "mkdocs.yml").write_text(
        config.replace("plugins_language: de\n", "")
        + "docs_dir: pages\ntheme: {name: material}\nplugins: [{syntopic: {language: de}}]\n",
        encoding="utf-8",
    )
    code, said = sites.run(tmp_path, ["build"])
    assert code == 0, said
    text = (tmp_path / "site/404.html").read_text(encoding="utf-8")
    assert "Diese Seite gibt es hier nicht" in text
    assert "Suche oben" not in text, "there is no search without the plugin for it"


def test_github_is_told_to_publish_every_file(site: Path) -> None:
    assert (site / ".nojekyll").read_bytes() == b""
