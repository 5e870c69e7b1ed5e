"""Pages are read for the search just as they are without the cache."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from material.plugins.search import plugin as search

from mkdocs_quickbuild import sections
from mkdocs_quickbuild.sections import KNOWN, digest, read, read_quickly

_TAGS = ("p", "pre", "code", "span", "h1", "h2", "h6", "a", "ul", "li", "object", "div", "hx", "P")
_VOID = ("<br>", "<br />", '<img alt="a > b" src="x"/>', "<p/>")
_ATTRIBUTES = (
    "",
    "",
    ' id="a"',
    ' id="b" class="c"',
    ' class="headerlink" href="#a"',
    ' class="linenodiv"',
    " data-search-exclude",
    ' data-search-exclude=""',
    ' id="&amp;c"\n hidden',
    " id",
    ' ID="d" id="e"',
)
_TEXTS = ("a", " ", "\n", "b\nc", "&lt;", "&amp;lt;", "&copy", "é\u00a0", "x > y", '"', "&", ";")
_STRANGE = ("<", "<!-- c -->", "<!---->", "<!-- a -- b -->", "<!x>", "<script>", "</script>", "</>")
_opening = st.builds("<{}{}>".format, st.sampled_from(_TAGS), st.sampled_from(_ATTRIBUTES))
_closing = st.builds("</{}>".format, st.sampled_from(_TAGS))
_leaf = st.sampled_from((*_VOID, *_TEXTS))


def _element(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda tag, attributes, parts: f"<{tag}{attributes}>{''.join(parts)}</{tag}>",
        st.sampled_from(_TAGS),
        st.sampled_from(_ATTRIBUTES),
        st.lists(inner, max_size=4),
    )


_sound = st.lists(st.recursive(_leaf, _element, max_leaves=20), max_size=6).map("".join)
_wild = st.lists(st.one_of(_leaf, _opening, _closing, st.sampled_from(_STRANGE)), max_size=20).map(
    "".join
)


_PARSER = next(one for one in search.Parser.__mro__ if one.__module__ == search.__name__)
"""The search's own, also where a build of another test has had pages read in our way."""


@pytest.fixture(autouse=True)
def _parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "Parser", _PARSER)


def _read_by_the_search(html: str, parse: type[Any] = _PARSER) -> list[Any] | str:
    parser = parse()
    try:
        parser.feed(html)
        parser.close()
    except ValueError as error:  # an end of what was begun where it is left out
        return str(error)
    return _told(parser.data)


def _told(found: list[Any]) -> list[Any]:
    return [
        (one.el.tag, one.depth, one.text, one.title, one.id, one.is_excluded()) for one in found
    ]


@settings(max_examples=400)
@given(_sound)
@example('<h2 id="a">A <span data-search-exclude>x<span>y</span>z</span></h2><p>b</p>')
@example('<div><h2 id="a">A</h2><p>b</p></div><p>c</p><h1>d</h1>')
@example("<object><p>a</object></p>")
def test_a_sound_page_has_the_sections_that_the_search_finds(html: str) -> None:
    found = read(html, search)
    expected = _read_by_the_search(html)
    if found is None:
        assert isinstance(expected, str), "only where the search fails, which it still shall"
    else:
        assert _told(found) == expected


@settings(max_examples=400)
@given(_wild)
def test_a_page_that_is_not_sound_is_read_in_the_same_way_or_not_at_all(html: str) -> None:
    found = read(html, search)
    assert found is None or _told(found) == _read_by_the_search(html)


def test_what_releases_of_python_read_in_different_ways_is_left_to_the_parser() -> None:
    for reference in ("r&copyright", "a&lt=b", "x&notit;", "&"):
        assert read(f'<h1 id="t">T</h1><h2 id="{reference}">a</h2>', search) is None
    assert read('<h2 id="a&amp;b&#x41;&quot;">a</h2>', search) is not None


def test_a_picture_in_an_attribute_is_not_kept() -> None:
    sections._attributes.cache_clear()
    for tag in ("img", "span"):
        read(f'<{tag} src="data:{"x" * 1000}">', search)
    assert sections._attributes.cache_info().currsize == 0


def test_the_search_of_this_release_is_known() -> None:
    """Else nothing is won, and its parser is to be read again."""
    assert digest(search) in KNOWN


def test_the_search_reads_in_this_way_and_strange_pages_as_before() -> None:
    strange = "<h1 id='a'>A</h1><script>if (a<b) {}</script><p>b"
    expected = _read_by_the_search(strange)
    read_quickly()
    quick = search.Parser
    assert issubclass(quick, _PARSER) and quick is not _PARSER
    read_quickly()
    assert search.Parser is quick, "once is enough"
    assert read(strange, search) is None
    assert _read_by_the_search(strange, quick) == expected
    sound = [("hx", 0, ["<p>", "a", "</p>"], [], None, False)]
    assert _read_by_the_search("<p>a</p>", quick) == sound


def test_another_parser_than_the_known_one_reads_pages_itself() -> None:
    other = type("Parser", (_PARSER,), {})
    search.Parser = other
    read_quickly()
    assert search.Parser is other
