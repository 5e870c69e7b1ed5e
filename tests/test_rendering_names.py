"""Whatever a concept is called: its page, its title, its links and its table of contents say so."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from itertools import pairwise
from urllib.parse import unquote

import pytest

import sites

NAMES = (
    "C++", "C#", "C", "[x]", "a*b", "<b>", "# hash", "🎲 dice", "the \"quoted\" 'one'", "מטריצה",
    "a_b_c", "{#id .class}", "`code`", "x | y", "& amp; &lt;", "1. list", "~~s~~ ==m==", ":smile:",
    "Symbols", "Picture", "a\\b", "$5 and $6", "$x$", "![p](a.png)", "Long " * 60 + "name",
    "Straße", "x^2^", "H~2~O", "*", "---", "Index",
)  # fmt: skip
TEXT = (
    "---\ntitle: {title}\n---\nWords of it.[^1] ^same\n\n## Why $x^2$ `code` C++ #\n\nMore.\n\n"
    "[^1]: At the foot.\n"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> sites.Site:
    notes: dict[str, str | bytes] = {"sources.yml": "- {key: book, title: B}\n"}
    for number, name in enumerate(NAMES):
        title = json.dumps(name, ensure_ascii=False)
        notes[f"book/n{number}.md"] = TEXT.format(title=title)
        notes[f"other/n{number}.md"] = TEXT.format(title=title).replace("Words", "Other words")
    listed = "".join(f"- [n](../book/n{n}.md#^same) [why](../book/n{n}.md)\n" for n in range(31))
    notes["other/all.md"] = f"# All of them\n\n{listed}"
    built = sites.build(tmp_path_factory.mktemp("names"), notes, settings="language: de")
    assert built.code == 0, built.said
    return built


def pages(site: sites.Site) -> dict[str, str]:
    return {
        file.relative_to(site.folder).as_posix(): file.read_text(encoding="utf-8")
        for file in site.files()
        if file.name == "index.html"
    }


def article(page: str) -> str:
    return page[page.index("<article") : page.index("</article>")]


def first(pattern: str, page: str) -> str:
    found = re.search(pattern, page, re.DOTALL)
    assert found is not None
    return found[1]


def test_each_name_is_shown_as_it_is_written_on_the_page_and_in_its_title(site: sites.Site) -> None:
    shown, titles = [], []
    for src, page in pages(site).items():
        if src.startswith("topics/") and src != "topics/index.html":
            heading = first(r"<h1[^>]*>(.*?)<a class=.headerlink", page)
            shown.append(html.unescape(heading))
            titles.append(html.unescape(first(r"<title>(.*?) - Hostile</title>", page)))
    assert sorted(shown) == sorted((*NAMES, "All of them"))
    assert sorted(titles) == sorted(shown)


def test_on_every_page_ids_are_unique_and_no_level_of_headings_is_skipped(
    site: sites.Site,
) -> None:
    for src, page in pages(site).items():
        ids = Counter(re.findall(r'\sid="([^"]*)"', page))
        assert [name for name, count in ids.items() if count > 1] == [], src
        levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", article(page))]
        assert levels[0] == 1 and levels.count(1) == 1, src
        assert all(after <= before + 1 for before, after in pairwise(levels)), src


def test_every_link_on_the_pages_leads_to_a_place_that_exists(site: sites.Site) -> None:
    known = pages(site)
    count = 0
    for src, page in known.items():
        for href in re.findall(r'<a [^>]*href="([^"]*)"', article(page)):
            place, _, anchor = unquote(html.unescape(href)).partition("#")
            if "://" in place:
                continue
            target = (site.folder / src).parent / place if place else (site.folder / src).parent
            target = target.resolve() / "index.html"
            name = target.relative_to(site.folder.resolve()).as_posix()
            assert name in known, (src, href)
            ids = map(html.unescape, re.findall(r'\sid="([^"]*)"', known[name]))
            assert not anchor or anchor in set(ids), (src, href)
            count += 1
    assert count > 200


def test_a_formula_in_a_heading_is_a_formula_there_and_readable_in_the_contents(
    site: sites.Site,
) -> None:
    page = site.html("topics/straße")
    assert "<msup>" in first(r"<h3[^>]*>(.*?)</h3>", article(page))
    contents = page[page.index("md-nav--secondary") :]
    assert "Why x² code C++" in html.unescape(contents[: contents.index("</nav>")])


def test_the_site_says_in_which_language_it_is(site: sites.Site) -> None:
    assert '<html lang="de"' in site.html("topics")
    assert "Zum Inhalt" in site.html("topics")
    assert 'title="Dunkel"' in site.html("topics")
