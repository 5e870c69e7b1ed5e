from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syntopic.publishing.addresses import redirect_page
from syntopic.publishing.deploying import Changes, Tree, changes_between, hosted, on_github, seen

# What a reader sees of a page


def page(content: str, *, title: str = "T", head: str = "", menu: str = "Menu") -> str:
    return (
        f'<!doctype html><html lang="en"><head><title>{title} - Site</title>{head}</head><body>'
        f'<nav>{menu}</nav><main><article class="md-content__inner">{content}</article></main>'
        "<footer>End</footer><script>run()</script></body></html>"
    )


ARTICLE = '<h1 id="t">Slope<a class="headerlink" href="#t">¶</a></h1><p>How <b>steep</b>.</p>'


@pytest.mark.parametrize(
    "other",
    [
        page(ARTICLE, head='<meta name="generator" content="mkdocs-1.7">'),
        page(ARTICLE, head='<link rel="stylesheet" href="assets/main.0123abcd.min.css">'),
        page(ARTICLE + "<script>track()</script><style>p { color: red }</style>"),
        page(ARTICLE.replace("<p>", '<p class="lead" id="x" data-y="1" aria-label="z">')),
        page(ARTICLE.replace("><p", ">\n\n  <p")),
        page(ARTICLE + "<!-- nobody reads this -->"),
        page(ARTICLE).replace("run()", "run(2)"),
    ],
)
def test_what_no_reader_notices_is_no_difference(other: str) -> None:
    before, after = seen(page(ARTICLE)), seen(other)
    assert before.content.replace("> <", "><") == after.content.replace("> <", "><")
    assert (before.title, before.frame) == (after.title, after.frame)


@pytest.mark.parametrize(
    "other",
    [
        ARTICLE.replace("steep", "flat"),
        ARTICLE.replace("<b>steep</b>", "<i>steep</i>"),
        ARTICLE + '<img src="a.png" alt="A">',
        ARTICLE + '<a href="../x/">x</a>',
        ARTICLE + "<math><mi>x</mi></math>",
        ARTICLE.replace(". ", ""),
        ARTICLE.replace("How ", "Not: "),
    ],
)
def test_what_a_reader_notices_is_a_difference(other: str) -> None:
    different = other != ARTICLE
    assert (seen(page(ARTICLE)).content != seen(page(other)).content) is different


def test_a_picture_that_is_drawn_differently_is_a_difference() -> None:
    one, other = (f'<svg viewBox="0 0 9 9"><path d="M0 0L{x} 1"/></svg>' for x in (1, 2))
    assert seen(page(one)).content != seen(page(other)).content


def test_a_page_is_called_by_its_heading_without_the_mark_behind_it() -> None:
    assert seen(page(ARTICLE)).title == "Slope"
    assert seen(page("<p>No heading</p>")).title == "T - Site"


def test_menus_and_previews_belong_to_the_frame() -> None:
    before = seen(page(ARTICLE))
    for other in (
        page(ARTICLE, menu="Menu, Angle"),
        page(ARTICLE, head='<meta property="og:title" content="S">'),
        page(ARTICLE, head='<meta name="description" content="S">'),
    ):
        assert seen(other).content == before.content
        assert seen(other).frame != before.frame


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<article>",
                "</article>",
                "<br/>",
                "a",
                "</div>",
                "<script>",
                "</script>",
                "<style>",
                "<h1>",
                "</h1>",
                "<!--",
                "-->",
                "<svg/>",
                "&amp;",
                "<",
            ]
        )
    )
)
def test_any_page_can_be_looked_at_and_says_the_same_each_time(pieces: list[str]) -> None:
    assert seen("".join(pieces)) == seen("".join(pieces))


# What changes between two sites


def tree(files: Mapping[str, str]) -> Tree:
    return Tree({path: str(hash(text)) for path, text in files.items()}, lambda p: seen(files[p]))


def between(old: Mapping[str, str], new: Mapping[str, str]) -> Changes:
    return changes_between(tree(old), tree(new))


A, B = page("<h1>A</h1>one"), page("<h1>B</h1>two")
MOVED = redirect_page("topics/a/", "topics/b/", title="B", label="Moved:")


def told(changes: Changes) -> list[tuple[str, str, str, str]]:
    return [(c.kind, c.url, c.title, c.to) for c in changes.pages]


def test_pages_are_new_changed_or_gone_by_address_and_title() -> None:
    old = {"index.html": A, "x/index.html": A, "same/index.html": A}
    new = {"index.html": B, "y/index.html": B, "same/index.html": A}
    assert told(between(old, new)) == [
        ("changed", "", "B", ""),
        ("gone", "x/", "A", ""),
        ("new", "y/", "B", ""),
    ]


def test_a_page_that_leaves_a_redirect_has_moved_and_its_new_address_is_not_told_as_new() -> None:
    old = {"topics/a/index.html": A}
    new = {"topics/a/index.html": MOVED, "topics/b/index.html": B}
    assert told(between(old, new)) == [("moved", "topics/a/", "A", "topics/b/")]
    assert not between(new, new)
    assert not between({**new}, {"topics/b/index.html": B})  # nobody misses an old redirect


def test_files_that_only_machines_read_change_nothing() -> None:
    machines = ("sitemap.xml", "sitemap.xml.gz", ".nojekyll", "garden.json")
    assert not between({"a.html": A}, {"a.html": A, **dict.fromkeys(machines, "x")})


def test_fonts_and_the_search_follow_the_pages_and_count_alone_only_where_no_page_changed() -> None:
    follows = {"assets/syntopic/fonts/inter.woff2": "1", "search/search_index.json": "1"}
    other = dict.fromkeys(follows, "2")
    assert between({"a.html": A, **follows}, {"a.html": B, **other}).looks is False
    assert between({"a.html": A, **follows}, {"a.html": A, **other}).looks is True


def test_styles_pictures_notebooks_and_domains_count() -> None:
    assert between({"assets/syntopic.css": "1"}, {"assets/syntopic.css": "2"}).looks
    assert between({"assets/notes/a.png": "1"}, {"assets/notes/a.png": "2"}).pictures == 1
    changes = between({"topics/a.ipynb": "1"}, {"topics/a.ipynb": "2", "CNAME": "example.org"})
    assert changes.files == (("new", "CNAME"), ("changed", "topics/a.ipynb"))


def test_pages_whose_menu_alone_changed_are_only_counted() -> None:
    old = {"a.html": page("a"), "b.html": page("b")}
    new = {"a.html": page("a", menu="New"), "b.html": page("b", menu="New")}
    assert between(old, new) == Changes(framed=2)


PAGES = st.dictionaries(
    st.sampled_from(["a/index.html", "b/index.html", "index.html", "x.css", "sitemap.xml"]),
    st.sampled_from([A, B, MOVED, page("a", menu="b")]),
)


@settings(max_examples=100, deadline=None)
@given(PAGES, PAGES)
def test_no_site_differs_from_itself_and_differences_have_two_sides(
    one: dict[str, str], other: dict[str, str]
) -> None:
    assert not between(one, one)
    there, back = between(one, other), between(other, one)
    assert len(there.of("changed")) == len(back.of("changed"))
    assert (there.framed, there.looks) == (back.framed, back.looks)


# Where GitHub shows a site


@pytest.mark.parametrize(
    "remote",
    [
        "https://github.com/Ada/my-notes.git",
        "https://github.com/Ada/my-notes",
        "https://ada:token@github.com/Ada/my-notes.git",
        "git@github.com:Ada/my-notes.git",
        "ssh://git@github.com/Ada/my-notes.git",
        "ssh://git@ssh.github.com:443/Ada/my-notes.git",
        "git@GitHub.com:Ada/my-notes/",
    ],
)
def test_a_repository_on_github_is_recognised_however_it_is_written(remote: str) -> None:
    found = on_github(remote)
    assert found and (found.owner, found.name) == ("Ada", "my-notes")
    assert hosted(remote, "").address == "https://ada.github.io/my-notes/"


@pytest.mark.parametrize(
    "remote",
    [
        "https://codeberg.org/ada/notes.git",
        "/home/ada/github.com/x/y.git",
        "https://notgithub.com/ada/notes",
        "../notes.git",
        "https://github.com/ada",
    ],
)
def test_other_places_are_not_taken_for_github(remote: str) -> None:
    assert on_github(remote) is None
    assert hosted(remote, "").complaint == ""


PROJECT, USER = "https://github.com/Ada/notes.git", "git@github.com:Ada/Ada.github.io.git"


@pytest.mark.parametrize(
    ("remote", "site_url", "domain"),
    [
        (PROJECT, "https://ada.github.io/notes/", ""),
        (PROJECT, "https://ada.github.io/notes", ""),
        (PROJECT, "https://ada.example/notes/", ""),  # the domain of the owner's own site
        (USER, "https://ada.github.io/", ""),
        (PROJECT, "https://notes.ada.example/", "notes.ada.example"),
        (PROJECT, None, ""),
    ],
)
def test_a_right_address_is_taken_as_it_is(remote: str, site_url: str | None, domain: str) -> None:
    found = hosted(remote, site_url, domain)
    assert found.complaint == ""
    assert found.address == ((site_url or "").rstrip("/") + "/" if site_url else "")


@pytest.mark.parametrize(
    ("remote", "site_url", "domain", "line"),
    [
        (PROJECT, "https://ada.github.io/", "", "site_url: https://ada.github.io/notes/"),
        (PROJECT, "https://ada.github.io/Notes/", "", "site_url: https://ada.github.io/notes/"),
        (PROJECT, "http://ada.github.io/notes/", "", "site_url: https://ada.github.io/notes/"),
        (USER, "https://ada.github.io/notes/", "", "site_url: https://ada.github.io/"),
        (PROJECT, "https://notes.ada.example/", "", "put its name into pages/CNAME"),
        (PROJECT, "https://ada.github.io/notes/", "a.example", "site_url: https://a.example/"),
        (PROJECT, "", "https://a.example/", "a domain such as"),
    ],
)
def test_a_wrong_address_is_told_with_the_line_to_write(
    remote: str, site_url: str, domain: str, line: str
) -> None:
    assert line in hosted(remote, site_url, domain, "pages").complaint


def test_without_an_address_the_one_of_the_place_is_taken() -> None:
    assert hosted(USER, "").address == "https://ada.github.io/"
    assert hosted(PROJECT, "", "A.Example\n").address == "https://a.example/"
