"""What the theme leaves open on finished pages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syntopic.mkdocs_plugin.finishing import finished

SEARCH = '<div class="md-search" data-md-component="search" role="dialog">'


def test_the_search_dialog_has_a_name_in_the_words_of_the_garden() -> None:
    assert finished(SEARCH, 'Finden \\1 & "mehr"') == (
        '<div class="md-search" data-md-component="search" role="dialog" '
        'aria-label="Finden \\1 &amp; &quot;mehr&quot;">'
    )


def test_a_name_that_the_theme_gives_stays() -> None:
    named = SEARCH.replace(">", ' aria-label="Find">')
    assert finished(named, "Search") == named


def test_a_section_of_the_navigation_is_named_after_its_title() -> None:
    section = (
        '<nav class="md-nav" data-md-level="1" aria-labelledby="__nav_5_{}" aria-expanded="false">'
        '\n <label class="md-nav__title"{} for="__nav_5">'
    )
    assert finished(section.format("label", ""), "Search") == section.format(
        "title", ' id="__nav_5_title"'
    )


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ('<svg><use href="#a"/></svg>', '<svg><use xlink:href="#a"/></svg>'),
        ("<svg><a x='1' href='#a'>t</a></svg>", "<svg><a x='1' xlink:href='#a'>t</a></svg>"),
        ('<svg\nid="x"><use\nhref = "#a"></use></svg >', None),
        ('<svg><use data-href="#a"/></svg>', '<svg><use data-href="#a"/></svg>'),
        ('<svg><use xlink:href="#a"/></svg>', '<svg><use xlink:href="#a"/></svg>'),
        ('<svg><g/></svg><a href="b">b</a><svg/>', '<svg><g/></svg><a href="b">b</a><svg/>'),
        ("<code>&lt;svg>&lt;use href=</code>", "<code>&lt;svg>&lt;use href=</code>"),
    ],
)
def test_drawings_refer_to_their_parts_in_the_way_that_the_theme_leaves_alone(
    written: str, wanted: str | None
) -> None:
    assert finished(written, "") == (wanted or written.replace("href", "xlink:href"))


@given(st.text(alphabet="<>/ \"'=as vghrefuxl-:#\n", max_size=80))
def test_all_else_stays_and_a_second_pass_changes_nothing(text: str) -> None:
    once = finished(text, "s")
    assert finished(once, "s") == once
    assert once.replace("xlink:href", "href") == text.replace("xlink:href", "href")
