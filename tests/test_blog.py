"""Posts: which texts are one, what lists say of them, and how the lists are made."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

import gardens
from rendered import Element, rendered
from syntopic.configuration import options
from syntopic.garden import build_garden, context
from syntopic.publishing.blog import newest_first, posts
from syntopic.publishing.blog.dressing import dressed
from syntopic.publishing.blog.lists import Lists, lists
from syntopic.publishing.blog.pages import index, pages
from syntopic.publishing.blog.written import Written, read_post
from syntopic.publishing.values import Post
from syntopic.reading import ReadingOptions, read_garden
from syntopic.rendering import Context, render
from syntopic.rendering.head import iso
from syntopic.rendering.tags import each_once, tag_anchor

SOURCES = "sources:\n  - {key: book, title: The Book}\n  - {key: course, title: The Course}\n"
FULL = """---
title: Slope
date: 2026-03-01
tags: [Calculus, lines]
---
How steep a line is.

More words.
"""


def view(folder: Path, *, drafts: bool = False, tags_page: str = "", **notes: str) -> Context:
    """The garden of syntheses (by name) and other notes (``book__slope`` is ``book/slope.md``)."""
    files = {
        (f"{name.replace('__', '/')}.md" if "__" in name else f"synthesis/{name}.md"): text
        for name, text in notes.items()
    }
    written = gardens.write(folder / "notes", {"sources.yml": SOURCES, **files})
    garden = build_garden(written, options({}), drafts=drafts)
    return context(garden, workings=False, tags_page=tags_page)


def only(folder: Path, text: str, **more: Any) -> Post:
    """The only post of a garden with this synthesis."""
    (post,) = posts(view(folder, slope=text, **more))
    return post


def fronted(*lines: str, text: str = "Words.") -> str:
    """A synthesis on the slope with these lines of front matter."""
    return "\n".join(("---", "title: Slope", *lines, "---", text, ""))


def post(date: str = "2026-03-01", title: str = "Slope", **more: Any) -> Post:
    """A post as others make it."""
    return Post(src=f"topics/{title.lower()}.md", url="", title=title, date=date, **more)


def page(listed: Iterable[Post], name: str, folder: str = "blog") -> Element:
    """One of the pages that list posts, read."""
    shown = tuple(listed)
    where = lists(shown, folder)
    garden = context(
        build_garden(Path("/nowhere"), options({})), workings=False, tags_page=where.tags
    )
    (made,) = [p for p in pages(shown, where, garden) if p.src.endswith(name)]
    return rendered(made.markdown)


# What is a post


def test_a_dated_synthesis_is_a_post_and_its_page_is_the_topics(tmp_path: Path) -> None:
    found = only(tmp_path, FULL, book__slope="# Slope\n\nA number.\n")
    assert (found.src, found.url) == ("topics/slope.md", "topics/slope/")
    assert (found.title, found.date, found.updated) == ("Slope", "2026-03-01", "")
    assert found.tags == ("Calculus", "lines")
    assert found.sources == ("book",)
    assert not (found.pinned or found.draft)


def test_neither_a_note_nor_an_undated_synthesis_is_a_post(tmp_path: Path) -> None:
    found = view(
        tmp_path,
        slope="---\ntitle: Slope\nupdated: 2026-01-01\n---\nWords.\n",
        book__limit="---\ntitle: Limit\ndate: 2026-01-01\n---\nA number.\n",
    )
    assert posts(found) == ()


@pytest.mark.parametrize("day", ["2026-02-31", "soon", "2026", "31.12.2026", "2026-13-01"])
def test_a_day_that_does_not_exist_dates_nothing(tmp_path: Path, day: str) -> None:
    assert posts(view(tmp_path, slope=fronted(f"date: '{day}'"))) == ()


@pytest.mark.parametrize(("line", "told"), [("date: 5 March 2026", 1), ("date: 2026-3-5", 0)])
def test_an_author_is_told_that_a_date_makes_no_post(tmp_path: Path, line: str, told: int) -> None:
    gardens.write(tmp_path, {"synthesis/slope.md": fronted(line), "limit.md": fronted(line)})
    problems = build_garden(tmp_path, options({})).problems
    codes = [problem.code for problem in problems if problem.code.startswith("post-")]
    assert codes == ["post-date-unclear"] * told


@given(st.dates(min_value=datetime.date(1000, 1, 1)), st.text(max_size=4))
def test_the_day_of_any_real_date_is_found_whatever_follows_it(
    day: datetime.date, rest: str
) -> None:
    tail = f"T{rest}"
    assert iso(f"{day.isoformat()}{tail}") == day.isoformat()
    assert iso(f"{day.year}-{day.month}-{day.day}{tail}") == day.isoformat()


@given(st.text(max_size=12))
def test_whatever_is_written_as_a_date_is_a_day_or_nothing(text: str) -> None:
    found = iso(text)
    assert not found or datetime.date.fromisoformat(found)


@pytest.mark.parametrize(
    ("revised", "shown"),
    [("2026-04-01", "2026-04-01"), ("2026-03-01", ""), ("2026-01-01", ""), ("later", "")],
)
def test_updated_is_said_only_where_it_is_later(tmp_path: Path, revised: str, shown: str) -> None:
    text = fronted("date: 2026-03-01", f"updated: {revised}")
    assert only(tmp_path, text).updated == shown


def test_posts_are_listed_newest_first_and_those_of_a_day_by_title() -> None:
    found = newest_first([post(title="b"), post(title="a"), post("2026-05-01", "c")])
    assert [p.title for p in found] == ["c", "a", "b"]


@settings(max_examples=60)
@given(st.permutations([post(day, f"t{n}") for n, day in enumerate(["2026-01-01"] * 3 + ["2025"])]))
def test_the_order_does_not_depend_on_the_order_of_files(shuffled: list[Post]) -> None:
    assert newest_first(shuffled) == newest_first(reversed(shuffled))


# Excerpts


def test_the_excerpt_is_the_description_if_there_is_one(tmp_path: Path) -> None:
    text = fronted("date: 2026-03-01", "description: In a line.", text="A.\n\n<!-- more -->\n\nB.")
    assert only(tmp_path, text).excerpt == "In a line."


def test_the_excerpt_is_the_text_before_more_else_the_first_paragraph(tmp_path: Path) -> None:
    paragraphs = "One *slope*, $x^2$.\n\n```\ncode\n```\n\nTwo.\n\n{}\n\nThree."
    marked = fronted("date: 2026-03-01", text=paragraphs.format("<!--more-->"))
    assert only(tmp_path / "a", marked).excerpt == "One slope, x².\n\nTwo."
    plain = fronted("date: 2026-03-01", text=paragraphs.format(""))
    assert only(tmp_path / "b", plain).excerpt == "One slope, x²."


def test_the_signs_of_more_in_code_end_nothing(tmp_path: Path) -> None:
    text = "One.\n\n```html\n<!-- more -->\n```\n\nTwo.\n\n<!-- more -->\n\nThree."
    assert only(tmp_path, fronted("date: 2026-03-01", text=text)).excerpt == "One.\n\nTwo."


def test_more_is_not_in_the_page(tmp_path: Path) -> None:
    garden = view(tmp_path, slope=fronted("date: 2026-03-01", text="One.\n\n<!-- more -->\n\nTwo."))
    assert "more" not in "".join(p.markdown for p in render(garden) if p.src == "topics/slope.md")


def test_hidden_words_are_in_no_excerpt(tmp_path: Path) -> None:
    text = "One %%hidden%% and <!-- hidden --> two.\n\nThree."
    found = only(tmp_path, fronted("date: 2026-03-01", text=text))
    assert "hidden" not in found.excerpt and found.excerpt.startswith("One")


# Pictures


def test_an_image_of_the_garden_is_the_picture_and_one_on_another_host_is_not(
    tmp_path: Path,
) -> None:
    text = fronted("date: 2026-03-01", "picture: hill side.png", "description: A hill")
    (tmp_path / "notes/synthesis").mkdir(parents=True)
    Image.new("RGB", (4, 2)).save(tmp_path / "notes/synthesis/hill side.png")
    shown = only(tmp_path, text).picture
    assert shown == '<img src="assets/notes/synthesis/hill%20side.png" alt="A hill" />'
    away = fronted("date: 2026-03-01", "picture: https://example.org/hill.png")
    assert only(tmp_path / "b", away).picture == ""


# Tags


def test_two_spellings_of_a_tag_are_one_and_signs_tell_tags_apart() -> None:
    assert each_once(["Linear Algebra", "linear-algebra", "LINEAR_ALGEBRA"]) == ("Linear Algebra",)
    assert len({tag_anchor(tag) for tag in ("C", "C++", "C#", "C/C++", "Ç")}) == 5


def test_a_tag_is_one_however_its_accents_are_stored() -> None:
    typed, from_a_mac = "na\u00efve", "nai\u0308ve"
    assert each_once([typed, from_a_mac]) == (typed,)


@settings(max_examples=100)
@given(st.text(min_size=1, max_size=12))
def test_the_anchor_of_any_tag_can_stand_in_a_page_and_names_it_again(tag: str) -> None:
    anchor = tag_anchor(tag)
    assert all(c.isalnum() or c == "-" for c in anchor)
    assert tag_anchor(anchor.removeprefix("tag-")) == anchor or "-u" in anchor


def test_the_page_of_a_post_links_to_its_tags_and_shows_both_dates(tmp_path: Path) -> None:
    text = FULL.replace("date: 2026-03-01", "date: 2026-03-01\nupdated: 2026-05-02")
    garden = view(tmp_path, tags_page="blog/tags.md", slope=text)
    (made,) = [p for p in render(garden) if p.src == "topics/slope.md"]
    shown = rendered(made.markdown)
    assert [tag.attributes["href"] for tag in shown.all("a.tag")] == [
        "../blog/tags.md#tag-calculus",
        "../blog/tags.md#tag-lines",
    ]
    times = [time.attributes["datetime"] for time in shown.one("p.facts").all("time")]
    assert times == ["2026-03-01", "2026-05-02"]


# The pages that list posts


def test_the_index_has_the_pinned_posts_first_and_marks_them() -> None:
    shown = page([post("2026-05-01", "New"), post("2026-01-01", "Old", pinned=True)], "index.md")
    assert [t.text.strip() for t in shown.all("h2.post-title")] == ["Old", "New"]
    assert len(shown.all("b.pinned")) == 1


def test_a_post_in_the_index_tells_what_one_chooses_by() -> None:
    told = post(
        minutes=4,
        area="Calculus",
        tags=("lines",),
        sources=("book", "course"),
        updated="2026-05-02",
        authors=("Ada",),
        excerpt="First.\n\nSecond.",
    )
    shown = page([told], "index.md").one("article.post")
    facts = shown.one("p.facts").text
    for words in ("1 March 2026", "updated 2 May 2026", "4 min read", "Calculus", "Ada"):
        assert words in facts
    assert [p.text for p in shown.all("p.excerpt")] == ["First.", "Second."]
    assert shown.one("a.tag").attributes["href"] == "tags.md#tag-lines"
    dots = shown.one("span.dots")
    assert len(dots.all("i.dot")) == 2
    assert "book" in dots.text, "sources are told by their names, too"


def test_the_index_shows_ten_posts_whole_and_names_the_earlier_ones() -> None:
    posts = [post(f"2026-{month:02}-01", f"Post {month}") for month in range(12, 0, -1)]
    shown = page(posts, "index.md")
    assert len(shown.all("article.post")) == 10
    assert [one.text for one in shown.one("ol.topics").all("a")] == ["Post 2", "Post 1"]
    assert not page(posts[:10], "index.md").all("ol.topics")


def test_the_archive_has_a_heading_for_each_year() -> None:
    shown = page(
        [post("2026-05-01", "A"), post("2026-01-01", "B"), post("2024-01-01", "C")], "ve.md"
    )
    assert [h.attributes["id"] for h in shown.all("h2")] == ["year-2026", "year-2024"]
    assert [len(o.all("li")) for o in shown.all("ol")] == [2, 1]


def test_the_page_of_tags_counts_and_lists_the_posts_of_each() -> None:
    shown = page([post(title="A", tags=("c++", "X y")), post(title="B", tags=("x-y",))], "tags.md")
    anchors = [h.attributes["id"] for h in shown.all("h2")]
    links = [a.attributes["href"] for a in shown.all("a.tag")]
    assert links == [f"#{anchor}" for anchor in anchors] == ["#tag-c-u2b-u2b", "#tag-x-y"]
    assert [o.all("li")[-1].text.split()[0] for o in shown.all("ol")] == ["A", "B"]
    assert [small.text for small in shown.all("small")] == ["1", "2"]


def test_there_are_only_lists_that_list_something() -> None:
    assert lists((), "blog") == Lists()
    assert lists([post()], "blog") == Lists("blog/index.md", "blog/archive.md")
    full = lists([post(tags=("a",), area="B")], "")
    assert full == Lists("index.md", "archive.md", "tags.md", "areas.md")


def test_the_index_leads_to_the_other_lists_and_to_the_feed() -> None:
    where = lists([post(tags=("a",))], "blog", feed="feed.xml")
    garden = context(build_garden(Path("/nowhere"), options({})), workings=False)
    shown = rendered(index([post()], where, garden)).one("p.ways").all("a")
    assert [link.attributes["href"] for link in shown] == ["archive.md", "tags.md", "../feed.xml"]
    assert lists([post(draft=True)], "blog", feed="feed.xml").feed == ""


def test_a_list_that_the_author_has_written_keeps_its_place() -> None:
    assert lists([post()], "blog", ["blog/archive.md"]).archive == ""
    assert lists([post()], "blog", ["blog/README.md"]).index == "blog/README.md"


def test_a_title_with_signs_of_markdown_is_shown_as_it_is() -> None:
    shown = page([post(title="*a* & <b> [c](d)")], "index.md")
    assert shown.one("h2.post-title").text.strip() == "*a* & <b> [c](d)"


def test_a_picture_in_the_site_is_seen_from_the_index() -> None:
    shown = page([post(picture='<img src="assets/a%20b.png" alt="x" />')], "index.md")
    assert shown.one("img").attributes["src"] == "../assets/a%20b.png"
    shown = page([post(picture='<img src="assets/a.png" alt="x" />')], "index.md", folder="")
    assert shown.one("img").attributes["src"] == "assets/a.png"


def test_a_garden_in_german_has_its_blog_in_german() -> None:
    garden = build_garden(Path("/nowhere"), options({"language": "de"}))
    told = index([post(draft=True, pinned=True)], Lists("blog/index.md", "blog/archive.md"),
                 context(garden, workings=False))  # fmt: skip
    shown = rendered(told).text
    for words in ("Archiv", "angeheftet", "Entwurf", "1. März 2026"):
        assert words in shown


# Posts written by hand


def read(*lines: str, text: str = "# Mine\n\nWords.") -> Written:
    """A post written by hand with these lines of front matter."""
    return read_post("blog/posts/mine.md", "\n".join(("---", *lines, "---", text, "")))


def test_a_page_with_a_date_is_a_post_and_one_without_is_none() -> None:
    found = read("date: 2026-03-01", "slug: my-own").post
    assert found is not None and (found.title, found.date) == ("Mine", "2026-03-01")
    assert read("title: Mine").post is None
    assert read_post("blog/posts/mine.md", "# Mine\n\nNo front matter.\n") == Written()


def test_material_s_way_to_write_a_post_is_understood() -> None:
    found = read(
        "date:",
        "  created: 2026-03-01",
        "  updated: 2026-03-05 10:00:00",
        "categories: [Method]",
        "tags: [method, lines]",
        "authors: [ada, bob]",
        "pin: true",
        text="# Mine\n\nOne.\n\nTwo.\n\n<!-- more -->\n\nThree.",
    ).post
    assert found is not None
    assert (found.date, found.updated, found.pinned) == ("2026-03-01", "2026-03-05", True)
    assert (found.tags, found.authors) == (("method", "lines"), ("ada", "bob"))
    assert found.excerpt == "One.\n\nTwo."


@pytest.mark.parametrize(
    "line",
    [
        "publish: false",
        "private: true",
        "draft: maybe",
        "draft:",
        "title: [",
        "draft: true\npublish: no",
    ],
)
def test_a_page_that_may_be_private_is_withheld_even_while_serving(line: str) -> None:
    found = read("date: 2026-03-01", line)
    assert found.withheld and found.post is None


def test_an_unclosed_front_matter_is_withheld() -> None:
    found = read_post("blog/posts/mine.md", "---\ndate: 2026-03-01\ndraft: true\n\nWords.\n")
    assert found.withheld and found.broken


def test_a_clear_draft_may_be_shown_to_its_author() -> None:
    found = read("date: 2026-03-01", "draft: true")
    assert found.draft and not found.withheld
    assert found.post is not None and found.post.draft


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_whatever_stands_in_a_page_reading_it_never_fails(text: str) -> None:
    read_post("blog/posts/mine.md", text)
    found = read_post("blog/posts/mine.md", f"---\ndate: 2026-03-01\n---\n{text}")
    assert found.withheld or found.post is not None


@settings(max_examples=100)
@given(
    st.text(max_size=12).filter(lambda word: word.strip().casefold() not in ("false", "no", "off"))
)
def test_only_a_clear_no_makes_a_page_public(word: str) -> None:
    found = read("date: 2026-03-01", f"draft: {word}")
    assert found.withheld or found.draft or "#" in word


def test_the_page_of_a_post_has_its_facts_below_the_title_and_its_tags_at_the_end() -> None:
    garden = context(build_garden(Path("/nowhere"), options({})), workings=False)
    told = post(tags=("lines",), minutes=2)
    where = Lists("blog/index.md", "blog/archive.md", "blog/tags.md")
    for title in ("# Mine", "Mine\n===="):
        shown = rendered(dressed(f"{title}\n\nWords.\n", told, where, garden, whole=True))
        assert shown.order("Blog", "Mine", "1 March 2026", "2 min read", "Words.", "lines")
    bare = rendered(dressed("Words.\n\n# Later\n", told, where, garden, whole=True))
    assert bare.order("1 March 2026", "Words.", "Later", "lines")
    part = rendered(dressed("# Mine\n\nWords.\n", told, where, garden, whole=False))
    assert part.order("Mine", "Words.", "lines") and "March" not in part.text


# Drafts


def test_a_draft_of_a_synthesis_is_read_only_for_a_preview_and_marked(tmp_path: Path) -> None:
    text = FULL.replace("title: Slope", "title: Slope\ndraft: true")
    assert posts(view(tmp_path, slope=text)) == ()
    garden = view(tmp_path, slope=text, drafts=True)
    (found,) = posts(garden)
    assert found.draft
    (made,) = [p for p in render(garden) if p.src == "topics/slope.md"]
    assert rendered(made.markdown).one("b.draft-mark").text == "Draft: only you see this page"
    shown = rendered(index([found], Lists("blog/index.md"), garden))
    assert shown.one("b.draft-mark").text == "Draft: only you see this page"


@pytest.mark.parametrize(
    "lines",
    ["draft: perhaps", "draft:", "draft: true\npublish: false", "draft: true\nprivate: yes",
     "draft: true\ntags: [", "draft: true\ndraft: maybe", "publish: no", "draft: [true]"],
)  # fmt: skip
def test_what_is_not_clearly_a_draft_stays_hidden_from_a_preview(
    tmp_path: Path, lines: str
) -> None:
    text = FULL.replace("title: Slope", f"title: Slope\n{lines}")
    assert "slope" not in view(tmp_path, slope=text, drafts=True).topics


@pytest.mark.parametrize("path", ["synthesis/private/a.md", "synthesis/_a.md", "book/a.md", "a.md"])
def test_only_drafts_in_the_open_folder_of_syntheses_are_shown(tmp_path: Path, path: str) -> None:
    gardens.write(tmp_path, {path: FULL.replace("title: Slope", "title: Slope\ndraft: true")})
    assert read_garden(tmp_path, ReadingOptions(drafts=True)).notes == ()


def test_exclude_and_opt_in_hold_in_a_preview_too(tmp_path: Path) -> None:
    text = FULL.replace("title: Slope", "title: Slope\ndraft: true")
    gardens.write(tmp_path, {"synthesis/slope.md": text})
    assert read_garden(tmp_path, ReadingOptions(("slope.md",), drafts=True)).notes == ()
    assert read_garden(tmp_path, ReadingOptions(opt_in=True, drafts=True)).notes == ()
    (tmp_path / "synthesis/slope.md").write_text(
        text.replace("draft: true", "draft: true\npublish: true"), encoding="utf-8"
    )
    (shown,) = read_garden(tmp_path, ReadingOptions(opt_in=True, drafts=True)).notes
    assert shown.front.draft
