"""Marks for the search leave pages just as they do without the cache."""

from __future__ import annotations

import inspect
import re

from hypothesis import example, given
from hypothesis import strategies as st
from material.plugins.search import plugin as search

from mkdocs_quickbuild.marks import PATTERN, take_out_quickly, without_marks

_PIECES = (
    "data-search-",
    "exclude",
    '="',
    '"',
    "=",
    " ",
    "\n",
    "\u00a0",
    "\x1c",
    "a",
    "é",
    "-",
    "<",
)


@given(st.lists(st.sampled_from(_PIECES), max_size=40).map("".join))
@example('<p data-search-exclude="yes" data-search-exclude="yes">')
@example('data-search-a="b"data-search-a="b" data-search-a="b"')
def test_what_is_taken_out_is_what_the_pattern_of_the_search_finds(text: str) -> None:
    assert without_marks(text) == re.sub(PATTERN, "", text)


def test_the_search_of_this_release_uses_this_pattern() -> None:
    """Else nothing is won, and the pattern is to be read again."""
    source = inspect.getsource(search.SearchPlugin.on_page_context)
    assert f'r"{PATTERN}"' in source


def test_all_else_that_the_search_asks_of_regular_expressions_is_answered_as_before() -> None:
    was = search.re
    try:
        take_out_quickly()
        take_out_quickly()
        assert search.re.sub("a", "b", "aa", count=1) == "ba"
        assert search.re.sub(PATTERN, "-", 'x data-search-a="b"') == "x-"
        assert search.re.compile is re.compile
        assert search.re.sub(PATTERN, "", 'x data-search-a="b" y') == "x y"
    finally:
        search.re = was
